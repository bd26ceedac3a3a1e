import type { AuthError } from "@repo/contract/errors";
import type { SessionRecord, SessionSurface } from "@repo/db/sessions";

/** What the caller showed to be let in. */
export type Credential =
  | { kind: "none" }
  /** A token from the Authorization header or a token cookie, not looked at yet. */
  | { kind: "token"; token: string }
  /** A session ID out of the browser's sealed cookie. */
  | { kind: "sealed"; sessionId: string };

export type CallerSession =
  | { kind: "none" }
  | { kind: "invalid"; error: AuthError }
  | {
      kind: "valid";
      session: SessionRecord;
      /** The token as presented; null when a sealed cookie carried the session. */
      refreshJwt: string | null;
      /** False for the token before the last rotation, which is still good for a few seconds. */
      isCurrent: boolean;
    };

/** Who is asking, from where, through which door. */
export interface Caller {
  credential: Credential;
  /** The session behind a refresh token or sealed cookie. Looked up when first asked for, once; never throws for a bad credential. */
  session(): Promise<CallerSession>;
  /** The same, as it is now, without counting as a use of it: whoever merely asks when it ends does not put that off. */
  peek(): Promise<CallerSession>;
  /** Client address as the server resolved it. */
  address: string;
  userAgent: string;
  /** BCP 47 tag of the language to write to them in, where a request names none; empty for the mailer's own. */
  locale: string;
  requestId: string;
  surface: SessionSurface;
}
