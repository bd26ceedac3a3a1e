import "server-only";
import { createHash } from "node:crypto";
import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { z } from "zod";
import { getServer } from "#server/deps";
import { makeRoom } from "#session/cookie-group";
import { openCookie, ownCookie, ownCookieIn, sealCookie } from "#session/cookies";
import { nextPath, type Parameter } from "./next-path";

/*
 * Links in letters carry their token in the address. Opening one spends nothing: mail scanners open every link. The token moves into a
 * sealed cookie, and the visitor to a page without it in the address bar, in the history or in a referrer; one click there uses it.
 *
 * Each link has a cookie of its own, and its page the cookie's name in its address: whatever else is opened in this browser, the page that
 * was opened for one link never acts for another (R20).
 */

/** As long as the longest of them works. */
const LIFETIME_SECONDS = RESET_LINK_MINUTES * 60;
const TOKEN_LONGEST = 200;
/** Of more links opened in one browser the oldest are forgotten: browsers, and servers, keep only so many cookies. */
const LINKS_MAX = 5;
const PREFIX = "landing.";
/** Characters of a digest: enough to tell a few links apart, and worth nothing to anybody. */
const KEY_LENGTH = 12;
const KEY = /^[\w-]{12}$/;

/** Follows a link to see whether it is a document, and then opens a browser where that has led: the cookie stays behind. */
const OFFICE = /ms-?office|microsoft office/i;

/** The pages that links in letters lead to. */
export type LandingPage = "/link/continue" | "/reset-password/new" | "/approve/continue" | "/undo-email/continue" | "/not-me/continue";

/** Which link a page was opened for. */
export type Landing =
  | { kind: "unused"; key: string; token: string }
  /** In this browser, and for whom where it opened a session. */
  | { kind: "used"; userId: string | undefined; isDeclined: boolean }
  /** It was opened in another browser, or one that keeps no cookies, or some time and some links ago. */
  | { kind: "missing" };

const Kept = z.union([
  z.object({ t: z.string().min(1) }),
  z.object({ used: z.literal(true), userId: z.string().optional(), declined: z.boolean().optional() }),
]);

/** Names a link without telling it. */
function keyOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url").slice(0, KEY_LENGTH);
}

function isToken(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= TOKEN_LONGEST;
}

function keep(token: string, kept: z.input<typeof Kept>): Promise<string> {
  return sealCookie(PREFIX + keyOf(token), kept, LIFETIME_SECONDS);
}

/** Leads on as a redirect does, for what shows pages, and is none for what only follows redirects. */
function leadOn(location: string, headers: Headers): Response {
  headers.set("content-type", "text/html; charset=utf-8");
  const url = location.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return new Response(`<!doctype html><title>…</title><meta http-equiv="refresh" content="0; url=${url}">`, { headers });
}

/** Answers the address that stands in a letter: keeps its token and leads to `page`. */
export async function land(request: Request, page: LandingPage): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const token = searchParams.get("t");
  const next = searchParams.get("next");
  const query = new URLSearchParams();
  const headers = new Headers({ "cache-control": "no-store" });
  if (isToken(token)) {
    const key = keyOf(token);
    query.set("k", key);
    // Who comes back to a link that was used here finds the step where it was.
    const before = await readLanding(key, async (name) => ownCookieIn(request.headers, name));
    if (before.kind !== "used") headers.append("set-cookie", await keep(token, { t: token }));
    for (const forgotten of await makeRoom(request.headers, PREFIX, PREFIX + key, LINKS_MAX)) headers.append("set-cookie", forgotten);
  }
  if (next !== null) query.set("next", nextPath(next));
  // A relative address: whoever came, came to the right host.
  const location = query.size > 0 ? `${page}?${query}` : page;
  if (OFFICE.test(request.headers.get("user-agent") ?? "")) return leadOn(location, headers);
  headers.set("location", location);
  return new Response(null, { status: 303, headers });
}

/** The link that a page was opened for, by the `k` of its address; of the page being rendered, where nothing else is said. */
export async function readLanding(key: Parameter, cookieOf: (name: string) => Promise<string | undefined> = ownCookie): Promise<Landing> {
  if (typeof key !== "string" || !KEY.test(key)) return { kind: "missing" };
  const kept = Kept.safeParse(await openCookie(PREFIX + key, await cookieOf(PREFIX + key)));
  if (!kept.success) return { kind: "missing" };
  return "t" in kept.data
    ? { kind: "unused", key, token: kept.data.t }
    : { kind: "used", userId: kept.data.userId, isDeclined: kept.data.declined === true };
}

const CHANNELS = { "magicLink.verify": "magicLink", "enchantedLink.verify": "enchantedLink", "security.disown": "disown" } as const;

const DECLINE = "enchantedLink.decline";

/** Whether an operation uses up a link. */
export function spendsLink(operation: string): boolean {
  return Object.hasOwn(CHANNELS, operation) || operation === DECLINE || operation === "security.undoEmailChange";
}

const Opened = z.object({ user: z.object({ userId: z.string() }) });

/**
 * `Set-Cookie` that remembers that a link was used, for whom and what for: its page says so when it is loaded again.
 * @param operation that has used it, and what it has answered
 */
export async function spendLanding(
  token: unknown,
  { operation, answer }: { operation: string; answer: unknown },
): Promise<string | undefined> {
  const opened = Opened.safeParse(answer);
  if (!isToken(token)) return undefined;
  return keep(token, { used: true, userId: opened.success ? opened.data.user.userId : undefined, declined: operation === DECLINE });
}

/** The address that a link would put back, masked; null where it is of no use any more. */
export async function describeUndo({ token }: { token: string }) {
  const { describeEmailUndo } = await getServer();
  return describeEmailUndo(token);
}

/** Whose link it is, or why it is of no use any more. */
export async function describeLanding({ token }: { token: string }, operation: keyof typeof CHANNELS) {
  const { describeLink } = await getServer();
  return describeLink(token, CHANNELS[operation]);
}
