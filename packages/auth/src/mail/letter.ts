import type { ChallengePurpose } from "@repo/db/challenges";

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
  | "emailChanged";

/** Everything that is ever mailed, as facts: words and looks are the mailer's. */
export type Letter =
  | LetterOf<"emailCode", { code: string; purpose: ChallengePurpose; minutes: number }>
  | LetterOf<"magicLink", { url: string; purpose: ChallengePurpose; minutes: number }>
  /** The reader chooses the number that their other screen shows. */
  | LetterOf<"enchantedLink", { links: { number: string; url: string }[]; purpose: ChallengePurpose; minutes: number }>
  | LetterOf<"alreadyRegistered", object>
  | LetterOf<"securityNotice", { what: SecurityChange }>;

/** What became of a letter. Anything else that goes wrong throws, and is tried again. */
export type Delivery = { kind: "delivered" } | { kind: "thrownAway" } | { kind: "refused"; reason: string };

/** Puts letters into words and on their way. */
export interface Mailer {
  deliver(letter: Letter): Promise<Delivery>;
}
