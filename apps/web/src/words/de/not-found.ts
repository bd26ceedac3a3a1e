import type { notFoundWords as english } from "../en/not-found";
import type { Texts } from "../message";

export const notFoundWords: Texts<typeof english> = {
  title: "Unter dieser Adresse ist nichts",
  text: "Der Link ist vielleicht alt, oder es fehlt ein Buchstabe.",
  start: "Startseite",
  startNote: "Wo {app} anfängt",
  account: "Ihr Konto",
  accountNote: "Profil, Arten der Anmeldung, Geräte",
};
