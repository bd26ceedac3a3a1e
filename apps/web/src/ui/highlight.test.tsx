import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { highlight } from "./highlight";

/** Marks strings with S(…), keywords with K(…) and comments with N(…). */
function marked(code: string, language: string): string {
  return renderToStaticMarkup(highlight(code, language))
    .replace(/<span class="text-accent">(.*?)<\/span>/gs, "S($1)")
    .replace(/<span class="text-lantern-ink">(.*?)<\/span>/gs, "K($1)")
    .replace(/<span class="text-ink-faint">(.*?)<\/span>/gs, "N($1)")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'");
}

describe("highlight", () => {
  it.each([
    ["ts", 'const a = "b"; // const "c"', 'K(const) a = S("b"); N(// const "c")'],
    ["ts", "`a b 'c'` /* d\n\"e\" */", "S(`a b 'c'`) N(/* d\n\"e\" */)"],
    ["ts", 'x("\\"") + constant.from_', 'x(S("\\"")) + constant.from_'],
    ["sh", "curl a#b 'c' # d", "curl a#b S('c') N(# d)"],
    ["json", '{ "a": true }', '{ S("a"): K(true) }'],
    ["sql", "-- all\nSELECT 'a'", "N(-- all)\nK(SELECT) S('a')"],
    ["text", 'const "a"', 'const "a"'],
  ])("%s: %s", (language, code, expected) => {
    expect(marked(code, language)).toBe(expected);
  });

  it("leaves out nothing and adds nothing", () => {
    const code = "if (a) return `x`;\n\n// done\n";

    expect(renderToStaticMarkup(highlight(code, "ts")).replace(/<[^>]+>/g, "")).toBe(code);
  });
});
