import { chooseLanguage, type Language, languages } from "@repo/emails/words/languages";
import Negotiator from "negotiator";
import { de } from "./de/words";
import { en } from "./en/words";
import { es } from "./es/words";
import { type Compiled, compileTexts, type Texts } from "./message";

export { type Language, languages };

/** Every word of the pages, in one language. */
export type Words = Compiled<typeof en> & { readonly language: Language };

/** The languages of the letters, so that whoever is written to can read the page that the letter leads to. */
const TEXTS: Record<Language, Texts<typeof en>> = { en, es, de };

const compiled = new Map<Language, Words>();

/** The words of one language. */
export function wordsIn(language: Language): Words {
  const found = compiled.get(language);
  if (found) return found;
  const texts = TEXTS[language];
  const words = { language, ...compileTexts<typeof en>(texts, texts.time.locale) };
  compiled.set(language, words);
  return words;
}

/**
 * The language to speak.
 * @param choice what the person chose before, however it came: only a language of ours counts
 * @param accepted the `Accept-Language` header (RFC 9110, 12.5.4)
 */
export function negotiateLanguage(choice: string | undefined, accepted: string | null): Language {
  const chosen = languages.find((language) => language === choice);
  return chosen ?? chooseLanguage(new Negotiator({ headers: { "accept-language": accepted ?? undefined } }).language([...languages]) ?? "");
}
