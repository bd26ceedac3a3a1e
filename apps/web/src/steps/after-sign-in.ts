import "server-only";
import { mainLoginId } from "@repo/contract/login-id";
import { z } from "zod";
import { clearFlash } from "#forms/flash";
import { apiFor } from "#session/api-for";
import { sessionCarrier } from "#session/cookies";
import { keepNews } from "#session/news";
import { clearFlow } from "./flow-cookie";
import { forgetTyped, lastUsed, rememberLastUsed, type SignInWay } from "./known-login-id";

/** The operations that open sessions, and the way each of them is. */
const WAYS: Readonly<Record<string, SignInWay>> = {
  "password.signUp": "password",
  "password.signIn": "password",
  "otp.verify.email": "code",
  "totp.verify": "app",
  "enchantedLink.waitForSession": "link",
  "magicLink.verify": "link",
};

/** An operation that has gone through. */
export interface Done {
  operation: string;
  answer: unknown;
}

const Opened = z.object({
  claims: z.object({ pending: z.string().optional() }),
  user: z.object({ email: z.string(), loginIds: z.array(z.string()).min(1) }),
});

function wayOf(operation: string): SignInWay | undefined {
  return Object.hasOwn(WAYS, operation) ? WAYS[operation] : undefined;
}

async function isSignedIn(request: Request): Promise<boolean> {
  const sessionId = await sessionCarrier.read(request);
  const found = sessionId === null ? null : await apiFor(sessionId, request.headers);
  return found !== null && found.purpose !== "reset";
}

/** An account that nobody has signed in to before. */
const New = z.object({ firstSeen: z.literal(true) });

/**
 * Runs operations of a browser; when they hand out a session, the flows that led to it are over, so their cookies end, and the device
 * remembers the way in and who took it, sealed. Adding to a session (a second step, a confirmation) is not a way in, and a reset's link is
 * none either; a changed email is remembered in the place of the former.
 *
 * @param run whose headers set a cookie when a session was handed out
 * @param doneIn what has gone through
 */
export async function noteSignIn<Result extends { headers: Headers }>(
  operations: readonly string[],
  request: Request,
  run: () => Promise<Result>,
  doneIn: (result: Result) => Promise<readonly Done[]> | readonly Done[],
): Promise<Result> {
  if (!operations.some(wayOf)) return run();
  const wasSignedIn = await isSignedIn(request);
  const result = await run();
  const { headers } = result;
  if (!headers.has("set-cookie")) return result;
  headers.append("set-cookie", clearFlash());
  const done = await doneIn(result);
  const welcome = done.some(({ answer }) => New.safeParse(answer).success) ? keepNews("welcome") : undefined;
  if (welcome) headers.append("set-cookie", welcome);
  const opened = done.flatMap(({ operation, answer }) => {
    const [way, parsed] = [wayOf(operation), Opened.safeParse(answer)];
    return way && parsed.success ? [{ way, ...parsed.data }] : [];
  });
  const last = opened.at(-1);
  // A reset is not over before there is a new password.
  if (!last || last.claims.pending === "reset") return result;
  const flowOver = clearFlow(request.headers);
  for (const cookie of [flowOver, forgetTyped()]) if (cookie) headers.append("set-cookie", cookie);
  const before = wasSignedIn ? await lastUsed() : { way: last.way };
  if (before) headers.append("set-cookie", await rememberLastUsed({ way: before.way, loginId: mainLoginId(last.user) }));
  return result;
}
