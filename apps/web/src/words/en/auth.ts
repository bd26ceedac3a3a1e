import type { PageField } from "@repo/contract/profile-fields";

/** What is said of a wrong code, wherever one is typed. */
export const wrongCode = {
  app: "That code isn’t right. Use the one your app shows now. If it still fails, set your phone’s clock to automatic.",
  email: "That code isn’t right. Check the newest email.",
  recovery: "That recovery code doesn’t work. Check for a slip, or use the next one: each works once.",
} as const;

/** The pages outside the account. Lifetimes and numbers come as values: the server's rules decide them. */
export const authWords = {
  form: {
    optional: "(optional)",
    show: "Show",
    hide: "Hide",
    password: "password",
    passwordShown: "Your password is shown",
    passwordHidden: "Your password is hidden",
    errorTitle: "Error: {title}",
    problemsTitle:
      "{count, plural, =1 {One thing needs a change} =2 {Two things need a change} =3 {Three things need a change} other {# things need a change}}",
    email: "Email",
    /** Beside the email that this device remembers. */
    notYou: "Not you?",
    emailProblems: {
      missing: { summary: "Enter your email", field: "Enter your email, like ada@northfold.example" },
      noAt: {
        summary: "Add an @ and the part after it to your email",
        field: "Add an @ and the part after it, like ada@northfold.example",
      },
      noDomain: { summary: "Add the part after the @ in your email", field: "Add the part after the @, like ada@northfold.example" },
      malformed: { summary: "Check your email", field: "Check for a slip of the finger. It should look like ada@northfold.example" },
    },
    /** By field of PROFILE_FIELDS. */
    profile: { name: "Name", givenName: "Given name", familyName: "Family name", phone: "Phone" } satisfies Record<PageField, string>,
    profileProblems: {
      tooLong: { summary: "{label}: use {max} characters or fewer", field: "Use {max} characters or fewer. This one has {length}." },
      phone: { summary: "{label}: check the number", field: "Check the number. It should look like +1 555 010 0199" },
    },
  },

  newPassword: {
    rule: "{min} characters or more. A few words you can picture work well.",
    strength: { weak: "Easy to guess", fair: "Could be longer", strong: "Hard to guess" },
    problems: {
      missing: { summary: "Choose a password", field: "Choose a password with {min} characters or more" },
      tooShort: {
        summary: "Choose a password with {min} characters or more",
        field: "Choose {min} characters or more. This one has {length}.",
      },
      tooLong: { summary: "Choose a shorter password", field: "Choose {max} characters or fewer. This one has {length}." },
      guessable: {
        summary: "Choose a password that is harder to guess",
        field: "This one is easy to guess. Leave out your name and email, and try a few words you can picture.",
      },
      reused: { summary: "Choose a password that is new here", field: "You used this one before. Choose one that is new here." },
    },
  },

  /** Where the settings ask for more than the usual. */
  passwordRules: {
    rule: "{min} characters or more, with {kinds}.",
    kinds: {
      lowercase: "a small letter",
      uppercase: "a capital letter",
      number: "a digit",
      nonAlphanumeric: "a symbol or a space",
    },
    refused: {
      summary: "Choose a password that follows the rule",
      field: "This one does not follow the rule above, or is easy to guess. Leave out your name and email.",
    },
  },

  ways: {
    password: { name: "Password", note: "Your browser can make one and keep it" },
    code: { name: "Code by email", note: "Six digits each time, nothing to remember" },
    app: { name: "Authenticator app", note: "Codes from your phone, even offline" },
    link: { name: "Link by email", note: "Open it on any device; this page goes on" },
    recovery: { name: "Use a recovery code" },
    lastUsed: "Last used on this device",
    lastUsedShort: "Last used",
    others: "Other ways to sign in",
    another: "Sign in another way",
  },

  signUp: {
    title: "Create your account",
    lede: "Choose how you’ll sign in. You can add other ways later.",
    haveAccount: "Already have an account?",
    signIn: "Sign in",
    another: "Choose another way",
    emailTaken: {
      title: "This email already has an account",
      text: "{signIn} instead, or use another email.",
      field: "Use another email, or sign in instead",
    },
  },

  /** The foot of every page. */
  foot: { label: "About this site", help: "Help", privacy: "Privacy", terms: "Terms" },
  /** At sign-up. */
  consent: {
    terms: "terms",
    privacy: "privacy notice",
    both: "By creating an account you agree to the {terms}. The {privacy} says what we do with your data.",
    toTerms: "By creating an account you agree to the {terms}.",
    toPrivacy: "The {privacy} says what we do with your data.",
  },

  signUpPassword: { password: "Password", submit: "Create account", submitting: "Creating your account" },
  signUpCode: { lede: "We email you six digits. Nothing to remember.", submit: "Email me a code", submitting: "Sending your code" },
  signUpApp: { lede: "You’ll add {app} to an app that makes six-digit codes.", submit: "Continue", submitting: "Making your key" },
  signUpLink: { lede: "We email you a link. Open it on any device.", submit: "Email me a link", submitting: "Sending your link" },

  signIn: {
    title: "Sign in",
    heading: "Sign in to {app}",
    onTheWay: "You were on your way to {place}.",
    /** Names of the pages that send people here, by path. */
    places: { "/account": "Account settings" },
    password: "Password",
    passwordMissing: { summary: "Enter your password", field: "Enter your password" },
    forgot: "Forgot your password?",
    submit: "Sign in",
    submitting: "Signing you in",
    newHere: "New here?",
    signUp: "Create an account",
    wrong: {
      title: "That email and password don’t match",
      text: "Check both and try again, or {code} instead.",
      code: "get a code by email",
    },
    locked: {
      title: "Too many tries",
      text: "Wait {wait} before using a password again.",
      codeWorks: "{code} works now.",
      code: "A code by email",
    },
    /** What was done before, by its word (session/news.ts). */
    done: {
      password: { title: "Your password is changed", text: "Sign in with the new one." },
      signedOut: "You are signed out.",
      passwordFirst:
        "Something was set up here before your email was confirmed, and no longer works. Sign in to see what it was, and to keep what is yours.",
      deletion: "Your account is signed out everywhere, and erased in 14 days. Sign in before then to keep it.",
    },
  },

  signInCode: { lede: "We email you six digits. Nothing to remember.", submit: "Email me a code", submitting: "Sending your code" },
  signInLink: { lede: "We email you a link. Open it on any device.", submit: "Email me a link", submitting: "Sending your link" },
  signInApp: {
    lede: "Your email, and the six digits your app shows now.",
    submit: "Sign in",
    submitting: "Signing you in",
    wrong: { title: "That email and code don’t match", text: "Check your email, wait for the next code and enter it here." },
    noPhone: "Use a recovery code",
  },

  /** The six digits, wherever they are typed. */
  code: {
    label: "Six-digit code",
    problems: {
      missing: { summary: "Enter the code", field: "Enter the six digits" },
      short: { summary: "Enter all six digits", field: "Enter all six digits" },
    },
    /** From an authenticator. */
    appWrong: { summary: "That code isn’t right", field: wrongCode.app },
    submit: "Continue",
    submitting: "Checking your code",
  },

  /** A page whose browser does not know any more what was begun there. */
  flowMissing: {
    title: "Begin once more",
    text: "This page was opened in another browser, or a while ago, so it no longer knows what you began. Cookies have to be allowed.",
    begin: "Begin again",
  },

  verify: {
    title: "Check your email",
    sentTo: "We sent six digits to {address}.",
    otherAddress: "Use another address",
    /** Right after a sign-up. */
    newAccount: {
      title: "Confirm your email",
      why: "Your account is ready. Show that this email is yours, so that it gets you back in when nothing else does.",
      later: "Later",
    },
    worksFor: "Works for {time}",
    wrong: "That code isn’t right. Check the newest email. {left, plural, one {# try} other {# tries}} left.",
    wrongSummary: "Enter the code from the newest email",
    expired: {
      title: "This code has expired",
      text: "Codes work for {minutes, plural, one {# minute} other {# minutes}}. Send a new one and use it right away.",
    },
    /** It came in a letter that some account asked for, which may be a stranger’s. */
    anothers: {
      title: "That code is from another email",
      text: "An account asked for it that isn’t signed in here. Use the code from the email that this page has sent.",
    },
    spent: { title: "Too many tries with this code", text: "It no longer works. Send a new one to go on." },
    goesTo: "It goes to {address}.",
    resend: "Send a new code",
    resendIn: "Send a new code in {time}",
    resending: "Sending a new code",
    resendNote: "A new code makes older ones stop working.",
    resent: "New code sent. Only the newest one works.",
    help: {
      title: "No email yet?",
      wait: "Give it a minute, then look in spam or promotions.",
      check: "Check the address above. One letter off is enough.",
      toAccount: "Back to your account",
    },
    mailbox: "Open the mailbox",
  },

  enrol: {
    title: "Add an authenticator app",
    replaceTitle: "Move to another authenticator app",
    lede: "Any app that makes six-digit codes will do.",
    addTo: "Add {app} to your app",
    open: "Open my authenticator app",
    orScan: "or scan from another screen",
    /** Stands for the picture. */
    qr: "QR code that adds {app} to an authenticator app. The key below does the same.",
    showsUpAs: "It shows up as {app}, {account}",
    cantScan: "Can’t scan it?",
    typeKey: "Type this key into your app",
    copy: "Copy",
    copied: "Copied",
    copyKey: "the key",
    copyFailed: "Select it and copy it by hand",
    onThisDevice: "App on this device?",
    openHere: "Open it with the key filled in",
    enterCode: "Enter the code it shows",
    hint: "It changes every 30 seconds. Nothing is turned on until it matches.",
    submit: "Turn on",
    submitting: "Turning it on",
    notNow: "Not now",
    tooMany: { title: "Too many tries with this key", text: "{again} to get a new one.", again: "Start again" },
  },

  secondStep: {
    title: "Enter the code from your app",
    look: "Look for {app}, account {account}.",
    trust: "Don’t ask here for {days} days",
    trustOne: "Don’t ask here for a day",
    trustHint: "Only on a device that nobody else uses.",
    submit: "Sign in",
    submitting: "Signing you in",
    /** After the app alone, a user who asked for two steps shows something else. */
    otherTitle: "One more step",
    otherLede: "You asked for two steps. Add your password, or a code by email.",
    password: "Password",
    passwordWrong: { title: "That isn’t your password", text: "Check it and try again, or get a code by email instead." },
    sendCode: "Email me a code",
    sendingCode: "Sending your code",
    tooLong: { title: "This sign-in took too long", text: "{signIn} again.", signIn: "Sign in" },
  },

  recoverySignIn: {
    title: "Use a recovery code",
    lede: "One of the ten that you saved. Each works once.",
    code: "Recovery code",
    missing: { summary: "Enter a recovery code", field: "Enter one of your recovery codes" },
    wrong: { title: "That recovery code doesn’t work", text: "Check for a slip, or use the next one: each works once." },
    wrongPair: { title: "That email and code don’t match", text: "Check both, or use the next code: each works once." },
    submit: "Sign in",
    submitting: "Signing you in",
  },

  /** Whom to ask, by whether it is known where they are reached: `operators` of any other phrase. */
  operators: { people: "the people who run {app}", reached: "the people who run {app} ({contact})" },

  /** Where the second step ends for who has nothing left to take it with. */
  lostPhone: {
    link: "Lost your phone?",
    noCodes: "No recovery codes?",
    title: "Without your phone",
    lede: "If the app is out of reach, there are other ways to show that it’s you.",
    elsewhere: {
      title: "Look for the app on another device",
      text: "A tablet, an old phone or a backup of the app may have the same codes.",
    },
    codes: {
      title: "Look for your recovery codes",
      text: "They may be in your password manager, on paper, or in a file named {file}.",
      use: "Use a recovery code",
    },
    ask: {
      title: "Ask for help",
      text: "Ask {operators}. Once they know that it’s you, they can turn the app off. Then your password, or a code by email, opens your account again, with everything in it.",
    },
    back: "Back to signing in",
  },

  wait: {
    hours: "{hours, number, ::unit/hour unit-width-full-name} {minutes, number, ::unit/minute unit-width-full-name}",
    minutes: "{minutes, number, ::unit/minute unit-width-full-name} {seconds, number, ::unit/second unit-width-full-name}",
    seconds: "{seconds, number, ::unit/second unit-width-full-name}",
    aMoment: "a moment",
    over: "You can try again now.",
  },
} as const;

