import type { authWords as english, letterAuthWords as englishByLetter } from "../en/auth";
import type { Texts } from "../message";

/** What is said of a wrong code, wherever one is typed. */
export const wrongCode = {
  app: "Der Code stimmt nicht. Nehmen Sie den, den Ihre App jetzt zeigt. Hilft das nicht, stellen Sie die Uhr Ihres Telefons auf automatisch.",
  email: "Der Code stimmt nicht. Sehen Sie in der neuesten E-Mail nach.",
  recovery: "Dieser Wiederherstellungscode gilt nicht. Prüfen Sie ihn auf Tippfehler oder nehmen Sie den nächsten: Jeder gilt nur einmal.",
};

export const authWords: Texts<typeof english> = {
  form: {
    optional: "(freiwillig)",
    show: "Anzeigen",
    hide: "Verbergen",
    password: "Passwort",
    passwordShown: "Ihr Passwort ist sichtbar",
    passwordHidden: "Ihr Passwort ist verborgen",
    errorTitle: "Fehler: {title}",
    problemsTitle:
      "{count, plural, =1 {Eine Angabe stimmt noch nicht} =2 {Zwei Angaben stimmen noch nicht} =3 {Drei Angaben stimmen noch nicht} other {# Angaben stimmen noch nicht}}",
    email: "E-Mail",
    notYou: "Nicht Sie?",
    emailProblems: {
      missing: {
        summary: "Geben Sie Ihre E-Mail-Adresse ein",
        field: "Geben Sie Ihre E-Mail-Adresse ein, etwa ada@northfold.example",
      },
      noAt: {
        summary: "Ergänzen Sie das @ und den Teil danach in Ihrer E-Mail-Adresse",
        field: "Ergänzen Sie das @ und den Teil danach, etwa ada@northfold.example",
      },
      noDomain: {
        summary: "Ergänzen Sie den Teil nach dem @ in Ihrer E-Mail-Adresse",
        field: "Ergänzen Sie den Teil nach dem @, etwa ada@northfold.example",
      },
      malformed: {
        summary: "Prüfen Sie Ihre E-Mail-Adresse",
        field: "Prüfen Sie die Adresse auf Tippfehler. Sie sollte aussehen wie ada@northfold.example",
      },
    },
    profile: { name: "Name", givenName: "Vorname", familyName: "Nachname", phone: "Telefon" },
    profileProblems: {
      tooLong: { summary: "{label}: höchstens {max} Zeichen", field: "Höchstens {max} Zeichen. Hier sind es {length}." },
      phone: { summary: "{label}: Prüfen Sie die Nummer", field: "Prüfen Sie die Nummer. Sie sollte aussehen wie +49 30 5550 0199" },
    },
  },

  newPassword: {
    rule: "Mindestens {min} Zeichen. Gut sind ein paar Wörter, die Sie sich bildlich vorstellen können.",
    strength: { weak: "Leicht zu erraten", fair: "Könnte länger sein", strong: "Schwer zu erraten" },
    problems: {
      missing: { summary: "Wählen Sie ein Passwort", field: "Wählen Sie ein Passwort mit mindestens {min} Zeichen" },
      tooShort: {
        summary: "Wählen Sie ein Passwort mit mindestens {min} Zeichen",
        field: "Mindestens {min} Zeichen. Dieses hat {length}.",
      },
      tooLong: { summary: "Wählen Sie ein kürzeres Passwort", field: "Höchstens {max} Zeichen. Dieses hat {length}." },
      guessable: {
        summary: "Wählen Sie ein Passwort, das schwerer zu erraten ist",
        field:
          "Dieses ist leicht zu erraten. Lassen Sie Namen und E-Mail-Adresse weg und nehmen Sie ein paar Wörter, die Sie sich bildlich vorstellen können.",
      },
      reused: {
        summary: "Wählen Sie ein Passwort, das hier neu ist",
        field: "Dieses hatten Sie schon einmal. Wählen Sie eines, das hier neu ist.",
      },
    },
  },

  passwordRules: {
    rule: "Mindestens {min} Zeichen, darunter {kinds}.",
    kinds: {
      lowercase: "ein Kleinbuchstabe",
      uppercase: "ein Großbuchstabe",
      number: "eine Ziffer",
      nonAlphanumeric: "ein Sonder- oder Leerzeichen",
    },
    refused: {
      summary: "Wählen Sie ein Passwort, das der Regel entspricht",
      field: "Dieses entspricht nicht der Regel oben oder ist leicht zu erraten. Lassen Sie Namen und E-Mail-Adresse weg.",
    },
  },

  ways: {
    password: { name: "Passwort", note: "Ihr Browser kann eines erstellen und sich merken" },
    code: { name: "Code per E-Mail", note: "Jedes Mal sechs Ziffern, nichts zu merken" },
    app: { name: "Authenticator-App", note: "Codes auf Ihrem Telefon, auch ohne Netz" },
    link: { name: "Link per E-Mail", note: "Auf jedem Gerät zu öffnen; hier geht es weiter" },
    recovery: { name: "Wiederherstellungscode verwenden" },
    lastUsed: "Zuletzt auf diesem Gerät benutzt",
    lastUsedShort: "Zuletzt benutzt",
    others: "Andere Arten der Anmeldung",
    another: "Anders anmelden",
  },

  signUp: {
    title: "Konto erstellen",
    lede: "Wählen Sie, wie Sie sich anmelden möchten. Weitere Arten können Sie später hinzufügen.",
    haveAccount: "Sie haben schon ein Konto?",
    signIn: "Anmelden",
    another: "Eine andere Art wählen",
    emailTaken: {
      title: "Mit dieser E-Mail-Adresse gibt es schon ein Konto",
      text: "{signIn} oder eine andere Adresse nehmen.",
      field: "Nehmen Sie eine andere Adresse oder melden Sie sich an",
    },
  },

  foot: { label: "Über diese Website", help: "Hilfe", privacy: "Datenschutz", terms: "Nutzungsbedingungen" },
  consent: {
    terms: "Nutzungsbedingungen",
    privacy: "Datenschutzerklärung",
    both: "Mit dem Konto stimmen Sie den {terms} zu. Was mit Ihren Daten geschieht, sagt die {privacy}.",
    toTerms: "Mit dem Konto stimmen Sie den {terms} zu.",
    toPrivacy: "Was mit Ihren Daten geschieht, sagt die {privacy}.",
  },

  signUpPassword: { password: "Passwort", submit: "Konto erstellen", submitting: "Ihr Konto wird erstellt" },
  signUpCode: {
    lede: "Wir senden Ihnen sechs Ziffern per E-Mail. Nichts zu merken.",
    submit: "Code anfordern",
    submitting: "Ihr Code wird gesendet",
  },
  signUpApp: {
    lede: "Sie fügen {app} zu einer App hinzu, die sechsstellige Codes erzeugt.",
    submit: "Weiter",
    submitting: "Ihr Schlüssel wird erstellt",
  },
  signUpLink: {
    lede: "Wir senden Ihnen einen Link per E-Mail. Sie können ihn auf jedem Gerät öffnen.",
    submit: "Link anfordern",
    submitting: "Ihr Link wird gesendet",
  },

  signIn: {
    title: "Anmelden",
    heading: "Anmelden bei {app}",
    onTheWay: "Sie wollten zu: {place}.",
    places: { "/account": "Kontoeinstellungen" },
    password: "Passwort",
    passwordMissing: { summary: "Geben Sie Ihr Passwort ein", field: "Geben Sie Ihr Passwort ein" },
    forgot: "Passwort vergessen?",
    submit: "Anmelden",
    submitting: "Sie werden angemeldet",
    newHere: "Neu hier?",
    signUp: "Konto erstellen",
    wrong: {
      title: "E-Mail und Passwort passen nicht zusammen",
      text: "Prüfen Sie beides und versuchen Sie es noch einmal, oder lassen Sie sich {code}.",
      code: "einen Code per E-Mail senden",
    },
    locked: {
      title: "Zu viele Versuche",
      text: "Warten Sie {wait}, bevor Sie wieder ein Passwort verwenden.",
      codeWorks: "{code} funktioniert schon jetzt.",
      code: "Ein Code per E-Mail",
    },
    done: {
      password: { title: "Ihr Passwort ist geändert", text: "Melden Sie sich mit dem neuen an." },
      signedOut: "Sie sind abgemeldet.",
      passwordFirst:
        "Hier war etwas eingerichtet, bevor Ihre E-Mail-Adresse bestätigt wurde, und gilt nicht mehr. Melden Sie sich an, um es zu sehen und zu behalten, was Ihnen gehört.",
      deletion: "Ihr Konto ist überall abgemeldet und wird in 14 Tagen gelöscht. Melden Sie sich vorher an, um es zu behalten.",
    },
  },

  signInCode: {
    lede: "Wir senden Ihnen sechs Ziffern per E-Mail. Nichts zu merken.",
    submit: "Code anfordern",
    submitting: "Ihr Code wird gesendet",
  },
  signInLink: {
    lede: "Wir senden Ihnen einen Link per E-Mail. Sie können ihn auf jedem Gerät öffnen.",
    submit: "Link anfordern",
    submitting: "Ihr Link wird gesendet",
  },
  signInApp: {
    lede: "Ihre E-Mail-Adresse und die sechs Ziffern, die Ihre App jetzt zeigt.",
    submit: "Anmelden",
    submitting: "Sie werden angemeldet",
    wrong: {
      title: "E-Mail und Code passen nicht zusammen",
      text: "Prüfen Sie Ihre E-Mail-Adresse, warten Sie auf den nächsten Code und geben Sie ihn hier ein.",
    },
    noPhone: "Wiederherstellungscode verwenden",
  },

  code: {
    label: "Sechsstelliger Code",
    problems: {
      missing: { summary: "Geben Sie den Code ein", field: "Geben Sie die sechs Ziffern ein" },
      short: { summary: "Geben Sie alle sechs Ziffern ein", field: "Geben Sie alle sechs Ziffern ein" },
    },
    appWrong: { summary: "Der Code stimmt nicht", field: wrongCode.app },
    submit: "Weiter",
    submitting: "Ihr Code wird geprüft",
  },

  flowMissing: {
    title: "Beginnen Sie noch einmal",
    text: "Diese Seite wurde in einem anderen Browser geöffnet oder vor längerer Zeit und weiß nicht mehr, was Sie begonnen haben. Cookies müssen erlaubt sein.",
    begin: "Noch einmal beginnen",
  },

  verify: {
    title: "Prüfen Sie Ihr Postfach",
    sentTo: "Wir haben sechs Ziffern an {address} gesendet.",
    otherAddress: "Andere Adresse verwenden",
    newAccount: {
      title: "Bestätigen Sie Ihre E-Mail-Adresse",
      why: "Ihr Konto ist bereit. Zeigen Sie, dass die Adresse Ihnen gehört: dann kommen Sie über sie wieder hinein, wenn nichts anderes mehr hilft.",
      later: "Später",
    },
    worksFor: "Gilt noch {time}",
    wrong: "Der Code stimmt nicht. Sehen Sie in der neuesten E-Mail nach. Noch {left, plural, one {# Versuch} other {# Versuche}}.",
    wrongSummary: "Geben Sie den Code aus der neuesten E-Mail ein",
    expired: {
      title: "Dieser Code ist abgelaufen",
      text: "Codes gelten {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie einen neuen an und geben Sie ihn gleich ein.",
    },
    anothers: {
      title: "Dieser Code steht in einer anderen E-Mail",
      text: "Ein Konto hat ihn angefordert, das hier nicht angemeldet ist. Verwenden Sie den Code aus der E-Mail, die diese Seite geschickt hat.",
    },
    spent: { title: "Zu viele Versuche mit diesem Code", text: "Er gilt nicht mehr. Fordern Sie einen neuen an." },
    goesTo: "Er geht an {address}.",
    resend: "Neuen Code anfordern",
    resendIn: "Neuer Code in {time}",
    resending: "Ein neuer Code wird gesendet",
    resendNote: "Mit einem neuen Code gelten ältere nicht mehr.",
    resent: "Ein neuer Code ist unterwegs. Nur der neueste gilt.",
    help: {
      title: "Noch keine E-Mail?",
      wait: "Warten Sie eine Minute und sehen Sie dann im Spam- oder Werbeordner nach.",
      check: "Prüfen Sie die Adresse oben. Ein falscher Buchstabe genügt.",
      toAccount: "Zurück zu Ihrem Konto",
    },
    mailbox: "Postfach öffnen",
  },

  enrol: {
    title: "Authenticator-App hinzufügen",
    replaceTitle: "Zu einer anderen Authenticator-App wechseln",
    lede: "Geeignet ist jede App, die sechsstellige Codes erzeugt.",
    addTo: "{app} zu Ihrer App hinzufügen",
    open: "Meine Authenticator-App öffnen",
    orScan: "oder von einem anderen Bildschirm scannen",
    qr: "QR-Code, der {app} zu einer Authenticator-App hinzufügt. Der Schlüssel unten bewirkt dasselbe.",
    showsUpAs: "In der App steht dann {app}, {account}",
    cantScan: "Scannen geht nicht?",
    typeKey: "Geben Sie diesen Schlüssel in Ihre App ein",
    copy: "Kopieren",
    copied: "Kopiert",
    copyKey: "Schlüssel",
    copyFailed: "Markieren Sie ihn und kopieren Sie ihn von Hand",
    onThisDevice: "App auf diesem Gerät?",
    openHere: "Mit eingetragenem Schlüssel öffnen",
    enterCode: "Geben Sie den Code ein, den sie zeigt",
    hint: "Er wechselt alle 30 Sekunden. Eingeschaltet wird erst, wenn er stimmt.",
    submit: "Einschalten",
    submitting: "Wird eingeschaltet",
    notNow: "Nicht jetzt",
    tooMany: {
      title: "Zu viele Versuche mit diesem Schlüssel",
      text: "{again}, um einen neuen zu bekommen.",
      again: "Beginnen Sie von vorn",
    },
  },

  secondStep: {
    title: "Geben Sie den Code aus Ihrer App ein",
    look: "Suchen Sie dort {app}, Konto {account}.",
    trust: "Hier {days} Tage lang nicht mehr fragen",
    trustOne: "Hier einen Tag lang nicht mehr fragen",
    trustHint: "Nur auf einem Gerät, das sonst niemand benutzt.",
    submit: "Anmelden",
    submitting: "Sie werden angemeldet",
    otherTitle: "Noch ein Schritt",
    otherLede: "Sie haben sich für zwei Schritte entschieden. Es fehlt noch Ihr Passwort oder ein Code per E-Mail.",
    password: "Passwort",
    passwordWrong: {
      title: "Das ist nicht Ihr Passwort",
      text: "Prüfen Sie es und versuchen Sie es noch einmal, oder nehmen Sie einen Code per E-Mail.",
    },
    sendCode: "Code anfordern",
    sendingCode: "Ihr Code wird gesendet",
    tooLong: { title: "Diese Anmeldung hat zu lange gedauert", text: "{signIn}.", signIn: "Melden Sie sich noch einmal an" },
  },

  recoverySignIn: {
    // May part where the page is narrow.
    title: "Wiederherstellungs\u00ADcode verwenden",
    lede: "Einer der zehn, die Sie gesichert haben. Jeder gilt einmal.",
    code: "Wiederherstellungscode",
    missing: { summary: "Geben Sie einen Wiederherstellungscode ein", field: "Geben Sie einen Ihrer Wiederherstellungscodes ein" },
    wrong: {
      title: "Dieser Wiederherstellungscode gilt nicht",
      text: "Prüfen Sie ihn auf Tippfehler oder nehmen Sie den nächsten: Jeder gilt nur einmal.",
    },
    wrongPair: {
      title: "E-Mail und Code passen nicht zusammen",
      text: "Prüfen Sie beides oder nehmen Sie den nächsten Code: Jeder gilt nur einmal.",
    },
    submit: "Anmelden",
    submitting: "Sie werden angemeldet",
  },

  operators: { people: "das Team von {app}", reached: "das Team von {app} ({contact})" },

  lostPhone: {
    link: "Telefon verloren?",
    noCodes: "Keine Wiederherstellungscodes?",
    title: "Ohne Ihr Telefon",
    lede: "Wenn die App nicht erreichbar ist, lässt sich auch anders zeigen, dass Sie es sind.",
    elsewhere: {
      title: "Suchen Sie die App auf einem anderen Gerät",
      text: "Ein Tablet, ein altes Telefon oder eine Sicherung der App kann dieselben Codes haben.",
    },
    codes: {
      title: "Suchen Sie Ihre Wiederherstellungscodes",
      text: "Sie können in Ihrem Passwortmanager stehen, auf Papier oder in einer Datei namens {file}.",
      use: "Wiederherstellungscode verwenden",
    },
    ask: {
      title: "Lassen Sie sich helfen",
      text: "Wenden Sie sich an {operators}. Wenn dort feststeht, dass Sie es sind, kann die App ausgeschaltet werden. Danach öffnet Ihr Passwort oder ein Code per E-Mail wieder Ihr Konto, mit allem darin.",
    },
    back: "Zurück zur Anmeldung",
  },

  wait: {
    hours: "{hours, number, ::unit/hour unit-width-full-name} {minutes, number, ::unit/minute unit-width-full-name}",
    minutes: "{minutes, number, ::unit/minute unit-width-full-name} {seconds, number, ::unit/second unit-width-full-name}",
    seconds: "{seconds, number, ::unit/second unit-width-full-name}",
    aMoment: "einen Moment",
    over: "Sie können es jetzt wieder versuchen.",
  },
};

