import "server-only";
import { z } from "zod";
import { clearFlash } from "#forms/flash";
import { apiFor } from "#session/api-for";
import { ownCookie, sessionCarrier, setOwnCookie } from "#session/cookies";
import { keepNews } from "#session/news";
import { clearFlow } from "./flow-cookie";

/** A way to sign in, as the pages name it. */
export type SignInWay = "password" | "code" | "app" | "link";

/** The operations that open sessions, and the way each of them is. */
const WAYS: Readonly<Record<string, SignInWay>> = {
  "password.signUp": "password",
  "password.signIn": "password",
  "otp.verify.email": "code",
  "totp.verify": "app",
  "enchantedLink.waitForSession": "link",
  "magicLink.verify": "link",
};

const ONE_YEAR = 365 * 24 * 3600;

/** The way that was last used on this device, if it was a whole way in. */
export async function lastUsedWay(): Promise<SignInWay | undefined> {
  const value = await ownCookie("last-used");
  return Object.values(WAYS).find((way) => way === value);
}

async function isSignedIn(request: Request): Promise<boolean> {
  const sessionId = await sessionCarrier.read(request);
  return sessionId !== null && (await apiFor(sessionId, request.headers)) !== null;
}

/** An account that nobody has signed in to before. */
const New = z.object({ firstSeen: z.literal(true) });
const Reset = z.object({ claims: z.object({ pending: z.literal("reset") }) });

/**
 * Runs an operation of a browser; when that hands out a session, the flows that led to it are over, so their cookies end, and the device
 * remembers the way in: one word in a plain cookie, nothing about the person. Adding to a session (a second step, a confirmation) is not
 * a way in, and a reset's link is none either.
 *
 * @param run whose headers set a cookie when a session was handed out
 * @param answerOf what the operation answered
 */
export async function noteSignIn<Result extends { headers: Headers }>(
  operation: string,
  request: Request,
  run: () => Promise<Result>,
  answerOf: (result: Result) => unknown,
): Promise<Result> {
  const way = Object.hasOwn(WAYS, operation) ? WAYS[operation] : undefined;
  if (way === undefined) return run();
  const wasSignedIn = await isSignedIn(request);
  const result = await run();
  const { headers } = result;
  if (!headers.has("set-cookie")) return result;
  headers.append("set-cookie", clearFlash());
  const answer = await answerOf(result);
  const welcome = New.safeParse(answer).success ? keepNews("welcome") : undefined;
  if (welcome) headers.append("set-cookie", welcome);
  const isReset = Reset.safeParse(answer).success;
  // A reset is not over before there is a new password.
  const flowOver = isReset ? undefined : clearFlow(request.headers);
  if (flowOver) headers.append("set-cookie", flowOver);
  if (!wasSignedIn && !isReset) headers.append("set-cookie", setOwnCookie("last-used", way, ONE_YEAR));
  return result;
}
