/** One part of the checklist: what must be true, by the line's ID. */
export interface Part {
  title: string;
  lines: Readonly<Record<string, string>>;
}

/**
 * What we promise about security and reliability. A test whose title begins with a line's ID shows it; coverage.test.ts puts
 * both together in docs/security.md.
 */
export const PARTS = [
  {
    title: "Passwords",
    lines: {
      P1: "Seven characters are too few, eight are enough.",
      P2: "64 characters and more are welcome, up to 256 of them or 1,024 bytes.",
      P3: "Length is counted in code points; nothing is cut off, trimmed or put in lower case.",
      P4: "Which characters is nobody's business but the owner's.",
      P5: "Common passwords are refused, by a list that needs no network.",
      P6: "Leaked passwords are refused at sign-up and at a change, by the same list.",
      P7: "The product's name, the host and words from the account make no password.",
      P8: "A refusal says why, so that the next try is better.",
      P9: "Changing a password takes the present one.",
      P10: "Nobody has to change a password because of its age.",
      P11: "There are no hints and no secret questions.",
      P12: "Hashes are argon2id with 19 MiB, two passes and one lane, or more.",
      P13: "Each hash has 16 random bytes of salt and carries its parameters.",
      P14: "A hash with old parameters, or of another make, is renewed at the next sign-in.",
      P15: "A pepper: a secret outside the database that every hash depends on.",
      P16: "Hashing is bounded: by the size of a body, and by a queue that turns callers away.",
      P17: "No account and no address keeps others from the hasher: it is shared in turn, and a password is changed at most twenty times an hour.",
      P18: "Of former passwords only those are kept that may not come back.",
    },
  },
  {
    title: "Codes by mail",
    lines: {
      C1: "Codes come from a cryptographic source, each as likely as any other.",
      C2: "A code lives for five minutes.",
      C3: "A code works once, however many send it at the same moment.",
      C4: "A code takes five tries.",
      C5: "An account takes ten wrong codes an hour of strangers, and as many of one address that asked, however many codes are asked for.",
      C6: "A new code makes the one before it worthless.",
      C7: "What was sent serves its purpose, and the person who asked, and nothing else.",
      C8: "A code is stored as a keyed digest, and written in no log.",
      C9: "One address is sent five letters in a quarter of an hour and ten an hour, known or not; a browser that signed in before has as many of its own.",
      C10: "Codes are compared in constant time.",
      C11: "The documentation says that email is not a strong factor.",
    },
  },
  {
    title: "Authenticators and recovery codes",
    lines: {
      F1: "A key is 20 random bytes.",
      F2: "Keys are encrypted at rest; what decrypts them is not in the database.",
      F3: "A code may be one step of 30 seconds off, at the set-up as at a sign-in.",
      F4: "A step is accepted once, and none before it afterwards.",
      F5: "Only the server's clock counts.",
      F6: "An authenticator counts once a code from it is confirmed; until then nothing has changed.",
      F7: "All second factors of an account share ten tries in a quarter of an hour; those of who has shown the first factor are counted apart.",
      F8: "Adding or removing a factor takes a sign-in of the last ten minutes, and is told by mail.",
      F9: "Recovery codes: ten of 80 random bits, shown once, each good once, all void when there are new ones.",
      F10: "Resetting the password does not get past the second factor.",
      F11: "Pages, tRPC and REST ask for the same.",
    },
  },
  {
    title: "Who exists, and how often one may ask",
    lines: {
      E1: "Where it is not told who exists, known and unknown are answered alike.",
      E2: "They cost the same work, so that time does not tell either; `pnpm bench` measures it.",
      E3: "Where the vendor's contract tells, the exception is listed, limited, and can be switched off.",
      E4: "Failed sign-ins slow an account down, from one second to 15 minutes, and never close it.",
      E5: "Client addresses are limited too, and are read from a header only behind a trusted proxy.",
      E6: "Whoever is limited is answered 429 with the time to wait.",
      E7: "Limits are the same in tests, with a clock that tests move.",
      E8: "What an account bears is counted over all of its names, and no name tells of another.",
      E9: "No stranger uses up the tries of who asked for the code, has shown the first factor, or comes from a browser that signed in before; and a refused sign-up takes no letter.",
      E10: "One client address is told of ten login IDs in ten minutes that they are taken.",
    },
  },
  {
    title: "Password reset",
    lines: {
      R1: "The link is random, stored as a digest, good once and for a quarter of an hour.",
      R2: "Where a link leads is configured, never read from a request's Host.",
      R3: "Asking for a reset changes nothing and locks nobody out.",
      R4: "After a reset the owner is told by mail, other sessions end, and nobody is signed in by it.",
      R5: "The reset page tells no other site where it was.",
    },
  },
  {
    title: "Sessions and tokens",
    lines: {
      S1: "Session IDs have 128 random bits or more.",
      S2: "Signing in, stepping up and growing stronger make a new session; the old one is dead.",
      S3: "Signing out, disabling and deleting end a session at the next request.",
      S4: "A browser's session ends after a week unused and after its lifetime in any case.",
      S5: "People see where they are signed in, and can end each of them or all.",
      S6: "Whoever changes a factor can end the other sessions with it.",
      S7: "A rotating refresh token is good once; shown again after ten seconds, it ends the session.",
      S8: "Refreshing does not put a session's end off.",
      S9: "Only our own signatures count: RS256 by a key of ours, whatever a token says about itself.",
      S10: "Issuer, audience, expiry and kind of a token are checked; one kind is never taken for the other.",
      S11: "Signing keys overlap when they change; an unknown one is refused.",
      S12: "The session cookie is out of reach of scripts, other sites and other hosts.",
      S13: "No cookie is larger than browsers keep.",
      S14: "No token stands in a URL, in the browser's storage or in a log.",
      S15: "Pages never see a token; REST hands them out and reads no cookie unless it is told to.",
      S16: "Nothing on the way stores an answer that carries a session.",
      S17: "What changes something is refused when another site made the browser send it.",
      S18: "Which origins may use cookies is a fixed list.",
      S25: "Servers that share a machine do not share cookies.",
      S30: "Every operation is open to the credential that it declares and to no other, whatever its function does.",
    },
  },
  {
    title: "Headers, errors, configuration",
    lines: {
      H1: "Pages run only scripts with this answer's nonce, and stand in nobody's frame.",
      H2: "On https, browsers are told to stay there for a year or more.",
      H3: "Types are not guessed, referrers not told, windows not shared.",
      H4: "Redirects stay here or go where they are approved to.",
      H5: "Bodies that are too large or of the wrong types are refused with 4xx and no internals.",
      H6: "Methods that are not listed are answered 405.",
      H7: "Each outcome is logged: what, who, from where, with which result, and no secret.",
      H8: "While failures cannot be counted, nobody is let in.",
      H9: "Production starts with no default and no weak secret.",
      H10: "The mailbox and everything below /dev answers 404 in production.",
      H11: "Flows of several steps can be neither skipped nor replayed, in any order, two at a time.",
      H12: "What must agree in the database is written in one transaction.",
      H13: "In development and behind a proxy the server listens on its own machine alone, unless it is told otherwise.",
      H14: "Of the mail server's URL nothing is ignored: what cannot be meant stops the start, and TLS that is asked for is there.",
      H20: "The log keeps nothing of what is typed for a login ID and is no address, and has no long lines.",
    },
  },
  {
    title: "Durability and crashes",
    lines: {
      "1.1": "An acknowledged sign-up survives kill -9.",
      "1.2": "Every commit reaches the disk, on every connection.",
      "1.3": "What a crash interrupts is there whole or not at all.",
      "1.4": "Sessions and keys outlive a restart, and two processes make one key and one schema.",
      "1.5": "A full disk is answered 503, loses nothing, and recovers without a restart.",
      "1.6": "A database that cannot be written to still answers reads, and says 503 to the rest.",
      "1.7": "A locked database is waited for without standing still, then answered 503.",
      "1.8": "A stopping server finishes what it has begun.",
      "1.9": "A database of the release before this one opens, and its users sign in.",
    },
  },
  {
    title: "Races",
    lines: {
      "2.1": "Of many sign-ups of one login ID at once one wins, and its password is the one that counts.",
      "2.2": "Of many verifications of one code at once one wins.",
      "2.3": "Of many wrong codes at once at most five are compared.",
      "2.4": "Refreshes at once get one successor.",
      "2.5": "Of many uses of one authenticator code at once one wins.",
      "2.6": "When a code is sent again while it is verified, only the newest works.",
      "2.7": "Whoever registers somebody else's address first gets nothing from it later.",
      "2.8": "All of that holds for two processes on one database file.",
    },
  },
  {
    title: "Guessing and floods",
    lines: {
      "3.1": "Guessing codes has at most ten tries in a million an hour from one address and sixty from all, resends or not.",
      "3.2": "Guessing passwords is slowed down for one account, and for nobody else.",
      "3.3": "Trying many accounts from one address is slowed down, whatever the address claims to be.",
      "3.4": "Guessing an authenticator's codes ends after ten, across sessions, with the first factor and without.",
      "3.5": "Nobody's mailbox is flooded through us.",
      "3.6": "500 sign-ins at once are answered 200 or 429, and everything else stays quick.",
      "3.7": "The limiter's memory is bounded.",
    },
  },
  {
    title: "Tokens and sessions under attack",
    lines: {
      "4.1": "A spent refresh token ends its whole family.",
      "4.2": "34 forged tokens, and none is accepted.",
      "4.3": "A new signing key is published before it signs, the old one after.",
      "4.4": "The published keys are RSA only, since two SDKs read nothing else.",
      "4.5": "Signing out and changing a password end the others at once.",
      "4.6": "Clocks that step or are a little off lose nobody a session and let nobody in.",
      "4.7": "A token from before a sign-in is never the one after it.",
      "4.8": "A clock that ran ahead and is put right lets nobody wait for longer than a rule says.",
    },
  },
  {
    title: "Enumeration",
    lines: {
      "5.1": "Every failed sign-in is the same answer for the same work.",
      "5.2": "A sign-up by mail for a registered address can be made to look like any other.",
      "5.3": "Sending does the same work for known and unknown addresses.",
      "5.4": "A masked address shows nothing that the caller did not type.",
    },
  },
  {
    title: "Input and transport",
    lines: {
      "6.1": "No body, however odd, is answered 5xx or makes an account it should not.",
      "6.2": "Spellings of one address are one login; addresses that only look alike are not.",
      "6.3": "Nothing typed adds a recipient, a header or HTML to a letter.",
      "6.4": "Slow senders are cut off and hold nobody up.",
      "6.5": "A body without an end is cut off.",
      "6.6": "No redirect leaves the site, whatever it is given.",
      "6.7": "No other site can act, or sign in, in a visitor's name.",
      "6.8": "Cookies have every flag they can have.",
      "6.9": "Pages have the headers that browsers protect them by.",
      "6.10": "Cross-origin calls are answered as the token delivery needs it, and never with credentials for all.",
      "6.11": "Links in letters come from the configuration.",
      "6.12": "Every route reads a bounded body, and an address is limited at every door.",
      "6.13": "Requests as proxies and other programs write them are answered like any other.",
      "6.14": "What the server refuses by itself it tells people on a page, with what to do.",
      "6.15": "An address has one spelling: what it is stored, compared, counted and mailed by; what has none is refused.",
      "6.16": "Every text, list and map has a limit, which comes before whatever is done with it; little of it is kept.",
      "6.20": "HEAD, entity tags, encoded bodies and preflights are answered as HTTP has it.",
    },
  },
  {
    title: "Secrets",
    lines: {
      "7.1": "The database holds no secret in clear, and its file is its owner's.",
      "7.2": "The log holds no secret.",
      "7.3": "Production does not start on missing, default or short secrets.",
      "7.4": "A stored hash of absurd cost is not run.",
      "7.5": "Dependencies have no known serious holes.",
    },
  },
  {
    title: "When something is down",
    lines: {
      "8.1": "A mail server that is down, slow or refusing holds up no answer and loses no letter that is still of use.",
      "8.2": "A letter that was promised is sent though the server was killed.",
      "8.3": "Health tells alive from ready.",
      "8.4": "Nothing grows: what has ended is removed.",
    },
  },
] as const satisfies readonly Part[];

type IdOf<One> = One extends { lines: infer Lines } ? keyof Lines : never;
type LineId = IdOf<(typeof PARTS)[number]>;

/** Lines without a test, and why. */
export const UNTESTED: Readonly<Partial<Record<LineId, string>>> = {
  P15: "Not offered: the hash and the block list stand without it, and one secret fewer can be lost.",
  "3.6": "A matter of time and memory, which tests do not measure: `pnpm bench flood` does.",
  "7.5": "Known holes change while the code does not: `pnpm audit --prod` asks the registry.",
};
