import "server-only";
import { apiFor } from "./api-for";
import { clearFlow } from "./flow-cookie";
import { clearLanding } from "./landing";
import { ownCookie, sessionCarrier, setOwnCookie } from "./session";

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

async function isReset(response: Response): Promise<boolean> {
  const answer: { result?: { data?: { claims?: { pending?: unknown } } } } = await response.clone().json();
  return answer.result?.data?.claims?.pending === "reset";
}

/**
 * Answers a tRPC request by `handle`; when that hands out a session, the steps that led to it are over, so their cookies end, and the
 * device remembers the way in: one word in a plain cookie, nothing about the person. Adding to a session (a second step, a confirmation)
 * is not a way in, and a reset's link is none either.
 */
export async function noteSignIn(request: Request, handle: (request: Request) => Promise<Response>): Promise<Response> {
  const way = WAYS[new URL(request.url).pathname.split("/").at(-1) ?? ""];
  if (way === undefined) return handle(request);
  const wasSignedIn = await isSignedIn(request);
  const response = await handle(request);
  if (!response.headers.has("set-cookie")) return response;
  response.headers.append("set-cookie", clearFlow());
  response.headers.append("set-cookie", clearLanding());
  if (!wasSignedIn && !(await isReset(response))) response.headers.append("set-cookie", setOwnCookie("last-used", way, ONE_YEAR));
  return response;
}
