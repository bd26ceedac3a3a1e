import { lexer, type Token, type TokensList } from "marked";

/** One of the guides in `docs`, as written and as parsed. */
export interface Guide {
  /** The file's name without `.md`; its place in the address too. */
  name: string;
  title: string;
  /** The first paragraph, which says what the guide is for. */
  lede: string;
  /** What follows it. */
  body: readonly Token[];
  /** The second-level headings, in order. */
  parts: readonly { slug: string; text: string }[];
}

/** The part of a heading's address after the `#`, as GitHub makes it. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** Text without its marks, for places that show none: `**a** and `b`` is "a and b". */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => ("tokens" in token && token.tokens ? plainText(token.tokens) : "text" in token ? token.text : "")).join("");
}

/**
 * Parses a guide: a title, a paragraph that says what it is for, and then its text.
 * @throws Error when it does not begin like that
 */
export function parseGuide(name: string, markdown: string): Guide {
  const tokens: TokensList = lexer(markdown);
  const [title, lede, ...body] = tokens.filter((token) => token.type !== "space");
  if (title?.type !== "heading" || title.depth !== 1 || lede?.type !== "paragraph") {
    throw new Error(`${name}.md has to begin with a title and a paragraph`);
  }
  const headings = body.filter((token) => token.type === "heading" && token.depth === 2);
  return {
    name,
    title: plainText(title.tokens ?? []),
    lede: plainText(lede.tokens ?? []),
    body,
    parts: headings.map((heading) => {
      const text = plainText(("tokens" in heading && heading.tokens) || []);
      return { slug: slugOf(text), text };
    }),
  };
}