/** The pages that letters lead to, or that wait for one. */
export const letterAuthWords = {
  waiting: {
    title: "Choose {number} in the email",
    sentTo: "We sent three numbers to {address}. Only this one is yours.",
    waiting: "Waiting for you",
    note: "This page goes on by itself. You can open the email on any device.",
    /** Without script. */
    goOn: "I have chosen it",
    goOnNote: "Choose the number on any device, then come back here to go on.",
    resend: "Send it again",
    resendIn: "Send it again in {time}",
    resending: "Sending it again",
    resendNote: "A new email brings a new number.",
    approved: { title: "You’re in", text: "Taking you on.", go: "Go there now" },
    expired: {
      title: "Nobody chose the number",
      text: "The email works for {minutes, plural, one {# minute} other {# minutes}}. Send a new one when you have your inbox open.",
    },
    ended: { title: "Another number was chosen", text: "So nobody was let in here. If it was a slip, send a new email." },
    declined: {
      title: "Somebody said it wasn’t them",
      text: "Whoever read the email chose “Not me”, so nobody was let in here. If it was a slip, send a new email.",
    },
    sendNew: "Send a new email",
    unreachable: "No connection just now. This page keeps trying.",
  },

  /** How one goes on when no more letters are sent, by what they were for; and the names of those ways in it. */
  letterWays: {
    signIn: "Or sign in with {password} or {app}.",
    secondFactor: "Or use {password}.",
    reset: "Or sign in with {app}.",
    signUp: "Or sign up with {newPassword}.",
    password: "your password",
    newPassword: "a password",
    app: "your authenticator app",
  },

  letterLink: {
    forAccount: "For {account}.",
    /** What that account could do afterwards, where somebody signed in to it had the link sent: it may be another’s than the reader’s. */
    asks: {
      address: {
        title: "Is this your account?",
        lede: "{account} would count your address as its own: its emails come to you, and a code or link sent to you opens it. Go on only if it is yours.",
        submit: "This account is mine",
      },
      loginId: {
        title: "Is this your account?",
        lede: "{account} would count your address as its own: its emails come to you, and it opens by your address, with its password or a code or link sent to you. Go on only if it is yours.",
        submit: "This account is mine",
      },
      confirmation: {
        title: "Is it you?",
        lede: "Whoever is signed in to {account} could then change its password, its email and the other ways into it. Go on only if you asked for this.",
        submit: "It is me",
      },
    },
    disabled: { title: "This account is turned off", text: "The link does nothing until the account is turned on again." },
    missing: {
      title: "Open the link once more",
      text: "This page came without the link from your email: it was opened in another app or browser, or a while ago. Copy the link in the email and paste it into this browser. Cookies have to be allowed.",
    },
  },

  notMe: {
    title: "Wasn’t it you?",
    lede: "{account}: this signs every device out, also this one. If the account has a password, you choose a new one next.",
    submit: "Sign out every device",
    submitting: "Signing out",
    done: {
      title: "Every device is signed out",
      text: "Nobody is signed in to this account any more. Sign in again, and look at its history.",
    },
    signIn: "Sign in",
    dead: {
      title: "This button no longer works",
      text: "It was used already, or the letter is older than a day. You can still choose a new password, which signs out every device.",
    },
    forgot: "Choose a new password",
  },

  approve: {
    title: "Let the other window in?",
    lede: "Go on only if you asked for this email, and the other window shows this number.",
    number: "The number is",
    asked: "Asked for {when}, from {device}.",
    submit: "Let it in",
    submitting: "Letting it in",
    done: { title: "You can go back to the other window", text: "It goes on by itself. You may close this one." },
    decline: "Not me",
    declining: "Ending it",
    declined: {
      title: "Nobody was let in",
      text: "The other window is told, and this email no longer works. If you didn’t ask for it, somebody has typed your email: without you they can’t get in.",
    },
    used: {
      title: "This email was used already",
      text: "A number was chosen, or somebody said it wasn’t them. If the other window still waits, ask for a new email there.",
    },
    expired: {
      title: "This email is too old",
      text: "It works for {minutes, plural, one {# minute} other {# minutes}}. Ask for a new one in the other window.",
    },
    dead: {
      title: "This didn’t let anyone in",
      text: "It wasn’t the number on the other window, or the email is too old. Ask for a new one over there.",
    },
  },

  undoEmail: {
    title: "Take the change back?",
    lede: "This address becomes the account’s email again, and every device is signed out. Go on only if you did not change it.",
    submit: "Put my email back",
    submitting: "Putting it back",
    done: {
      title: "Your email is back",
      text: "Every device was signed out. Whoever changed it may know your password: choose a new one now.",
    },
    dead: { title: "This link no longer works", text: "It was used already, or it is older than 72 hours. Nothing has changed." },
    newPassword: "Choose a new password",
  },

  openLink: {
    title: "Continue to {app}",
    lede: "One click, and the link in your email is used.",
    submit: "Continue",
    submitting: "Opening",
    used: { title: "This link was used already", text: "Each link works once. Ask for a new one." },
    expired: {
      title: "This link is too old",
      text: "It works for {minutes, plural, one {# minute} other {# minutes}}. Ask for a new one and open it right away.",
    },
    dead: { title: "This link no longer works", text: "It was used already, or it is too old. Ask for a new one." },
    askNew: "Email me a new link",
  },

  forgot: {
    title: "Reset your password",
    lede: "We email you a link to choose a new one.",
    ledeCode: "We email you six digits to choose a new one with.",
    submit: "Email me a link",
    submitCode: "Email me a code",
    submitting: "Sending",
    hurry: "In a hurry? {code} and change it later.",
    code: "Sign in with a code",
    back: "Back to sign in",
    sentTitle: "Check your email",
    sent: "If {address} has an account, a link is on its way. It works for {minutes, plural, one {# minute} other {# minutes}}.",
    sentCode:
      "If {address} has an account, six digits are on their way. They work for {minutes, plural, one {# minute} other {# minutes}}.",
    resend: "Send it again",
    resendIn: "Send it again in {time}",
    resending: "Sending it again",
    resendNote: "Each link works once.",
    resendNoteCode: "A new code makes older ones stop working.",
    resent: "Sent again.",
  },

  reset: {
    title: "Choose a new password",
    lede: "You’ll be signed out on your other devices.",
    newPassword: "New password",
    submit: "Save the new password",
    submitSignIn: "Save and sign in",
    submitting: "Saving it",
    used: {
      title: "This link was used already",
      text: "Each link works once, and a newer one or a new password ends those from before. Ask for a new one.",
    },
    expired: {
      title: "This link is too old",
      text: "It works for {minutes, plural, one {# minute} other {# minutes}}. Ask for a new one and open it right away.",
    },
    dead: {
      title: "This link no longer works",
      text: "It was used already, or it is older than {minutes, plural, one {# minute} other {# minutes}}. Ask for a new one.",
    },
    /** Of the page that a link or a code leads to. */
    over: {
      title: "This page no longer works",
      text: "It was used already, it is too old, or another reset was begun in this browser since. Begin once more.",
    },
    deadCode: { summary: "Enter the code from the newest email", field: wrongCode.email },
    askNew: "Email me a new link",
  },
} as const;
