import type { ApiError } from "@repo/contract/errors";
import type { Access } from "@repo/contract/operation";
import type { SessionRecord, SessionSurface } from "@repo/db/sessions";
import type { UserRecord } from "@repo/db/users";

/** What the caller showed to be let in. */
export type Credential =
  | { kind: "none" }
  /** A token from the Authorization header or a token cookie, not looked at yet. */
  | { kind: "token"; token: string }
  /** A session ID out of the browser's sealed cookie. */
  | { kind: "sealed"; sessionId: string };

/** A session that lives, and how the caller showed it. */
export interface LiveSession {
  kind: "valid";
  session: SessionRecord;
  /** Whose it is, as they were when it was looked up; memberships of disabled tenants are none. */
  user: UserRecord;
  /** The token as presented; null when a sealed cookie carried the session. */
  refreshJwt: string | null;
  /** False for the token before the last rotation, which is still good for a few seconds. */
  isCurrent: boolean;
}

export type CallerSession = { kind: "none" } | { kind: "invalid"; error: ApiError } | LiveSession;

/** A browser's mark of having signed in to an account before. It lets nobody in: whoever shows it is counted apart from strangers. */
export interface KnownDevice {
  userId: string;
  /** What its tries are counted by: random, another for each sign-in. */
  id: string;
  /** Which device it is among the account's, the same at each sign-in, and since when, epoch seconds. Absent in older cookies. */
  device?: { id: string; since: number } | undefined;
  /** Leaves the second step of this user's sign-ins out as long as the server says so too; see security/trusted-devices.ts. */
  trust?: string;
}

/** What a browser is trusted by. */
export interface DeviceTrust {
  /** What it has shown for this user. */
  shown(userId: string): string | undefined;
  /** Everything it has shown, and for whom. */
  all(): readonly { userId: string; trust: string }[];
  /** Gives the browser such a proof, with the answer. */
  give(userId: string, trust: string): void;
  /** Those that were given. */
  readonly given: ReadonlyMap<string, string>;
}

/** A random mark of a browser, whoever uses it: it says that the one who comes back is the one who asked. */
export interface Mark {
  /** The one that the browser has shown; null for none. */
  shown: string | null;
  /** The same, or a new one that the browser is given with the answer. */
  keep(): string;
  /** The new one; null while none was made. */
  made: string | null;
}

/** The language that whoever has just signed in has chosen for their account; empty for none. The pages of their browser may follow it. */
export interface AccountLanguage {
  chosen: string;
}

/** A management or access key, and the project it was shown with. Not looked at yet. */
export interface ShownKey {
  projectId: string;
  key: string;
}

/** A key that opens the management API. */
export interface ManagementKey {
  id: string;
  /** Who it acts as, in the audit trail. */
  name: string;
  /** `read` calls queries alone. */
  scope: "read" | "write";
}

/** Who is asking, from where, over which surface. */
export interface Caller {
  /** The project that the caller named; undefined for none. */
  projectId: string | undefined;
  credential: Credential;
  /** The session behind a refresh token or sealed cookie. Looked up when first asked for, once; never throws for a bad credential. */
  session(): Promise<CallerSession>;
  /** The same, as it is now, without counting as a use of it: whoever merely asks when it ends does not put that off. */
  peek(): Promise<CallerSession>;
  /** Who does what is done to this user's account: whoever acts in their name in the session that was looked up, else they themselves. */
  actorFor(userId: string): string;
  /** A key of the Authorization header; none beside a token. */
  shownKey?: ShownKey;
  /** The management key that is shown. Looked up when first asked for, once. Throws E111119 for none that is good, E130429 for too many such. */
  managementKey(): Promise<ManagementKey>;
  /** Client address as the server resolved it. */
  address: string;
  userAgent: string;
  /** BCP 47 tag of the language to write to them in, where a request names none; empty for the mailer's own. */
  locale: string;
  requestId: string;
  surface: SessionSurface;
  /** Whether nothing may change by this request, a HEAD, which clients and what stands between may repeat and whose answer nobody reads. */
  onlyReads?: boolean;
  /** The accounts that this browser has signed in to; none over REST. */
  devices?: readonly KnownDevice[];
  /** What a browser is told apart by that has asked for a letter; absent where there is none, and over REST. */
  mark?: Mark;
  /** What leaves second steps out in a browser; absent over REST. */
  trust?: DeviceTrust;
  /** Told of whoever signs in; absent over REST. */
  language?: AccountLanguage;
}

/** A caller whose session was found to live before the operation began. Only who checks that makes one: see `admit` in packages/api. */
export interface SignedInCaller extends Caller {
  signedIn(): Promise<LiveSession>;
}

/** A caller whose session token, and the session behind it, were found good before the operation began. */
export interface SessionTokenCaller extends Caller {
  sessionToken(): Promise<{ claims: Record<string, unknown>; session: SessionRecord; user: UserRecord }>;
}

/** A caller whose management key was found good before the operation began. */
export interface ManagementCaller extends Caller {
  key(): ManagementKey;
}

/** A caller who showed an access key of this project, which is good for as much as whoever looks it up finds. */
export interface AccessKeyCaller extends Caller {
  /** As it was shown. */
  accessKey(): string;
}

/** What is known of whom each kind of access lets in. A function that asks for more than its operation's access gives does not compile. */
export type CallerOf<A extends Access> = {
  public: Caller;
  project: Caller;
  signedIn: SignedInCaller;
  sessionToken: SessionTokenCaller;
  management: ManagementCaller;
  accessKey: AccessKeyCaller;
}[A];
