import "server-only";
import { ownCookieIn, setOwnCookie } from "#session/cookies";
import { type Language, negotiateLanguage } from "./languages";

const COOKIE = "locale";
const YEAR_SECONDS = 365 * 24 * 3600;

/** The language of a request: what the person chose, else what their browser asks for, else English. */
export function languageOf(headers: Headers): Language {
  return negotiateLanguage(ownCookieIn(headers, COOKIE), headers.get("accept-language"));
}

/** `Set-Cookie` that remembers a choice for a year. */
export function keepLanguage(language: Language): string {
  return setOwnCookie(COOKIE, language, YEAR_SECONDS);
}
