/** What a code or a link is for. `update` and `confirm` are asked for by somebody who is signed in, the others by anybody. */
export type Purpose = "signUp" | "signIn" | "signUpOrIn" | "update" | "confirm" | "reset";

/** The account that asks for a letter, where somebody signed in to it does: it may be another than the reader's. */
export interface Asking {
  /** A login ID of it, masked. */
  account: string;
  /** Whether the reader's address is to become a way to sign in to it. */
  addsLoginId: boolean;
}

/** What changed about the ways into an account. */
export type SecurityChange =
  | "authenticatorAdded"
  | "authenticatorReplaced"
  | "authenticatorRemoved"
  | "recoveryCodesMade"
  | "recoveryCodeUsed"
  | "secondFactorOff"
  | "passwordChanged"
  | "recoveryCodesRemoved"
  | "passwordExpired"
  /** A browser is not asked for the second step for a while. */
  | "deviceTrusted"
  | "emailChanged"
  /** By the reader of the former one. */
  | "emailChangeUndone"
  /** The account is to be erased; a sign-in has kept it. */
  | "deletionAsked"
  | "deletionTakenBack"
  /** Removed by the user, beside the address. */
  | "signInNameRemoved"
  | "loginIdRemoved"
  /** Its address was proven for the first time, and what had been set up before is removed. */
  | "setUpBeforeRemoved";

/** What had been set up on an account before anybody had shown that its address is theirs. */
export type SetUpBefore = "password" | "authenticator" | "recoveryCodes" | "devices";

/** What somebody is told about signing in to their account. */
export type SignInAlert = "newDevice" | "failedTries";

/** Who asked for a letter, so that the reader can tell whether it was them. */
export interface AskedBy {
  userAgent: string;
  /** ISO 8601, UTC. */
  at: string;
}

interface LetterOf<Kind extends string, Props> {
  kind: Kind;
  /** One address; empty for a letter that is written like any other and then thrown away, so that nothing tells who exists. */
  to: string;
  /** BCP 47 tag as the caller gave it; see words/languages.ts for what becomes of it. */
  locale: string;
  props: Props & {
    askedBy: AskedBy;
    /** As the caller gave them; see template-options.ts. */
    templateOptions: Record<string, string>;
  };
}

/** Everything that is ever mailed, as facts: words and looks are this package's. `minutes`: how long the code or the link lives. */
export type Letter =
  | LetterOf<"emailCode", { code: string; purpose: Purpose; minutes: number; asking?: Asking }>
  | LetterOf<"magicLink", { url: string; purpose: Purpose; minutes: number; asking?: Asking }>
  /** One of the numbers stands on the screen that the reader came from. */
  | LetterOf<"enchantedLink", { links: { number: string; url: string }[]; purpose: Purpose; minutes: number; asking?: Asking }>
  | LetterOf<"alreadyRegistered", object>
  /** For who asked for a way in, where there is no account. */
  | LetterOf<"noAccount", object>
  /** Whoever runs the app has made the reader an account of this name, and asks them to come to this page. */
  | LetterOf<"invitation", { url: string; loginId: string }>
  /** For a former address: with the link its reader can take the change back, for so many hours. */
  | LetterOf<"emailChanged", { url: string; hours: number }>
  /**
   * `again`: it speaks of what came after the last letter like it, once or more often. `found`: what was removed, of `setUpBeforeRemoved`;
   * `keepMinutes`: how long its reader may still keep some of it, if they may.
   */
  | LetterOf<"securityNotice", { what: SecurityChange; again: boolean; found?: SetUpBefore[]; keepMinutes?: number }>
  /** `url`: of the page that says it was not the reader. `address`: where it came from, as the server saw it. */
  | LetterOf<"signInAlert", { what: SignInAlert; again: boolean; url: string; address: string }>;

export type LetterOfKind<Kind extends Letter["kind"]> = Extract<Letter, { kind: Kind }>;

/** What became of a letter. Anything else that goes wrong throws, and is worth another try. */
export type Delivery = { kind: "delivered" } | { kind: "thrownAway" } | { kind: "refused"; reason: string };

/** Puts letters into words and on their way. */
export interface Mailer {
  /** Renders and sends; what has no address is rendered and thrown away. Throws where another try may succeed. */
  deliver(letter: Letter): Promise<Delivery>;
}
