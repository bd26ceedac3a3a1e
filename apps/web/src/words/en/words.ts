import { accountWords } from "./account";
import { authWords, letterAuthWords } from "./auth";
import { crashWords } from "./crash";
import { docsWords } from "./docs";
import { landingWords } from "./landing";
import { notFoundWords } from "./not-found";
import { refusalWords } from "./refusals";
import { serverWords } from "./server";

/**
 * Every word the pages show, in English, which is also the type of every other language. Phrases with values in them are ICU messages:
 * `{name}` stands for a value, plurals and numbers are worded by the language
 * (https://formatjs.github.io/docs/core-concepts/icu-syntax).
 *
 * Voice: plain, calm, short, sentence case. What happened, then what to do. No blame, no jokes, no exclamation marks.
 */
export const en = {
  /** Its own name, for the switch. */
  languageName: "English",
  /** Which way it is read: `ltr` or `rtl`. */
  direction: "ltr",
  languages: "Language",
  skip: "Skip to the content",
  startPage: "{app}, start page",
  ...authWords,
  ...letterAuthWords,
  ...accountWords,
  ...landingWords,
  notFound: notFoundWords,
  refusals: refusalWords,
  crash: crashWords,
  server: serverWords,
  docs: docsWords,
} as const;
