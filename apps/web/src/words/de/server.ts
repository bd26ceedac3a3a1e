import type { serverWords as english } from "../en/server";
import type { Texts } from "../message";

export const serverWords: Texts<typeof english> = {
  crossSite: {
    title: "Wir wissen nicht, ob das von Ihnen kam",
    text: "Vielleicht hat es eine andere Website geschickt, deshalb haben wir nichts getan. War es Ihre Absicht, öffnen Sie die Seite hier und versuchen Sie es noch einmal.",
  },
  malformed: {
    title: "Diese Adresse funktioniert nicht",
    text: "Vielleicht ist sie abgeschnitten oder vertippt. Prüfen Sie sie, oder beginnen Sie auf der Startseite.",
  },
  addressTooLong: {
    title: "Diese Adresse ist zu lang",
    text: "Prüfen Sie sie, oder beginnen Sie auf der Startseite.",
  },
  headersTooLarge: {
    title: "Ihr Browser sendet zu viele Cookies",
    text: "Löschen Sie in den Einstellungen des Browsers die Cookies dieser Website, und öffnen Sie die Seite dann noch einmal. Sie müssen sich neu anmelden.",
  },
  tooLarge: {
    title: "Das war zu viel auf einmal",
    text: "Wir haben nichts davon behalten. Gehen Sie zurück, kürzen Sie Ihre Eingabe oder wählen Sie eine kleinere Datei, und senden Sie sie noch einmal.",
  },
  tooOften: {
    title: "Zu viele Anfragen",
    text: "Warten Sie eine Minute, und versuchen Sie es noch einmal.",
  },
  tooSlow: {
    title: "Die Verbindung ist zu langsam",
    text: "Ihre Anfrage kam nicht vollständig an, deshalb haben wir nichts getan. Versuchen Sie es noch einmal.",
  },
  start: "Startseite",
};
