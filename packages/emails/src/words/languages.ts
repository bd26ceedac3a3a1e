import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import type { Words } from "./words";

/** Every language the letters speak, by its tag in lower case. A key may be a language ("pt") or one of its varieties ("pt-br"). */
const LANGUAGES = { en, es, de } satisfies Record<string, Words>;

export type Language = keyof typeof LANGUAGES;

export const languages = Object.keys(LANGUAGES) as Language[];

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** The language for a tag as a caller gave it: the exact tag, else its language, else English. `de-AT` → `de`, `nl-BE` → `en`. */
export function chooseLanguage(locale: string): Language {
  const tag = locale.toLowerCase().replaceAll("_", "-");
  const language = tag.split("-", 1)[0] ?? "";
  return [tag, language].find(isLanguage) ?? "en";
}

export function wordsOf(language: Language): Words {
  return LANGUAGES[language];
}
