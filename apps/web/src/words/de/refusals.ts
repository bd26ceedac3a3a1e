import type { refusalWords as english } from "../en/refusals";
import type { Texts } from "../message";

export const refusalWords: Texts<typeof english> = {
  E062906: { title: "E-Mail und Passwort passen nicht zusammen", text: "Prüfen Sie beides und versuchen Sie es noch einmal." },
  E062903: {
    title: "Dieses Passwort ist gesperrt",
    text: "Es gab zu viele falsche Versuche. Versuchen Sie es später noch einmal oder wählen Sie mit „Passwort vergessen?“ ein neues.",
  },
  E062909: { title: "Dieses Passwort ist abgelaufen", text: "Wählen Sie mit „Passwort vergessen?“ ein neues." },
  E062110: { title: "Dieses Konto ist deaktiviert", text: "Wenden Sie sich an {operators}." },
  E130429: { title: "Zu viele Versuche", text: "Warten Sie {wait}, bevor Sie es noch einmal versuchen." },
  letters: {
    title: "Wir haben schon mehrere E-Mails gesendet",
    text: "Nehmen Sie die neueste; sehen Sie auch im Spam nach. Eine weitere geht in {wait}.",
  },
  E061102: { title: "Der Code stimmt nicht", text: "Prüfen Sie ihn und versuchen Sie es noch einmal." },
  E061103: { title: "Zu viele Versuche mit diesem Code", text: "Er gilt nicht mehr. Fordern Sie einen neuen an." },
  E061104: { title: "Dieser Code ist abgelaufen", text: "Fordern Sie einen neuen an und geben Sie ihn gleich ein." },
  E062120: { title: "Dieses Konto hat keine Authenticator-App", text: "Fügen Sie zuerst eine hinzu." },
  E062125: {
    title: "Diese E-Mail-Adresse gehört zu einem anderen Konto",
    text: "Nehmen Sie eine andere Adresse oder melden Sie sich bei dem anderen Konto an.",
  },
  E062130: {
    title: "Sie sind nicht bei dem Konto angemeldet, von dem die Anfrage kam",
    text: "Es hat sich nichts geändert. Melden Sie sich hier bei diesem Konto an oder öffnen Sie dies dort, wo es angefordert wurde, und versuchen Sie es dann noch einmal.",
  },
  E062131: {
    title: "Ihre Anmeldung ist noch nicht abgeschlossen",
    text: "Geben Sie den Code aus Ihrer Authenticator-App ein und versuchen Sie es noch einmal.",
  },
  E062132: { title: "Noch nicht erledigt", text: "Sie haben bestätigt, dass Sie es sind. Wiederholen Sie jetzt diesen Schritt." },
  E062133: {
    title: "Bestätigen Sie zuerst Ihre E-Mail-Adresse",
    text: "Codes und Links per E-Mail gelten hier erst, wenn die Adresse des Kontos bestätigt ist.",
  },
  E062135: {
    title: "Bestätigen Sie zuerst Ihre E-Mail-Adresse",
    text: "Ihr Konto fragt danach: dann können Sie eine App, Wiederherstellungscodes und einen zweiten Schritt hinzufügen.",
  },
  E112103: {
    title: "Das ist der einzige Name dieses Kontos",
    text: "Er bleibt, damit Sie sich anmelden können. Ändern Sie stattdessen Ihre E-Mail-Adresse.",
  },
  E062136: { title: "Es gibt nichts mehr zu behalten", text: "Es ist jetzt entfernt. Richten Sie es in Ihrem Konto neu ein." },
  E062134: {
    title: "Sie handeln im Namen von jemand anderem",
    text: "Das kann nur diese Person selbst. Beenden Sie diese Sitzung und melden Sie sich als Sie selbst an.",
  },
  E062503: { title: "Der Link wurde noch nicht geöffnet", text: "Öffnen Sie die E-Mail und wählen Sie Ihre Zahl." },
  E062504: { title: "Dieser Link gilt nicht mehr", text: "Er wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an." },
  E062505: { title: "Niemand wurde angemeldet", text: "In der E-Mail wurde gewählt: „Das war ich nicht“." },
  E062904: { title: "Dieses Passwort hatten Sie schon einmal", text: "Wählen Sie eines, das hier neu ist." },
  E062907: {
    title: "Dieses Konto lässt sich nicht per E-Mail zurücksetzen",
    text: "Seine Adresse wurde nie bestätigt. Wenden Sie sich an {operators}.",
  },
  E064001: { title: "Sie wurden abgemeldet", text: "Melden Sie sich wieder an, um weiterzumachen." },
  E064002: { title: "Sie wurden abgemeldet", text: "Melden Sie sich wieder an, um weiterzumachen." },
  E061001: { title: "Sie sind hier nicht angemeldet", text: "Laden Sie die Seite neu und versuchen Sie es noch einmal." },
  E010403: { title: "Diese Seite ist veraltet", text: "Laden Sie sie neu und versuchen Sie es noch einmal." },
  E010415: { title: "Das ist nicht richtig angekommen", text: "Laden Sie die Seite neu und versuchen Sie es noch einmal." },
  E010413: { title: "Das ist zu lang", text: "Kürzen Sie Ihre Eingabe und versuchen Sie es noch einmal." },
  E010503: {
    title: "Unsere Daten sind gerade nicht erreichbar",
    text: "Warten Sie einen Moment und versuchen Sie es noch einmal. Ihre Eingaben bleiben erhalten.",
  },
  E011001: { title: "Eine Ihrer Eingaben passt nicht", text: "Prüfen Sie jedes Feld und versuchen Sie es noch einmal." },
  E011003: { title: "Eine Ihrer Eingaben passt nicht", text: "Prüfen Sie jedes Feld und versuchen Sie es noch einmal." },
  E011004: { title: "Eine Ihrer Eingaben passt nicht", text: "Prüfen Sie jedes Feld und versuchen Sie es noch einmal." },
  offline: {
    title: "{app} ist nicht erreichbar",
    text: "Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Ihre Eingaben bleiben erhalten.",
  },
  fallback: {
    title: "Bei uns ist etwas schiefgegangen",
    text: "Warten Sie einen Moment und versuchen Sie es noch einmal. Ihre Eingaben bleiben erhalten.",
  },
};
