import "server-only";
import { languageIn } from "#session/cookies";
import { type Language, negotiateLanguage } from "./languages";

/** The language of a request: what the person chose, else what their browser asks for, else English. */
export function languageOf(headers: Headers): Language {
  return negotiateLanguage(languageIn(headers), headers.get("accept-language"));
}
