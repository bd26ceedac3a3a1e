import type { z } from "zod";
import type { ErrorCode, ErrorTable } from "./errors";

/**
 * Who may call an operation. One line of `LET_IN` in `packages/api/src/carry-out.ts` enforces each.
 *
 * - `public`: anyone, no Authorization header.
 * - `project`: whoever names the project; a token beside it is ignored: SDKs send the one they have, also one that has expired.
 * - `signedIn`: a live session, by a refresh token (REST) or the sealed cookie (browser).
 * - `sessionToken`: a live session, by a session token. Pages have none.
 * - `management`: who shows a management key. One that may only read calls queries alone.
 * - `accessKey`: who shows an access key, of which nothing is checked yet: the operation that exchanges it does.
 */
export type Access = "public" | "project" | "signedIn" | "sessionToken" | "management" | "accessKey";

/** `"POST /v1/auth/password/signup"`; a `{name}` segment becomes a field of the input. */
export type Route = `${"GET" | "POST" | "PATCH" | "DELETE"} /v${1 | 2}/${string}`;

export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, A extends Access = Access> {
  /** Every REST route that reaches it, the documented one first. Empty: only the browser's pages call it. */
  readonly routes: readonly Route[];
  readonly access: A;
  /** With access `project`: a session is of use here, and whoever comes without a live one is answered all the same. */
  readonly optionalSession?: boolean;
  /** `query`: changes nothing, and is a tRPC query; reached by GET, or by POST where what is asked for takes a body. */
  readonly kind: "query" | "mutation";
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** The codes this operation can answer beyond those that follow from `access`; a test provokes each. */
  readonly errors: readonly ErrorCode[];
  /** Those of a product's own table, which no list of the auth part knows. */
  readonly ownErrors?: ErrorTable;
  /** Whether the answer hands out tokens or takes them back; the surface decides how they travel. */
  readonly tokens?: "issues" | "clears";
  /**
   * Other names that fields of the body arrive under: alias → canonical. Of a field in an object or in each of a list, with the way there in
   * front: `"users[].identifier": "loginId"`. Applied over REST alone.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Sessions that are no whole sign-in and may call this all the same: waiting for a second factor, or made by a reset link. */
  readonly accepts?: readonly ("secondFactor" | "reset")[];
  /**
   * It changes what protects the account: from a page, only within ten minutes of showing a factor; of who signs in with two steps from
   * anywhere, and in a session that has shown both.
   */
  readonly fresh?: boolean;
  /** Whether it hashes a password: while the server is busy with those, callers are turned away before their body is read. */
  readonly hashes?: boolean;
  /** How many calls a minute one client address may make before it is answered E130429; FLOOD_PER_MINUTE where nothing is said. */
  readonly callsPerMinute?: number;
  /** How long the body of a page's form may be that calls it; 64 kB where nothing is said. server.mjs has to know of it. */
  readonly formBytesMax?: number;
  /** Seconds a client may keep the answer. Everything else is `no-store`. */
  readonly cacheSeconds?: number;
}

export type Input<O extends Operation> = z.output<O["input"]>;
export type Output<O extends Operation> = z.input<O["output"]>;

/** Keeps the literal and schema types of an operation; the promise lives in the argument. */
export function defineOperation<const I extends z.ZodType, const O extends z.ZodType, const A extends Access>(
  operation: Operation<I, O, A>,
): Operation<I, O, A> {
  return operation;
}

/** What no honest client does: SDKs read a 429 from the session calls as "signed out", so those are only ever refused in a flood. */
export const FLOOD_PER_MINUTE = 6000;

/** What any operation of this access can answer, whatever it does. */
export const ERRORS_BY_ACCESS = {
  public: ["E000000"],
  project: ["E061001", "E130429", "E010503", "E000000"],
  signedIn: ["E061001", "E064001", "E064002", "E062110", "E062131", "E130429", "E010503", "E000000"],
  sessionToken: ["E061001", "E064001", "E064002", "E062110", "E062131", "E130429", "E010503", "E000000"],
  management: ["E111119", "E130429", "E010503", "E000000"],
  accessKey: ["E061001", "E062802", "E130429", "E010503", "E000000"],
} as const satisfies Record<Access, readonly ErrorCode[]>;

/** What one that changes something answers a management key that may only read. */
export const ERRORS_OF_MANAGEMENT_WRITES = ["E111403"] as const satisfies readonly ErrorCode[];

/** What an operation that reads a body can answer before it runs. */
export const ERRORS_OF_BODIES = ["E011001", "E010413", "E010415"] as const satisfies readonly ErrorCode[];

/** What an operation that takes a login ID or an address can answer before it runs: with an at sign in it, it is an address or nothing. */
export const ERRORS_OF_ADDRESSES = ["E011004"] as const satisfies readonly ErrorCode[];

/** `loginId` under its older names. */
export const LOGIN_ID_ALIASES = { identifier: "loginId", externalId: "loginId" } as const;

/** Aliases, of the fields of each object in a list: `inEach("users", LOGIN_ID_ALIASES)`. */
export function inEach(list: string, aliases: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(aliases).map(([alias, name]) => [`${list}[].${alias}`, name]));
}
