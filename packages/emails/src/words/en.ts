/**
 * Every word of the letters, in English, which is also the type of every other language.
 *
 * - `{name}` is a value, in ICU message syntax: plurals and dates are worded by the language
 *   (https://formatjs.github.io/docs/core-concepts/icu-syntax).
 * - `{{key}}` is a template option that the request for the letter came with, or nothing; see template-options.ts.
 *
 * To add a language: copy this file, translate it, and list it in languages.ts. A test compares keys and placeholders.
 *
 * Voice: plain, calm, short. What happened, then what to do. No exclamation marks. A subject that carries a code starts with it.
 */
export const en = {
  /** How dates are written. */
  locale: "en-GB",
  messages: {
    /** When, and from what; goes into `asked` and `done`. */
    origin: {
      known: "{at, date, long} at {at, time, short} UTC from {browser} on {system}",
      partlyKnown: "{at, date, long} at {at, time, short} UTC from {device}",
      unknown: "{at, date, long} at {at, time, short} UTC",
    },
    asked: "Asked on {origin}.",
    done: "Done on {origin}.",
    /** Shown when there is a `note`. Anyone may ask for a letter, so it says whose words these are. */
    note: "The page that asked adds: “{{note}}”",
    /** Why the letter came. */
    reason: {
      asked: "You get this email because someone typed your address.",
      account: "You get this email because you have an account.",
      invited: "You get this email because an account was made for your address.",
    },

    /** For letters that somebody signed in to `{account}` had sent: what that account could do then. Its address may be another's. */
    asking: {
      update:
        "Account {account} would then count this address as its own: its emails come here, and it opens with a code or link sent here.",
      updateLoginId:
        "Account {account} would then count this address as its own: its emails come here, and it opens by this address, with its password or with a code or link sent here.",
      confirm: "Whoever is signed in to account {account} could then change its password, its email and the other ways into it.",
    },

    emailCode: {
      subject: "{code} is your {appName} code",
      title: "Your code",
      preview: "{enterIt} It works for {minutes, plural, one {# minute} other {# minutes}}.",
      life: "It works once, for {minutes, plural, one {# minute} other {# minutes}}. Nobody from {appName} will ever ask you for it.",
      enterIt: {
        signUp: "Enter it on the page you came from to finish your sign-up.",
        signIn: "Enter it on the page you came from to sign in.",
        signUpOrIn: "Enter it on the page you came from to sign in. If you have no account yet, you get one.",
        update: "Enter it where you asked, to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        confirm: "Enter it where you asked, to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        reset: "Enter it on the page you came from to choose a new password.",
      },
      notYou: {
        signUp: "Not you? Ignore this email; without the code no account is made.",
        signIn: "Not you? Ignore this email; without the code nobody gets in.",
        signUpOrIn: "Not you? Ignore this email; without the code nobody gets in.",
        update: "Not you? Do nothing, and give the code to nobody; without it nothing changes.",
        confirm:
          "Not you? Do nothing, and give the code to nobody. Somebody is signed in to your account: choose a new password and sign out the devices you don’t know.",
        reset: "Not you? Ignore this email; without the code your password stays as it is.",
      },
    },

    magicLink: {
      subject: {
        signUp: "Finish your {appName} sign-up",
        signIn: "Sign in to {appName}",
        signUpOrIn: "Sign in to {appName}",
        update: "Is this your {appName} account?",
        confirm: "Confirm that it is you at {appName}",
        reset: "Choose a new {appName} password",
      },
      title: "Your link",
      openIt: {
        signUp: "Open it to finish your sign-up.",
        signIn: "Open it to sign in.",
        signUpOrIn: "Open it to sign in. If you have no account yet, you get one.",
        update: "Open it where you asked, to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        confirm: "Open it where you asked, to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        reset: "Open it to choose a new password.",
      },
      action: {
        signUp: "Finish sign-up",
        signIn: "Sign in",
        signUpOrIn: "Continue",
        update: "This account is mine",
        confirm: "It is me",
        reset: "Choose a new password",
      },
      preview: "{openIt} It works for {minutes, plural, one {# minute} other {# minutes}}.",
      life: "It works once, for {minutes, plural, one {# minute} other {# minutes}}. Don’t forward this email: the link lets in whoever has it.",
    },

    enchantedLink: {
      subject: "Choose your number for {appName}",
      title: "Choose your number",
      preview: "Three numbers; yours is on the page.",
      chooseIt: {
        signUp: "One of these stands on the page you came from. Choose it to finish your sign-up there.",
        signIn: "One of these stands on the page you came from. Choose it to sign in there.",
        signUpOrIn: "One of these stands on the page you came from. Choose it to sign in there. If you have no account yet, you get one.",
        update:
          "If you asked for this, one of these stands where you did. Choose it to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        confirm:
          "If you asked for this, one of these stands where you did. Choose it to confirm that account {account} is yours. If you did not ask for this, do nothing.",
        reset: "One of these stands on the page you came from. Choose it to go on there.",
      },
      life: "You can choose once, within {minutes, plural, one {# minute} other {# minutes}}. If you see none of these numbers, choose none.",
    },

    /** For letters with links. */
    link: {
      notYou: {
        signUp: "Not you? Ignore this email; without the link no account is made.",
        signIn: "Not you? Ignore this email; without the link nobody gets in.",
        signUpOrIn: "Not you? Ignore this email; without the link nobody gets in.",
        update: "Not you? Do nothing; without the link nothing changes.",
        confirm:
          "Not you? Do nothing here. Somebody is signed in to your account: choose a new password and sign out the devices you don’t know.",
        reset: "Not you? Ignore this email; without the link your password stays as it is.",
      },
    },

    alreadyRegistered: {
      subject: "You already have a {appName} account",
      title: "You already have an account",
      preview: "Someone asked to sign up with this address.",
      happened: "Someone asked to sign up at {appName} with this address. It has an account already, so no new one was made.",
      toDo: "If it was you, sign in instead.",
      action: "Sign in",
      notYou: "Not you? Ignore this email; nothing has changed, and nobody was told that you have an account.",
    },

    noAccount: {
      subject: "There is no {appName} account for this address",
      title: "There is no account for this address",
      preview: "Someone asked to sign in with it.",
      happened:
        "Someone asked to sign in at {appName} with this address. It has no account there, so there is no code and no link to send.",
      toDo: "If it was you, try another address of yours, or create an account with this one.",
      action: "Create an account",
      notYou: "Not you? Ignore this email; there is nothing here that anybody could get into.",
    },

    invitation: {
      subject: "You are invited to {appName}",
      title: "You are invited to {appName}",
      preview: "An account at {appName} is ready for you.",
      happened: "The people who run {appName} have made an account for you.",
      toDo: "Sign in as {loginId}. The first time, have a code or a link sent to this address, unless you were given a password.",
      action: "Sign in",
      notYou: "You don’t know what this is about? Ignore this email; nobody gets in without reading your email.",
    },

    emailChanged: {
      subject: "Your {appName} email was changed",
      title: "Your email was changed",
      happened: "Emails about your account now go to another address, and this one no longer signs in.",
      wasYou: "If this was you, there is nothing to do.",
      notYou: "Not you? Take the change back: this address is yours again, and every device is signed out. Then choose a new password.",
      action: "Take the change back",
      life: "The button works once, for {hours} hours. Don’t forward this email: whoever has it can put this address back.",
    },

    /** Whom to ask, by whether it is known where they are reached. */
    operators: { people: "the people who run {appName}", reached: "the people who run {appName} ({contact})" },

    securityNotice: {
      subject: "{appName}: {title}",
      title: {
        authenticatorAdded: "An authenticator app was added",
        authenticatorReplaced: "Your authenticator app was replaced",
        authenticatorRemoved: "Your authenticator app was removed",
        recoveryCodesMade: "New recovery codes were made",
        recoveryCodeUsed: "A recovery code was used",
        secondFactorOff: "Two-step sign-in was turned off",
        passwordChanged: "Your password was changed",
        recoveryCodesRemoved: "Your recovery codes were removed",
        passwordExpired: "Your password has to be changed",
        deviceTrusted: "A browser of yours is trusted now",
        emailChanged: "Your email address was changed",
        deletionAsked: "Your account will be erased",
        deletionTakenBack: "Your account stays",
        emailChangeUndone: "The change of your email was taken back",
        signInNameRemoved: "A name to sign in with was removed",
        loginIdRemoved: "An address to sign in with was removed",
        setUpBeforeRemoved: "Earlier ways into your account were removed",
      },
      happened: {
        authenticatorAdded: "Codes from it now work for your account.",
        authenticatorReplaced: "Codes from the new app now work for your account; codes from the old one no longer do.",
        authenticatorRemoved: "Codes from it no longer work for your account.",
        recoveryCodesMade: "They replace the ones you had, which no longer work.",
        recoveryCodeUsed: "It worked this once and won’t work again. Any others you have left still do.",
        secondFactorOff: "Your account now opens without a second step.",
        passwordChanged: "The old one no longer works, and devices that were signed in may have been signed out.",
        recoveryCodesRemoved: "The people who run the app have removed them: they no longer let you in. You can make new ones.",
        passwordExpired:
          "The people who run the app ask for a new one, and have signed your devices out. The old one no longer lets you in; “Forgot your password?” leads to a new one.",
        deviceTrusted:
          "Signing in there asks for no code from your app for a while. Your account lists it, with a way to be asked again. Change your password if it is not yours.",
        emailChanged: "Emails about your account now go to the new address. This is the last one to the old.",
        deletionAsked:
          "You asked for it. In 14 days it is erased with everything in it. You were signed out everywhere; whoever signs in before then keeps the account.",
        deletionTakenBack: "It was to be erased. Somebody has signed in, and so it stays with everything in it.",
        emailChangeUndone:
          "Whoever reads the account’s former address has put it back, and every device was signed out. This is the last email to this address.",
        signInNameRemoved: "It no longer works. The address that this email came to still does.",
        loginIdRemoved:
          "Somebody has shown that an address you could sign in with is theirs, and has an account under it now. Sign in with the address that this email came to.",
        setUpBeforeRemoved:
          "Your email was confirmed for the first time, by a code or link that came here. Until then anybody could have set up this account with your address, so what was there no longer works: {found}.",
      },
      /** What was there before the email was confirmed; listed in `setUpBeforeRemoved`. */
      found: {
        password: "the password",
        authenticator: "the authenticator app",
        recoveryCodes: "the recovery codes",
        devices: "the devices that were signed in",
      },
      again: "This has happened again since we last wrote to you about it, perhaps more than once.",
      wasYou: "If this was you, there is nothing to do.",
      /** In place of `wasYou`, about what was set up before. */
      wasYouBefore: {
        keep: "Was it you who had set it up? The page where you have just signed in lets you keep the password and the app, by showing them within {minutes, plural, one {# minute} other {# minutes}}.",
        again: "Was it you who had set it up? Then sign in and set up again what you need.",
      },
      notYou:
        "Not you? Sign in at once, choose a new password, and sign out the devices you don’t know. If you can’t get in, ask {operators}.",
      action: "See your account",
    },

    signInAlert: {
      subject: "{appName}: {title}",
      title: {
        newDevice: "Your account was opened on a new device",
        failedTries: "Somebody keeps failing to sign in as you",
      },
      happened: {
        newDevice: "Somebody signed in to your account on a device that we don’t know.",
        failedTries: "Somebody has typed a wrong password or code for your account many times. They did not get in by it.",
      },
      on: "The last time was on {origin}.",
      onFrom: "The last time was on {origin}, address {address}.",
      again: "This has happened again since we last wrote to you about it, perhaps more than once.",
      wasYou: {
        newDevice: "If this was you, there is nothing to do.",
        failedTries: "If this was you, there is nothing to do. We slow such tries down, and write about them once a day at most.",
      },
      notYou: {
        newDevice:
          "Not you? Press the button. On the page behind it you sign out every device, and if you have a password, choose a new one.",
        failedTries:
          "Not you, and you want to be sure? On the page behind the button you sign out every device, and if you have a password, choose a new one.",
      },
      action: "This wasn’t me",
      closing: "The button works once, for a day. Don’t forward this letter: it leads whoever has it to a new password for your account.",
    },
  },
};
