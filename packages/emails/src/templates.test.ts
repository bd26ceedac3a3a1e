import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleLetters } from "./examples";
import type { Letter } from "./letter";
import { renderLetter, renderPlainly } from "./render";
import { createTemplates, type Drawn, type Texts } from "./templates";
import { languages } from "./words/languages";

// Signs that HTML, templates, replacements and the plain text have a use for, and text that is long, right to left, or half a character.
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }) },
  fc
    .array(
      fc.constantFrom(
        ...["<", ">", "&", '"', "'", "&amp;", "&#x27;", "$&", "$1", "$$", "{x}", "{{note}}", "'{", "0", "\uE0000\uE001", "\uE0001\uE001"],
        ...[" ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u200B", "\u2028", "\0", "\u0085", "<br>", "<!-- -->", "</p>", "]]>", "%0a", "\\"],
        ...["👩‍👩‍👧", "\uD83D", "\uDC69", "e\u0301", "שלום", "\u202Eabc", "名前", "x".repeat(300), "mailto:a", "#", "a@b.example", "A"],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);
// Most are shown as they are, and so are put in place.
const text = fc.oneof(
  { weight: 7, arbitrary: anyText.map((any) => `a${any.replace(/[\s\u200B]+|\p{Surrogate}/gu, " ").trimEnd()}`) },
  anyText,
);
const url = fc.oneof(
  { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  fc.constantFrom(
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "mailto:ada@b.example",
    "#top",
    "/sign-in",
    "https://a b",
    "https://\u200B",
  ),
  text,
);
const minutes = fc.integer({ min: 0, max: 100_000 });
const purpose = fc.constantFrom("signUp", "signIn", "signUpOrIn", "update", "confirm", "reset");
const asking = fc.option(fc.record({ account: text, addsLoginId: fc.boolean() }), { nil: undefined });
const asked = {
  askedBy: fc.record({
    userAgent: fc.oneof(fc.constantFrom("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "node"), text),
    at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-01-01") }).map((at) => at.toISOString()),
  }),
  templateOptions: fc.oneof(fc.constant({}), fc.record({ note: text }), fc.dictionary(text, text)),
};
const link = fc.oneof(
  fc.record({ number: text, url }),
  url.map((both) => ({ number: both, url: both })),
);
const PROPS = {
  emailCode: fc.record({ ...asked, code: text, purpose, minutes, asking }),
  magicLink: fc.record({ ...asked, url, purpose, minutes, asking }),
  enchantedLink: fc.record({
    ...asked,
    links: fc.uniqueArray(link, { selector: ({ number }) => number, maxLength: 4 }),
    purpose,
    minutes,
    asking,
  }),
  alreadyRegistered: fc.record(asked),
  noAccount: fc.record(asked),
  invitation: fc.record({ ...asked, url, loginId: text }),
  emailChanged: fc.record({ ...asked, url, hours: minutes }),
  securityNotice: fc.record({
    ...asked,
    what: fc.constantFrom("passwordChanged", "recoveryCodesMade", "emailChanged"),
    again: fc.boolean(),
  }),
  signInAlert: fc.record({
    ...asked,
    what: fc.constantFrom("newDevice", "failedTries"),
    again: fc.boolean(),
    url,
    address: fc.oneof(fc.constantFrom("", "203.0.113.7", "2001:db8::/64"), text),
  }),
} satisfies Record<Letter["kind"], unknown>;
const kinds = Object.keys(PROPS) as Letter["kind"][];
const locale = fc.constantFrom(...languages);
const app = fc.record({ appName: fc.oneof(fc.constant("Gatehouse"), text), appOrigin: fc.constant("https://gatehouse.example:8443") });

function letterOf(kind: Letter["kind"]): fc.Arbitrary<Letter> {
  return fc.record({
    kind: fc.constant(kind),
    to: fc.constant("ada@northfold.example"),
    locale,
    props: PROPS[kind],
  }) as fc.Arbitrary<Letter>;
}

describe("a letter put together from a template", () => {
  it.each(kinds)("6.3: is what React draws of it, byte for byte, whatever it says: %s", async (kind) => {
    await fc.assert(
      fc.asyncProperty(letterOf(kind), app, async (letter, facts) => {
        expect(await renderLetter(letter, facts)).toEqual(await renderPlainly(letter, facts));
      }),
    );
  });

  it.each(languages)("is what React draws of every example in %s", async (language) => {
    const facts = { appName: `O'Neill & "Sons" <b>`, appOrigin: "https://gatehouse.example" };
    for (const letter of Object.values(exampleLetters(language)))
      expect(await renderLetter(letter, facts)).toEqual(await renderPlainly(letter, facts));
  });
});

describe("createTemplates", () => {
  let drawn: Texts[] = [];

  async function draw(texts: Texts): Promise<Drawn> {
    drawn.push(texts);
    const { title, url = "", note } = texts;
    const line = note ? `<p>${note}</p>` : "";
    return { html: `<h1>${title}</h1><a href="${url}">${title}</a>${line}`, text: `${title} ${url}${note ? `\n${note}` : ""}` };
  }

  function write(texts: readonly Texts[], keep?: number) {
    drawn = [];
    const templates = createTemplates(keep);
    return texts.reduce<Promise<Drawn>>(
      (before, each) => before.then(() => templates.draw("letter", each, draw)),
      Promise.resolve({ html: "", text: "" }),
    );
  }

  const url = "https://gatehouse.example/";

  it("draws once for all that say as much, and puts what they say in its places, escaped in HTML alone", async () => {
    const last = await write([
      { title: "One", url },
      { title: "Two", url: `${url}2` },
      { title: `<$& "'`, url: `${url}?a=1&b=2` },
    ]);

    expect(drawn).toHaveLength(1);
    expect(last).toEqual({
      html: `<h1>&lt;$&amp; &quot;&#x27;</h1><a href="${url}?a=1&amp;b=2">&lt;$&amp; &quot;&#x27;</a>`,
      text: `<$& "' ${url}?a=1&b=2`,
    });
  });

  it("draws anew what says more or less", async () => {
    await write([
      { title: "One", url },
      { title: "One", url, note: "Two" },
      { title: "One", url, note: undefined },
      { title: "One", url },
    ]);

    expect(drawn).toHaveLength(2);
  });

  it.each([
    ["spaces that are shown as one", { title: "a  b", url }],
    ["a line break", { title: "a\nb", url }],
    ["nothing", { title: "", url }],
    ["half a character", { title: "a\uD83D", url }],
    ["an address that is a script", { title: "a", url: "javascript:alert(1)" }],
    ["an address of mail", { title: "a", url: "mailto:a@b.example" }],
    ["the address of a link as its text", { title: url, url }],
  ])("leaves to who draws it what is not shown as it is: %s", async (_what, texts) => {
    await write([{ title: "One", url }, texts]);

    expect(drawn.slice(1)).toEqual([texts]);
  });

  it("keeps so many, and not the oldest", async () => {
    const notes = ["a", "b", "c"].map((name) => ({ title: "One", url, note: "Two", [name]: [] }));

    await write([...notes, ...notes.slice(1), ...notes.slice(0, 1)], 2);

    expect(drawn).toHaveLength(4);
  });

  it("says so where a text is cut up, since another could not be put in its place", async () => {
    const templates = createTemplates();
    const cut = async ({ title }: Texts) => ({ html: `<b>${String(title).slice(0, 1)}</b>`, text: "" });

    await expect(templates.draw("letter", { title: "One" }, cut)).rejects.toThrow("does not show text 0");
  });

  it("tries again where a template could not be drawn", async () => {
    const templates = createTemplates();
    const fail = () => Promise.reject(new Error("no memory"));
    await expect(templates.draw("letter", { title: "One" }, fail)).rejects.toThrow("no memory");

    expect((await templates.draw("letter", { title: "One" }, draw)).html).toContain("One");
  });
});