export const letterAuthWords: Texts<typeof englishByLetter> = {
  waiting: {
    title: "Wählen Sie {number} in der E-Mail",
    sentTo: "Wir haben drei Zahlen an {address} gesendet. Nur diese ist Ihre.",
    waiting: "Wir warten auf Sie",
    note: "Hier geht es von selbst weiter. Die E-Mail können Sie auf jedem Gerät öffnen.",
    goOn: "Ich habe sie gewählt",
    goOnNote: "Wählen Sie die Zahl auf einem Ihrer Geräte und kommen Sie dann hierher zurück.",
    resend: "Erneut senden",
    resendIn: "Erneut senden in {time}",
    resending: "Wird erneut gesendet",
    resendNote: "Eine neue E-Mail bringt eine neue Zahl.",
    approved: { title: "Sie sind angemeldet", text: "Es geht gleich weiter.", go: "Jetzt weiter" },
    expired: {
      title: "Niemand hat die Zahl gewählt",
      text: "Die E-Mail gilt {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie eine neue an, wenn Sie Ihr Postfach offen haben.",
    },
    ended: {
      title: "Es wurde eine andere Zahl gewählt",
      text: "Deshalb wurde hier niemand angemeldet. War es ein Versehen, fordern Sie eine neue E-Mail an.",
    },
    declined: {
      title: "Jemand hat „Das war ich nicht“ gewählt",
      text: "In der E-Mail wurde abgelehnt, deshalb wurde hier niemand angemeldet. War es ein Versehen, fordern Sie eine neue E-Mail an.",
    },
    sendNew: "Neue E-Mail anfordern",
    unreachable: "Gerade keine Verbindung. Diese Seite versucht es weiter.",
  },

  letterWays: {
    signIn: "Oder melden Sie sich mit {password} oder {app} an.",
    secondFactor: "Oder bestätigen Sie mit {password}.",
    reset: "Oder melden Sie sich mit {app} an.",
    signUp: "Oder registrieren Sie sich mit {newPassword}.",
    password: "Ihrem Passwort",
    newPassword: "einem Passwort",
    app: "Ihrer Authenticator-App",
  },

  letterLink: {
    forAccount: "Für {account}.",
    asks: {
      address: {
        title: "Ist das Ihr Konto?",
        lede: "Ihre Adresse würde dann zum Konto {account} gehören: Seine E-Mails kommen zu Ihnen, und ein Code oder Link, der an Sie geht, öffnet es. Fahren Sie nur fort, wenn es Ihres ist.",
        submit: "Das ist mein Konto",
      },
      loginId: {
        title: "Ist das Ihr Konto?",
        lede: "Ihre Adresse würde dann zum Konto {account} gehören: Seine E-Mails kommen zu Ihnen, und es öffnet sich unter Ihrer Adresse, mit seinem Passwort oder einem Code oder Link, der an Sie geht. Fahren Sie nur fort, wenn es Ihres ist.",
        submit: "Das ist mein Konto",
      },
      confirmation: {
        title: "Sind Sie es?",
        lede: "Wer beim Konto {account} angemeldet ist, könnte dann sein Passwort, seine E-Mail-Adresse und die anderen Zugänge ändern. Fahren Sie nur fort, wenn Sie das angefordert haben.",
        submit: "Ich bin es",
      },
    },
    disabled: { title: "Dieses Konto ist abgeschaltet", text: "Der Link bewirkt nichts, bis das Konto wieder eingeschaltet ist." },
    missing: {
      title: "Öffnen Sie den Link noch einmal",
      text: "Diese Seite kam ohne den Link aus Ihrer E-Mail: Er wurde in einer anderen App oder einem anderen Browser geöffnet oder vor längerer Zeit. Kopieren Sie den Link aus der E-Mail und fügen Sie ihn in diesen Browser ein. Cookies müssen erlaubt sein.",
    },
  },

  notMe: {
    title: "Waren das nicht Sie?",
    lede: "{account}: Das meldet alle Geräte ab, auch dieses. Hat das Konto ein Passwort, wählen Sie danach ein neues.",
    submit: "Alle Geräte abmelden",
    submitting: "Abmeldung läuft",
    done: {
      title: "Alle Geräte sind abgemeldet",
      text: "Bei diesem Konto ist niemand mehr angemeldet. Melden Sie sich neu an und sehen Sie sich den Verlauf an.",
    },
    signIn: "Anmelden",
    dead: {
      title: "Dieser Knopf gilt nicht mehr",
      text: "Er wurde schon benutzt, oder die E-Mail ist älter als einen Tag. Sie können weiterhin ein neues Passwort wählen; das meldet alle Geräte ab.",
    },
    forgot: "Neues Passwort wählen",
  },

  approve: {
    title: "Anmeldung im anderen Fenster erlauben?",
    lede: "Fahren Sie nur fort, wenn Sie diese E-Mail angefordert haben und das andere Fenster diese Zahl zeigt.",
    number: "Die Zahl ist",
    asked: "Angefordert {when}, mit {device}.",
    submit: "Erlauben",
    submitting: "Wird erlaubt",
    done: { title: "Sie können zum anderen Fenster zurück", text: "Dort geht es von selbst weiter. Dieses können Sie schließen." },
    decline: "Das war ich nicht",
    declining: "Wird beendet",
    declined: {
      title: "Niemand wurde angemeldet",
      text: "Das andere Fenster erfährt es, und diese E-Mail gilt nicht mehr. Haben Sie sie nicht angefordert, hat jemand Ihre E-Mail-Adresse eingegeben: Ohne Sie kommt niemand hinein.",
    },
    used: {
      title: "Diese E-Mail wurde schon benutzt",
      text: "Eine Zahl wurde gewählt, oder jemand hat abgelehnt. Wartet das andere Fenster noch, fordern Sie dort eine neue E-Mail an.",
    },
    expired: {
      title: "Diese E-Mail ist zu alt",
      text: "Sie gilt {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie im anderen Fenster eine neue an.",
    },
    dead: {
      title: "Damit wurde niemand angemeldet",
      text: "Es war nicht die Zahl im anderen Fenster, oder die E-Mail ist zu alt. Fordern Sie dort eine neue an.",
    },
  },

  undoEmail: {
    title: "Änderung zurücknehmen?",
    lede: "Diese Adresse wird wieder die E-Mail-Adresse des Kontos, und alle Geräte werden abgemeldet. Fahren Sie nur fort, wenn Sie sie nicht geändert haben.",
    submit: "Meine Adresse zurückholen",
    submitting: "Wird zurückgeholt",
    done: {
      title: "Ihre E-Mail-Adresse ist wieder da",
      text: "Alle Geräte wurden abgemeldet. Wer sie geändert hat, kennt vielleicht Ihr Passwort: Wählen Sie jetzt ein neues.",
    },
    dead: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Er wurde schon benutzt oder ist älter als 72 Stunden. Nichts hat sich geändert.",
    },
    newPassword: "Neues Passwort wählen",
  },

  openLink: {
    title: "Weiter zu {app}",
    lede: "Ein Klick, und der Link aus Ihrer E-Mail ist eingelöst.",
    submit: "Weiter",
    submitting: "Wird geöffnet",
    used: { title: "Dieser Link wurde schon benutzt", text: "Jeder Link gilt einmal. Fordern Sie einen neuen an." },
    expired: {
      title: "Dieser Link ist zu alt",
      text: "Er gilt {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie einen neuen an und öffnen Sie ihn gleich.",
    },
    dead: { title: "Dieser Link gilt nicht mehr", text: "Er wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an." },
    askNew: "Neuen Link anfordern",
  },

  forgot: {
    title: "Passwort zurücksetzen",
    lede: "Wir senden Ihnen per E-Mail einen Link, mit dem Sie ein neues wählen.",
    ledeCode: "Wir senden Ihnen per E-Mail sechs Ziffern, mit denen Sie ein neues wählen.",
    submit: "Link anfordern",
    submitCode: "Code anfordern",
    submitting: "Wird gesendet",
    hurry: "In Eile? {code} und das Passwort später ändern.",
    code: "Mit einem Code anmelden",
    back: "Zurück zur Anmeldung",
    sentTitle: "Prüfen Sie Ihr Postfach",
    sent: "Wenn es zu {address} ein Konto gibt, ist ein Link unterwegs. Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.",
    sentCode:
      "Wenn es zu {address} ein Konto gibt, sind sechs Ziffern unterwegs. Sie gelten {minutes, plural, one {# Minute} other {# Minuten}}.",
    resend: "Erneut senden",
    resendIn: "Erneut senden in {time}",
    resending: "Wird erneut gesendet",
    resendNote: "Jeder Link gilt einmal.",
    resendNoteCode: "Mit einem neuen Code gelten ältere nicht mehr.",
    resent: "Erneut gesendet.",
  },

  reset: {
    title: "Neues Passwort wählen",
    lede: "Auf Ihren anderen Geräten werden Sie abgemeldet.",
    newPassword: "Neues Passwort",
    submit: "Neues Passwort speichern",
    submitSignIn: "Speichern und anmelden",
    submitting: "Wird gespeichert",
    used: {
      title: "Dieser Link wurde schon benutzt",
      text: "Jeder Link gilt einmal, und ein neuerer oder ein neues Passwort beendet frühere. Fordern Sie einen neuen an.",
    },
    expired: {
      title: "Dieser Link ist zu alt",
      text: "Er gilt {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie einen neuen an und öffnen Sie ihn gleich.",
    },
    dead: {
      title: "Dieser Link gilt nicht mehr",
      text: "Er wurde schon benutzt oder ist älter als {minutes, plural, one {# Minute} other {# Minuten}}. Fordern Sie einen neuen an.",
    },
    over: {
      title: "Diese Seite gilt nicht mehr",
      text: "Sie wurde schon verwendet, ist zu alt, oder in diesem Browser wurde seither ein anderes Passwort zurückgesetzt. Beginnen Sie noch einmal.",
    },
    deadCode: { summary: "Geben Sie den Code aus der neuesten E-Mail ein", field: wrongCode.email },
    askNew: "Neuen Link anfordern",
  },
};
