import type { en } from "../en/words";
import type { Texts } from "../message";
import { accountWords } from "./account";
import { authWords, letterAuthWords } from "./auth";
import { crashWords } from "./crash";
import { docsWords } from "./docs";
import { landingWords } from "./landing";
import { notFoundWords } from "./not-found";
import { refusalWords } from "./refusals";
import { serverWords } from "./server";

/** German says „Sie“. */
export const de: Texts<typeof en> = {
  languageName: "Deutsch",
  direction: "ltr",
  languages: "Sprache",
  skip: "Zum Inhalt springen",
  startPage: "{app}, Startseite",
  ...authWords,
  ...letterAuthWords,
  ...accountWords,
  ...landingWords,
  notFound: notFoundWords,
  refusals: refusalWords,
  crash: crashWords,
  server: serverWords,
  docs: docsWords,
};
