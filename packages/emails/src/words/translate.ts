import { createTranslator } from "use-intl/core";
import { fillTemplate, PLACEHOLDER } from "../template-options";
import { type Language, wordsOf } from "./languages";
import type { Words } from "./words";

type Messages = Words["messages"];
type Texts = { [key: string]: string | Texts };

/** `emailCode.title`, `asked.known`: the path of one text. */
export type TextKey = PathsOf<Messages>;
type PathsOf<T> = { [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${PathsOf<T[Key]>}` }[keyof T & string];

/** Says the text behind a key, with its values and the letter's template options in place. */
export type Translate = (key: TextKey, values?: Record<string, string | number | Date>) => string;

/** ICU reads braces; in quotes it leaves them alone. */
function quotePlaceholders<T extends Texts>(texts: T): T {
  const quote = (text: string | Texts) => (typeof text === "string" ? text.replace(PLACEHOLDER, "'{{$1}}'") : quotePlaceholders(text));
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, quote(text)])) as T;
}

const translators = new Map<Language, ReturnType<typeof createTranslator<Messages>>>();

/** One for each language: it keeps what it has parsed. */
function translatorOf(language: Language) {
  const known = translators.get(language);
  if (known) return known;
  const { locale, messages } = wordsOf(language);
  const made = createTranslator({
    locale,
    messages: quotePlaceholders(messages),
    timeZone: "UTC",
    onError(error) {
      throw error;
    },
  });
  translators.set(language, made);
  return made;
}

/**
 * Speaks one language. Times are in UTC.
 * @throws where a text is missing, malformed, or asks for a value that it was not given
 */
export function createTranslate(language: Language, options: ReadonlyMap<string, string>): Translate {
  const translate = translatorOf(language);
  return (key, values) => fillTemplate(translate(key, values), options);
}
