import type { Store } from "@repo/db/store";
import type { Clock, Random } from "./clock-and-random";
import type { Limiter } from "./limiter";
import type { Passwords } from "./password/passwords";
import type { Pictures } from "./profile/pictures";
import type { Sealer } from "./sealer";
import type { SigningKeys } from "./session/signing-keys";
import type { Turns } from "./turns";

/** Delivers what has been queued; see mail/outbox.ts. */
export interface Outbox {
  /** There may be letters to deliver. Returns at once. */
  wake(): void;
}

/** Plain values that a deployment decides. */
export interface AuthConfig {
  projectId: string;
  /** Opens the management API, for reading and writing; empty: only keys of the table do. */
  managementKey: string;
  /** Shown to people, and a word that passwords may not be made of. */
  appName: string;
  /** Where the pages live: scheme, host, port. */
  appOrigin: string;
  sessionTtlSeconds: number;
  refreshTtlSeconds: number;
  refreshRotation: boolean;
  /** Whether REST hides, as the pages do, which login IDs exist. */
  maskErrors: boolean;
  /** Where a user who asked for two factors must show both to sign in. */
  mfaEnforcement: "browser" | "everywhere";
  /** For how long a browser may leave the second step out; 0: none may. */
  trustedDeviceDays: number;
  /** Hosts beside our own that links may lead to: `host`, `*.host` or `*`. */
  approvedDomains: readonly string[];
  /** Whether links may lead to any port of this machine: while developing. */
  localhostApproved: boolean;
  /** How a forgotten password is reset. */
  resetMethod: "magiclink" | "otp";
  /** Least strength of a new password as zxcvbn counts, 0 to 4; 0 asks for none. */
  passwordStrength: number;
  /** Domain attribute of token cookies; empty: this host only. */
  cookieDomain: string;
}

/** Everything an operation may touch. */
export interface AuthDeps {
  store: Store;
  clock: Clock;
  random: Random;
  passwords: Passwords;
  limiter: Limiter;
  turns: Turns;
  pictures: Pictures;
  sealer: Sealer;
  outbox: Outbox;
  keys: SigningKeys;
  config: AuthConfig;
}
