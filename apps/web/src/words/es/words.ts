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

/** Spanish says «tú». */
export const es: Texts<typeof en> = {
  languageName: "Español",
  direction: "ltr",
  languages: "Idioma",
  skip: "Saltar al contenido",
  startPage: "{app}, página de inicio",
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
