import type { Words } from "./words";

export const de: Words = {
  locale: "de-DE",
  messages: {
    origin: {
      known: "{at, date, long} um {at, time, short} Uhr UTC mit {browser} unter {system}",
      partlyKnown: "{at, date, long} um {at, time, short} Uhr UTC mit {device}",
      unknown: "{at, date, long} um {at, time, short} Uhr UTC",
    },
    asked: "Anfrage vom {origin}.",
    done: "Erfolgt am {origin}.",
    note: "Die Seite, von der die Anfrage kam, schreibt dazu: „{{note}}“",
    reason: {
      asked: "Sie bekommen diese E-Mail, weil jemand Ihre Adresse eingegeben hat.",
      account: "Sie bekommen diese E-Mail, weil Sie ein Konto haben.",
      invited: "Sie bekommen diese E-Mail, weil für Ihre Adresse ein Konto erstellt wurde.",
    },

    asking: {
      update:
        "Für das Konto {account} gälte diese Adresse dann als seine eigene: Seine E-Mails kommen hierher, und es öffnet sich mit einem Code oder Link, der hierher geht.",
      updateLoginId:
        "Für das Konto {account} gälte diese Adresse dann als seine eigene: Seine E-Mails kommen hierher, und es öffnet sich mit dieser Adresse, mit seinem Passwort oder mit einem Code oder Link, der hierher geht.",
      confirm: "Wer beim Konto {account} angemeldet ist, könnte dann sein Passwort, seine E-Mail-Adresse und die anderen Zugänge ändern.",
    },

    emailCode: {
      subject: "{code} ist Ihr Code für {appName}",
      title: "Ihr Code",
      preview: "{enterIt} Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.",
      life: "Er gilt einmal, {minutes, plural, one {# Minute} other {# Minuten}} lang. Niemand von {appName} wird Sie je danach fragen.",
      enterIt: {
        signUp: "Geben Sie ihn auf der Seite ein, von der Sie kommen, um Ihr Konto zu erstellen.",
        signIn: "Geben Sie ihn auf der Seite ein, von der Sie kommen, um sich anzumelden.",
        signUpOrIn:
          "Geben Sie ihn auf der Seite ein, von der Sie kommen, um sich anzumelden. Haben Sie noch kein Konto, bekommen Sie eines.",
        update:
          "Geben Sie ihn dort ein, wo Sie ihn angefordert haben, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        confirm:
          "Geben Sie ihn dort ein, wo Sie ihn angefordert haben, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        reset: "Geben Sie ihn auf der Seite ein, von der Sie kommen, um ein neues Passwort zu wählen.",
      },
      notYou: {
        signUp: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Code wird kein Konto erstellt.",
        signIn: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Code kommt niemand hinein.",
        signUpOrIn: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Code kommt niemand hinein.",
        update: "Das waren nicht Sie? Tun Sie nichts und geben Sie den Code niemandem: Ohne ihn ändert sich nichts.",
        confirm:
          "Das waren nicht Sie? Tun Sie nichts und geben Sie den Code niemandem. Jemand ist bei Ihrem Konto angemeldet: Wählen Sie ein neues Passwort und melden Sie die Geräte ab, die Sie nicht kennen.",
        reset: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Code bleibt Ihr Passwort, wie es ist.",
      },
    },

    magicLink: {
      subject: {
        signUp: "Erstellen Sie Ihr Konto bei {appName}",
        signIn: "Melden Sie sich bei {appName} an",
        signUpOrIn: "Melden Sie sich bei {appName} an",
        update: "Ist das Ihr Konto bei {appName}?",
        confirm: "Bestätigen Sie bei {appName}, dass Sie es sind",
        reset: "Wählen Sie ein neues Passwort für {appName}",
      },
      title: "Ihr Link",
      openIt: {
        signUp: "Öffnen Sie ihn, um Ihr Konto zu erstellen.",
        signIn: "Öffnen Sie ihn, um sich anzumelden.",
        signUpOrIn: "Öffnen Sie ihn, um sich anzumelden. Haben Sie noch kein Konto, bekommen Sie eines.",
        update:
          "Öffnen Sie ihn dort, wo Sie ihn angefordert haben, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        confirm:
          "Öffnen Sie ihn dort, wo Sie ihn angefordert haben, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        reset: "Öffnen Sie ihn, um ein neues Passwort zu wählen.",
      },
      action: {
        signUp: "Konto erstellen",
        signIn: "Anmelden",
        signUpOrIn: "Weiter",
        update: "Das ist mein Konto",
        confirm: "Ich bin es",
        reset: "Neues Passwort wählen",
      },
      preview: "{openIt} Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.",
      life: "Er gilt einmal, {minutes, plural, one {# Minute} other {# Minuten}} lang. Leiten Sie diese E-Mail nicht weiter: Der Link lässt jeden hinein, der ihn hat.",
    },

    enchantedLink: {
      subject: "Wählen Sie Ihre Zahl für {appName}",
      title: "Wählen Sie Ihre Zahl",
      preview: "Drei Zahlen; Ihre steht auf der Seite.",
      chooseIt: {
        signUp: "Eine davon steht auf der Seite, von der Sie kommen. Wählen Sie sie, um dort Ihr Konto zu erstellen.",
        signIn: "Eine davon steht auf der Seite, von der Sie kommen. Wählen Sie sie, um sich dort anzumelden.",
        signUpOrIn:
          "Eine davon steht auf der Seite, von der Sie kommen. Wählen Sie sie, um sich dort anzumelden. Haben Sie noch kein Konto, bekommen Sie eines.",
        update:
          "Wenn Sie das angefordert haben, steht eine davon dort. Wählen Sie sie, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        confirm:
          "Wenn Sie das angefordert haben, steht eine davon dort. Wählen Sie sie, um zu bestätigen, dass das Konto {account} Ihres ist. Wenn Sie nichts angefordert haben, tun Sie nichts.",
        reset: "Eine davon steht auf der Seite, von der Sie kommen. Wählen Sie sie, um dort weiterzumachen.",
      },
      life: "Sie können einmal wählen, innerhalb von {minutes, plural, one {# Minute} other {# Minuten}}. Sehen Sie auf der Seite keine dieser Zahlen, wählen Sie keine.",
    },

    link: {
      notYou: {
        signUp: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Link wird kein Konto erstellt.",
        signIn: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Link kommt niemand hinein.",
        signUpOrIn: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Link kommt niemand hinein.",
        update: "Das waren nicht Sie? Tun Sie nichts: Ohne den Link ändert sich nichts.",
        confirm:
          "Das waren nicht Sie? Tun Sie hier nichts. Jemand ist bei Ihrem Konto angemeldet: Wählen Sie ein neues Passwort und melden Sie die Geräte ab, die Sie nicht kennen.",
        reset: "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ohne den Link bleibt Ihr Passwort, wie es ist.",
      },
    },

    alreadyRegistered: {
      subject: "Sie haben schon ein Konto bei {appName}",
      title: "Sie haben schon ein Konto",
      preview: "Jemand wollte sich mit dieser Adresse registrieren.",
      happened:
        "Jemand wollte sich bei {appName} mit dieser Adresse registrieren. Es gibt dafür schon ein Konto, also wurde kein neues erstellt.",
      toDo: "Wenn Sie das waren, melden Sie sich einfach an.",
      action: "Anmelden",
      notYou:
        "Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Es hat sich nichts geändert, und niemand hat erfahren, dass Sie ein Konto haben.",
    },

    noAccount: {
      subject: "Zu dieser Adresse gibt es kein {appName}-Konto",
      title: "Zu dieser Adresse gibt es kein Konto",
      preview: "Jemand wollte sich damit anmelden.",
      happened: "Jemand wollte sich bei {appName} mit dieser Adresse anmelden. Dort gibt es dazu kein Konto, also weder Code noch Link.",
      toDo: "Falls Sie es waren: Versuchen Sie es mit einer anderen Adresse, oder legen Sie mit dieser ein Konto an.",
      action: "Konto anlegen",
      notYou: "Waren Sie es nicht? Beachten Sie diese E-Mail nicht; hier kommt niemand irgendwo hinein.",
    },

    invitation: {
      subject: "Sie sind zu {appName} eingeladen",
      title: "Sie sind zu {appName} eingeladen",
      preview: "Bei {appName} wartet ein Konto auf Sie.",
      happened: "Wer {appName} betreibt, hat ein Konto für Sie erstellt.",
      toDo: "Melden Sie sich als {loginId} an. Lassen Sie sich beim ersten Mal einen Code oder einen Link an diese Adresse schicken, wenn Sie kein Passwort bekommen haben.",
      action: "Anmelden",
      notYou: "Sie wissen nicht, worum es geht? Dann brauchen Sie nichts zu tun: Ohne Ihre E-Mails zu lesen, kommt niemand hinein.",
    },

    emailChanged: {
      subject: "Ihre E-Mail-Adresse bei {appName} wurde geändert",
      title: "Ihre E-Mail-Adresse wurde geändert",
      happened: "Nachrichten zu Ihrem Konto gehen jetzt an eine andere Adresse, und mit dieser meldet sich niemand mehr an.",
      wasYou: "Wenn Sie das waren, ist nichts zu tun.",
      notYou:
        "Das waren nicht Sie? Nehmen Sie die Änderung zurück: Diese Adresse gehört dann wieder Ihnen, und alle Geräte sind abgemeldet. Wählen Sie danach ein neues Passwort.",
      action: "Änderung zurücknehmen",
      life: "Die Schaltfläche funktioniert einmal, {hours} Stunden lang. Leiten Sie diese E-Mail nicht weiter: Wer sie hat, kann diese Adresse zurückholen.",
    },

    operators: { people: "das Team von {appName}", reached: "das Team von {appName} ({contact})" },

    securityNotice: {
      subject: "{appName}: {title}",
      title: {
        authenticatorAdded: "Eine Authenticator-App wurde hinzugefügt",
        authenticatorReplaced: "Ihre Authenticator-App wurde ersetzt",
        authenticatorRemoved: "Ihre Authenticator-App wurde entfernt",
        recoveryCodesMade: "Neue Wiederherstellungscodes wurden erstellt",
        recoveryCodeUsed: "Ein Wiederherstellungscode wurde benutzt",
        secondFactorOff: "Die Anmeldung in zwei Schritten wurde ausgeschaltet",
        passwordChanged: "Ihr Passwort wurde geändert",
        recoveryCodesRemoved: "Ihre Wiederherstellungscodes wurden entfernt",
        passwordExpired: "Ihr Passwort muss geändert werden",
        deviceTrusted: "Einem Browser wird jetzt vertraut",
        emailChanged: "Ihre E-Mail-Adresse wurde geändert",
        deletionAsked: "Ihr Konto wird gelöscht",
        deletionTakenBack: "Ihr Konto bleibt",
        emailChangeUndone: "Die Änderung Ihrer E-Mail-Adresse wurde zurückgenommen",
        signInNameRemoved: "Ein Name zum Anmelden wurde entfernt",
        loginIdRemoved: "Eine Adresse zum Anmelden wurde entfernt",
        setUpBeforeRemoved: "Frühere Zugänge zu Ihrem Konto wurden entfernt",
      },
      happened: {
        authenticatorAdded: "Codes aus der App gelten jetzt für Ihr Konto.",
        authenticatorReplaced: "Codes aus der neuen App gelten jetzt für Ihr Konto, Codes aus der alten nicht mehr.",
        authenticatorRemoved: "Codes aus der App gelten für Ihr Konto nicht mehr.",
        recoveryCodesMade: "Sie ersetzen die bisherigen, die nicht mehr gelten.",
        recoveryCodeUsed: "Er galt dieses eine Mal und gilt nicht wieder. Die übrigen gelten weiter, falls Sie noch welche haben.",
        secondFactorOff: "Die Anmeldung verlangt jetzt keinen zweiten Schritt mehr.",
        passwordChanged: "Das alte gilt nicht mehr, und angemeldete Geräte können abgemeldet worden sein.",
        recoveryCodesRemoved: "Die Betreiber haben sie entfernt: mit ihnen können Sie sich nicht mehr anmelden. Sie können neue erstellen.",
        passwordExpired:
          "Die Betreiber verlangen ein neues und haben Ihre Geräte abgemeldet. Mit dem alten können Sie sich nicht mehr anmelden; „Passwort vergessen?“ führt zu einem neuen.",
        deviceTrusted:
          "Beim Anmelden dort wird eine Zeit lang kein Code aus Ihrer App verlangt. Ihr Konto führt ihn auf; dort können Sie das beenden. Ist es nicht Ihrer, ändern Sie Ihr Passwort.",
        emailChanged: "E-Mails zu Ihrem Konto gehen jetzt an die neue Adresse. Dies ist die letzte an die alte.",
        deletionAsked:
          "In 14 Tagen wird es mit allem darin gelöscht, wie Sie es wollten. Sie wurden überall abgemeldet; wer sich bis dahin anmeldet, behält das Konto.",
        deletionTakenBack: "Es sollte gelöscht werden. Jemand hat sich angemeldet, und so bleibt es mit allem darin.",
        emailChangeUndone:
          "Wer die frühere Adresse des Kontos liest, hat sie zurückgeholt, und alle Geräte wurden abgemeldet. Dies ist die letzte E-Mail an diese Adresse.",
        signInNameRemoved: "Er funktioniert nicht mehr. Die Adresse, an die diese E-Mail ging, funktioniert weiterhin.",
        loginIdRemoved:
          "Jemand hat gezeigt, dass eine Adresse, mit der Sie sich anmelden konnten, die eigene ist, und hat jetzt ein Konto dafür. Melden Sie sich mit der Adresse an, an die diese E-Mail ging.",
        setUpBeforeRemoved:
          "Ihre E-Mail-Adresse wurde zum ersten Mal bestätigt, mit einem Code oder Link, der hierher kam. Bis dahin konnte jeder dieses Konto mit Ihrer Adresse angelegt haben, darum gilt nicht mehr, was da war: {found}.",
      },
      found: {
        password: "das Passwort",
        authenticator: "die Authenticator-App",
        recoveryCodes: "die Wiederherstellungscodes",
        devices: "die angemeldeten Geräte",
      },
      again: "Das ist seit unserer letzten E-Mail dazu wieder geschehen, vielleicht mehrmals.",
      wasYou: "Wenn Sie das waren, brauchen Sie nichts zu tun.",
      wasYouBefore: {
        keep: "Hatten Sie es eingerichtet? Auf der Seite, auf der Sie sich gerade angemeldet haben, behalten Sie Passwort und App, wenn Sie sie innerhalb von {minutes, plural, one {# Minute} other {# Minuten}} zeigen.",
        again: "Hatten Sie es eingerichtet? Dann melden Sie sich an und richten Sie neu ein, was Sie brauchen.",
      },
      notYou:
        "Das waren nicht Sie? Melden Sie sich sofort an, wählen Sie ein neues Passwort und melden Sie die Geräte ab, die Sie nicht kennen. Wenn Sie nicht hineinkommen, wenden Sie sich an {operators}.",
      action: "Zu Ihrem Konto",
    },

    signInAlert: {
      subject: "{appName}: {title}",
      title: {
        newDevice: "Anmeldung auf einem neuen Gerät",
        failedTries: "Viele Fehlversuche bei Ihrem Konto",
      },
      happened: {
        newDevice: "Jemand hat sich auf einem Gerät, das wir nicht kennen, bei Ihrem Konto angemeldet.",
        failedTries:
          "Jemand hat für Ihr Konto viele Male ein falsches Passwort oder einen falschen Code eingegeben und ist damit nicht hineingekommen.",
      },
      on: "Zuletzt geschah das am {origin}.",
      onFrom: "Zuletzt geschah das am {origin}, Adresse {address}.",
      again: "Das ist seit unserer letzten E-Mail dazu wieder geschehen, vielleicht mehrmals.",
      wasYou: {
        newDevice: "Wenn Sie das waren, brauchen Sie nichts zu tun.",
        failedTries:
          "Wenn Sie das waren, brauchen Sie nichts zu tun. Wir bremsen solche Versuche und schreiben höchstens einmal am Tag davon.",
      },
      notYou: {
        newDevice:
          "Das waren nicht Sie? Dann drücken Sie den Knopf. Auf der Seite dahinter melden Sie alle Geräte ab und wählen, falls Sie ein Passwort haben, ein neues.",
        failedTries:
          "Das waren nicht Sie, und Sie wollen sichergehen? Auf der Seite hinter dem Knopf melden Sie alle Geräte ab und wählen, falls Sie ein Passwort haben, ein neues.",
      },
      action: "Das war ich nicht",
      closing:
        "Der Knopf gilt einmal, einen Tag lang. Leiten Sie diese E-Mail nicht weiter: Sie führt zu einem neuen Passwort für Ihr Konto, wer immer sie hat.",
    },
  },
};
