import type { Words } from "./languages";

export const de: Words = {
  locale: "de-DE",
  messages: {
    origin: {
      known: "{at, date, long} um {at, time, short} Uhr UTC mit {browser} unter {system}",
      partlyKnown: "{at, date, long} um {at, time, short} Uhr UTC mit {device}",
      unknown: "{at, date, long} um {at, time, short} Uhr UTC",
    },
    asked: "Anfrage vom {origin}.",
    done: "Geschehen am {origin}.",
    note: "Die Seite, von der die Anfrage kam, schreibt dazu: „{{note}}“",
    reason: {
      asked: "Du bekommst diesen Brief, weil jemand deine Adresse eingegeben hat.",
      account: "Du bekommst diesen Brief, weil du ein Konto hast.",
    },

    emailCode: {
      subject: "{code} ist dein Code für {appName}",
      title: "Dein Code",
      preview: "{enterIt} Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.",
      life: "Er gilt einmal, {minutes, plural, one {# Minute} other {# Minuten}} lang. Niemand von {appName} wird dich je danach fragen.",
      enterIt: {
        signUp: "Gib ihn auf der Seite ein, von der du kommst, um dein Konto anzulegen.",
        signIn: "Gib ihn auf der Seite ein, von der du kommst, um dich anzumelden.",
        signUpOrIn: "Gib ihn auf der Seite ein, von der du kommst.",
        update: "Gib ihn auf der Seite ein, von der du kommst, um diese Adresse zu bestätigen.",
        reset: "Gib ihn auf der Seite ein, von der du kommst, um ein neues Passwort zu wählen.",
      },
      notYou: {
        signUp: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Code wird kein Konto angelegt.",
        signIn: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Code kommt niemand hinein.",
        signUpOrIn: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Code kommt niemand hinein.",
        update: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Code ändert sich nichts.",
        reset: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Code bleibt dein Passwort, wie es ist.",
      },
    },

    magicLink: {
      subject: {
        signUp: "Lege dein Konto bei {appName} an",
        signIn: "Melde dich bei {appName} an",
        signUpOrIn: "Dein Link zu {appName}",
        update: "Bestätige deine Adresse für {appName}",
        reset: "Wähle ein neues Passwort für {appName}",
      },
      title: "Dein Link",
      openIt: {
        signUp: "Öffne ihn, um dein Konto anzulegen.",
        signIn: "Öffne ihn, um dich anzumelden.",
        signUpOrIn: "Öffne ihn, um weiterzumachen.",
        update: "Öffne ihn, um diese Adresse zu bestätigen.",
        reset: "Öffne ihn, um ein neues Passwort zu wählen.",
      },
      action: {
        signUp: "Konto anlegen",
        signIn: "Anmelden",
        signUpOrIn: "Weiter",
        update: "Diese Adresse bestätigen",
        reset: "Neues Passwort wählen",
      },
      preview: "{openIt} Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.",
      life: "Er gilt einmal, {minutes, plural, one {# Minute} other {# Minuten}} lang. Leite diesen Brief nicht weiter: Der Link lässt jeden hinein, der ihn hat.",
    },

    enchantedLink: {
      subject: "Wähle deine Zahl für {appName}",
      title: "Wähle deine Zahl",
      preview: "Drei Zahlen; deine steht auf der Seite.",
      chooseIt: {
        signUp: "Eine davon steht auf der Seite, von der du kommst. Wähle sie, um dort dein Konto anzulegen.",
        signIn: "Eine davon steht auf der Seite, von der du kommst. Wähle sie, um dich dort anzumelden.",
        signUpOrIn: "Eine davon steht auf der Seite, von der du kommst. Wähle sie, um dort weiterzumachen.",
        update: "Eine davon steht auf der Seite, von der du kommst. Wähle sie, um diese Adresse zu bestätigen.",
        reset: "Eine davon steht auf der Seite, von der du kommst. Wähle sie, um dort weiterzumachen.",
      },
      life: "Du kannst einmal wählen, {minutes, plural, one {# Minute} other {# Minuten}} lang. Siehst du keine dieser Zahlen, dann wähle keine.",
    },

    link: {
      notYou: {
        signUp: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Link wird kein Konto angelegt.",
        signIn: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Link kommt niemand hinein.",
        signUpOrIn: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Link kommt niemand hinein.",
        update: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Link ändert sich nichts.",
        reset: "Das warst du nicht? Dann brauchst du nichts zu tun: Ohne den Link bleibt dein Passwort, wie es ist.",
      },
    },

    alreadyRegistered: {
      subject: "Du hast schon ein Konto bei {appName}",
      title: "Du hast schon ein Konto",
      preview: "Jemand wollte sich mit dieser Adresse registrieren.",
      happened:
        "Jemand wollte sich bei {appName} mit dieser Adresse registrieren. Es gibt dafür schon ein Konto, also wurde kein neues angelegt.",
      toDo: "Wenn du das warst, melde dich einfach an.",
      action: "Anmelden",
      notYou:
        "Das warst du nicht? Dann brauchst du nichts zu tun: Es hat sich nichts geändert, und niemand hat erfahren, dass du ein Konto hast.",
    },

    securityNotice: {
      subject: "{appName}: {title}",
      title: {
        authenticatorAdded: "Eine Authenticator-App wurde hinzugefügt",
        authenticatorReplaced: "Deine Authenticator-App wurde ersetzt",
        authenticatorRemoved: "Deine Authenticator-App wurde entfernt",
        recoveryCodesMade: "Neue Wiederherstellungscodes wurden erstellt",
        recoveryCodeUsed: "Ein Wiederherstellungscode wurde benutzt",
        secondFactorOff: "Die Anmeldung in zwei Schritten wurde ausgeschaltet",
        passwordChanged: "Dein Passwort wurde geändert",
        passwordRemoved: "Dein Passwort wurde entfernt",
        emailChanged: "Deine E-Mail-Adresse wurde geändert",
      },
      happened: {
        authenticatorAdded: "Codes aus der App gelten jetzt für dein Konto.",
        authenticatorReplaced: "Codes aus der neuen App gelten jetzt für dein Konto, Codes aus der alten nicht mehr.",
        authenticatorRemoved: "Codes aus der App gelten für dein Konto nicht mehr.",
        recoveryCodesMade: "Sie ersetzen die bisherigen, die nicht mehr gelten.",
        recoveryCodeUsed: "Er galt dieses eine Mal und gilt nicht wieder. Die anderen Codes gelten weiter.",
        secondFactorOff: "Dein Konto öffnet sich jetzt ohne zweiten Schritt.",
        passwordChanged: "Das alte gilt nicht mehr.",
        passwordRemoved: "Dein Konto öffnet sich nicht mehr mit einem Passwort.",
        emailChanged: "Briefe zu deinem Konto gehen jetzt an die neue Adresse. Dies ist der letzte an die alte.",
      },
      wasYou: "Wenn du das warst, brauchst du nichts zu tun.",
      notYou:
        "Das warst du nicht? Melde dich sofort an, wähle ein neues Passwort und melde die Geräte ab, die du nicht kennst. Wenn du nicht hineinkommst, frage die Leute, die {appName} betreiben.",
      action: "Zu deinem Konto",
    },
  },
};
