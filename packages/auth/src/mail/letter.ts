import type { ChallengePurpose } from "@repo/db/challenges";

/** Who asked for a letter, so that the reader can tell whether it was them. */
export interface AskedBy {
  userAgent: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** The account that asks for a letter, where somebody signed in to it does: it may be another than the reader's. */
export interface Asking {
  /** A login ID of it, masked. */
  account: string;
  /** Whether the reader's address is to become a way to sign in to it. */
  addsLoginId: boolean;
}

/** What a code or link is for, to its reader. `confirm`: to show, in a session, that it is the account's owner who uses it. */
export type LetterPurpose = ChallengePurpose | "confirm";

interface LetterOf<Kind extends string, Props> {
  kind: Kind;
  /** One address; empty for a letter that is written like any other and then thrown away, so that nothing tells who exists. */
  to: string;
  /** BCP 47 tag as the caller gave it; the mailer falls back to what it speaks. */
  locale: string;
  props: Props & { askedBy: AskedBy; templateOptions: Record<string, string> };
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
  | "passwordRemoved"
  | "emailChanged"
  | "loginIdRemoved";

/** Everything that is ever mailed, as facts: words and looks are the mailer's. */
export type Letter =
  | LetterOf<"emailCode", { code: string; purpose: LetterPurpose; minutes: number; asking?: Asking }>
  | LetterOf<"magicLink", { url: string; purpose: LetterPurpose; minutes: number; asking?: Asking }>
  /** The reader chooses the number that their other screen shows. */
  | LetterOf<"enchantedLink", { links: { number: string; url: string }[]; purpose: LetterPurpose; minutes: number; asking?: Asking }>
  | LetterOf<"alreadyRegistered", object>
  /** `again`: it speaks of what came after the last letter like it, once or more often. */
  | LetterOf<"securityNotice", { what: SecurityChange; again: boolean }>;

/** What became of a letter. Anything else that goes wrong throws, and is tried again. */
export type Delivery = { kind: "delivered" } | { kind: "thrownAway" } | { kind: "refused"; reason: string };

/** Puts letters into words and on their way. */
export interface Mailer {
  deliver(letter: Letter): Promise<Delivery>;
}
