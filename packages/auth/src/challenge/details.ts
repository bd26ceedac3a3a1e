import type { LoginOptions, SignUpOptions } from "@repo/contract/login-options";
import type { SignUpUser } from "@repo/contract/user";
import type { ChallengePurpose } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import type { Holder } from "@repo/db/users";
import type { Asking } from "@repo/emails/letter";

/** What of the options is read again when the code or link comes back; the rest steers the letter, or nothing, and is not kept. */
export type RememberedOptions = Pick<LoginOptions, "customClaims" | "tenantId" | "revokeOtherSessions" | "pkceChallenge">;

/** The options as they are kept with a challenge. */
export function rememberOptions(options: LoginOptions | SignUpOptions): RememberedOptions {
  const { customClaims, tenantId, revokeOtherSessions, pkceChallenge } = options;
  return { customClaims, tenantId, revokeOtherSessions, pkceChallenge };
}

/** What is remembered between a request for a code or link and its return. */
export interface ChallengeDetails {
  options: RememberedOptions;
  /** Who a sign-up is for. */
  user?: SignUpUser;
  /** The session that `stepup` or `mfa` adds to. */
  mode?: { kind: "stepup" | "mfa"; sessionId: string };
  /**
   * The session that asked, of a change of address, `stepup` or `mfa`; absent where anybody could. Once it has ended the letter does
   * nothing: a thief may have asked.
   */
  askedIn?: string;
  /** Also make the new address a login ID. */
  addToLoginIds?: boolean;
  /** At a page: the new address takes the place of the login ID that the former one was. */
  goesByIt?: boolean;
  /**
   * Made by the management API and handed to whoever called it, whose options act wherever it comes back: what is known of somebody new.
   * Without an address (`email` is empty) it proves none.
   */
  managed?: { verifiedEmail?: boolean; verifiedPhone?: boolean };
  /** Enchanted links: keyed digests of the two links that end the attempt. */
  wrongDigests?: string[];
  /** Enchanted links: the number of each, the right one's first and then as `wrongDigests`, for the page that it leads to. */
  numbers?: string[];
  /** Enchanted links: the user agent of who asked, for that page. */
  askedBy?: string;
  /** Enchanted links: a reader has said that it was not them. */
  declined?: true;
}

/** A code or link that is about to be sent, whichever it is. */
export interface ChallengeRequest {
  purpose: ChallengePurpose;
  loginId: string;
  /** Where the letter goes. */
  email: string;
  /** Null for who has no account yet, or must not be told that they have none. */
  userId: string | null;
  details: ChallengeDetails;
  /** The account that asks, where somebody signed in to it does. Such a letter says so, and holds no words of theirs. */
  asking?: Asking;
  /** What is mailed: what was asked for, or, where answers are masked, word to the owner, or nothing. */
  mail: "requested" | "alreadyRegistered" | "noAccount" | "nothing";
  templateOptions: Record<string, string>;
  locale: string;
  /** What the caller is told of the address. */
  maskedEmail: string;
}

/** A request for a code or link that was looked at as far as it goes without asking who has its login ID. */
export interface PreparedRequest {
  loginId: string;
  /**
   * What it comes to, to be asked in the transaction that stores it. What it has counted when it refuses stays counted.
   *
   * @param holder who has the login ID; null for nobody
   */
  describe(tx: StoreTransaction, holder: Holder | null): Promise<ChallengeRequest>;
}
