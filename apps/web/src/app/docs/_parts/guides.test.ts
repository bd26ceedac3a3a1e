import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@repo/db/locate";
import { lexer, type Token, walkTokens } from "marked";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { nameLanguage } from "#ui/highlight";
import { parseGuide } from "./guide";
import { GuideText } from "./guide-text";
import { listGuides } from "./guides";

const ROOT = repositoryRoot();
const FOLDER = join(ROOT, "apps/web/docs");

const files = readdirSync(FOLDER).filter((file) => file.endsWith(".md"));
const guides = files.map((file) => parseGuide(file.slice(0, -3), readFileSync(join(FOLDER, file), "utf8")));

/** A path from the root of the repository; one with a gap to fill, such as `<area>`, is none. */
const PATH = /^(?:apps|packages|prisma|e2e|\.github|\.ci)\/[\w@.()[\]/-]+$/;

function tokensOf(markdown: string): Token[] {
  const found: Token[] = [];
  walkTokens(lexer(markdown), (token) => {
    found.push(token);
  });
  return found;
}

const sources = [
  ...files.map((file): [string, string] => [`apps/web/docs/${file}`, readFileSync(join(FOLDER, file), "utf8")]),
  ...["README.md", "AGENTS.md"].map((file): [string, string] => [file, readFileSync(join(ROOT, file), "utf8")]),
];

describe.each(sources)("%s", (_name, markdown) => {
  const tokens = tokensOf(markdown);

  it("names files that exist", () => {
    const named = tokens.flatMap((token) => (token.type === "codespan" && PATH.test(token.text) ? [token.text as string] : []));

    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe.each(guides)("docs/$name.md", ({ name, body }) => {
  const markdown = readFileSync(join(FOLDER, `${name}.md`), "utf8");
  const tokens = tokensOf(markdown);

  it("shows code in languages that the pages can show", () => {
    const languages = tokens.flatMap((token) => (token.type === "code" ? [token.lang as string] : []));

    expect(languages.filter((language) => nameLanguage(language) === undefined)).toEqual([]);
  });

  it("links to guides and headings that exist", () => {
    const links = tokens.flatMap((token) => (token.type === "link" ? [token.href as string] : [])).filter((href) => !/^https:/.test(href));

    const broken = links.filter((href) => {
      const [file = "", slug] = href.split("#");
      const guide = guides.find((one) => `${one.name}.md` === (file || `${name}.md`));
      return !guide || (slug !== undefined && !guide.parts.some((part) => part.slug === slug));
    });

    expect(broken).toEqual([]);
  });

  it("can be shown, with every link leading to a page", () => {
    const html = renderToStaticMarkup(GuideText({ tokens: body }));

    expect(html).toContain("<h2");
    expect(html).not.toMatch(/href="[^"]*\.md/);
  });
});

it("guides are listed in their order, each with what it is for", async () => {
  const listed = await listGuides();

  expect(listed.map(({ name }) => name).slice(0, 3)).toEqual(["build-your-own-feature", "add-an-operation", "add-a-method"]);
  expect(listed.map(({ name }) => name).sort()).toEqual(guides.map(({ name }) => name).sort());
  expect(listed.every(({ title, lede }) => title !== "" && lede !== "")).toBe(true);
});

describe("parseGuide", () => {
  it("reads title, lede and headings without their marks", () => {
    const guide = parseGuide("x", "# A `b` & c\n\nWhat *it* is for.\n\n## First, and `last`\n\nText\n");

    expect(guide).toMatchObject({
      title: "A b & c",
      lede: "What it is for.",
      parts: [{ slug: "first-and-last", text: "First, and last" }],
    });
  });

  it.each(["", "Text first\n\n# Title\n", "## Only this\n\nText\n", "# Title\n\n## At once\n"])(
    "refuses a text that begins as %j",
    (markdown) => {
      expect(() => parseGuide("x", markdown)).toThrow("x.md has to begin with a title and a paragraph");
    },
  );
});
