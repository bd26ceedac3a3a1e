const LENGTH_MAX = 200;

/** Ends a line, moves the cursor, or turns the direction of writing. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

/** What mail programs turn into a link: a scheme, or a dot between a word and two letters. */
const LINK = /:\/\/|[\p{L}\p{N}]\.\p{L}{2}/u;

/** `{{key}}`, with or without space inside. */
export const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** One line without anything invisible. */
export function toOneLine(text: string): string {
  return text.replace(INVISIBLE, " ").replace(/ +/g, " ").trim();
}

/**
 * What a letter may say on behalf of whoever asked for it. That can be anyone, about anyone's address, so that no letter of ours carries a
 * stranger's advertisement: one line of at most 200 characters, and nothing that reads as a link. Such a value counts as not given.
 */
export function readTemplateOptions(given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [key, value] of Object.entries(given)) {
    const line = toOneLine(value);
    if (line !== "" && [...line].length <= LENGTH_MAX && !LINK.test(line)) options.set(key, line);
  }
  return options;
}

/** Puts options where a text says `{{key}}`. Unknown keys disappear. Escaping for HTML is React's. */
export function fillTemplate(text: string, options: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (_placeholder, key: string) => options.get(key) ?? "");
}
