import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";

/** A phrase with values in it, for `fill`. It is plain data, and knows the language that its plurals and numbers are worded in. */
export interface Message {
  readonly locale: string;
  readonly parts: CompiledMessage;
}

/** Either kind of text. */
export type Phrase = Message | string;

/** Texts of the same keys, in whichever language. */
export type Texts<English> = English extends string ? string : { readonly [Key in keyof English]: Texts<English[Key]> };

/** Texts as pages use them. Nothing but `fill` takes a message, so no page can show one with its braces. */
export type Compiled<English> = English extends string
  ? English extends `${string}{${string}`
    ? Message
    : string
  : { readonly [Key in keyof English]: Compiled<English[Key]> };

/**
 * Reads the ICU messages among the texts, here on the server, so that a page needs no parser.
 * @throws SyntaxError where one is malformed
 */
export function compileTexts<English>(texts: Texts<English>, locale: string): Compiled<English> {
  const compileText = (text: unknown): unknown => {
    if (Array.isArray(text)) return text.map(compileText);
    if (typeof text !== "string")
      return Object.fromEntries(Object.entries(text as object).map(([key, child]) => [key, compileText(child)]));
    // The compiler's objects have no prototype, and React hands only plain ones to the browser.
    return text.includes("{") ? ({ locale, parts: structuredClone(compile(text)) } satisfies Message) : text;
  };
  return compileText(texts) as Compiled<English>;
}
