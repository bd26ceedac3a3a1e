import "server-only";
import type { IncomingHttpHeaders } from "node:http";
import type { BrowserCarrier, LanguageCarrier, SessionCarrier } from "@repo/api/browser";
import { languages } from "@repo/emails/words/languages";
import { parseCookie, stringifySetCookie } from "cookie";
import { decode, encode, type JWT } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#server/env";

// The browser's session: next-auth's encrypted cookie, holding a session ID and nothing else. The session itself is a row, read by
// whoever needs it, so signing out elsewhere takes effect at once. Only this file and those of app/api/auth know next-auth or the cookie.

function isHttps(): boolean {
  return env().appOrigin.startsWith("https:");
}

/** What keeps a cookie of ours from scripts, from other sites and, where it can, from plain http. */
export function ownCookieFlags() {
  return { path: "/", httpOnly: true, secure: isHttps(), sameSite: "lax" } as const;
}

/** This machine, by the names that several servers on it share. */
const LOCAL = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * The name of a cookie of ours. `__Host-` ties it to this host and https; browsers refuse that on plain http. Ports share their host's
 * cookies: on a machine of one's own, where every server is "localhost", the name tells them apart.
 */
export function ownCookieName(name: string): string {
  const { hostname, port } = new URL(env().appOrigin);
  const server = LOCAL.test(hostname) && port !== "" ? `gatehouse-${port}` : "gatehouse";
  return isHttps() ? `__Host-${server}.${name}` : `${server}.${name}`;
}

/** `Set-Cookie` for a cookie of ours. With 0 seconds it ends the cookie; with none the browser ends it with its own session. */
export function setOwnCookie(name: string, value: string, maxAge?: number): string {
  return stringifySetCookie({ name: ownCookieName(name), value, maxAge, ...ownCookieFlags() });
}

/** The value of a cookie of ours in a request; undefined for none. */
export function ownCookieIn(headers: Headers, name: string): string | undefined {
  return parseCookie(headers.get("cookie") ?? "")[ownCookieName(name)];
}

/** The cookies of ours in a request whose names begin so. */
export function ownCookiesIn(headers: Headers, prefix: string): { name: string; value: string }[] {
  const start = ownCookieName(prefix);
  return Object.entries(parseCookie(headers.get("cookie") ?? ""))
    .filter(([name]) => name.startsWith(start))
    .map(([name, value = ""]) => ({ name: prefix + name.slice(start.length), value }));
}

/** The value of a cookie of ours that came with the page being rendered. */
export async function ownCookie(name: string): Promise<string | undefined> {
  const { cookies } = await import("next/headers");
  return (await cookies()).get(ownCookieName(name))?.value;
}

/** next-auth opens the session's cookie by itself, without a salt; every other is worth nothing in its place. */
function saltOf(name: string): string {
  return name === "session" ? "" : name;
}

/** `Set-Cookie` for a cookie that only this server can read or make. */
export async function sealCookie(name: string, content: JWT, maxAge: number): Promise<string> {
  const [secret = ""] = env().authSecrets;
  return setOwnCookie(name, await encode({ token: content, secret, maxAge, salt: saltOf(name) }), maxAge);
}

/** Opens with whichever secret of AUTH_SECRET sealed it; null for anything that is not ours, is another cookie's or has expired. */
export async function openCookie(name: string, sealed: string | undefined): Promise<JWT | null> {
  for (const secret of sealed ? env().authSecrets : []) {
    try {
      return await decode({ token: sealed, secret, salt: saltOf(name) });
    } catch {
      // Sealed by another secret, or not by us.
    }
  }
  return null;
}

async function openSessionId(sealed: string | undefined): Promise<string | null> {
  const token = await openCookie("session", sealed);
  return typeof token?.sid === "string" ? token.sid : null;
}

/** Whether a request shows the cookie of a session, which may have ended since: no stranger makes one. */
export async function holdsSession({ cookie }: IncomingHttpHeaders): Promise<boolean> {
  return (await openSessionId(ownCookieIn(new Headers({ cookie: cookie ?? "" }), "session"))) !== null;
}

/** As long as browsers keep a cookie that is not renewed. */
const DEVICE_SECONDS = 400 * 24 * 3600;

const Device = z.object({ id: z.string(), since: z.int() });
const KnownBrowser = z.object({
  devices: z.array(z.object({ userId: z.string(), id: z.string(), device: Device.optional(), trust: z.string().optional() })),
  mark: z.string().nullable(),
});

/**
 * Keeps which accounts a browser has signed in to, as OWASP's device cookies do, and that it has asked for a letter: whoever shows it has
 * tries and letters of their own, so that strangers who use up theirs keep nobody out of an account. It opens nothing; where its user trusts
 * the browser, it stands in for the app after the first factor.
 */
const browserCarrier: BrowserCarrier = {
  async read(request) {
    const opened = await openCookie("device", ownCookieIn(request.headers, "device"));
    return KnownBrowser.safeParse(opened?.browser).data ?? null;
  },
  seal: (browser) => sealCookie("device", { browser }, DEVICE_SECONDS),
};

const LANGUAGE = "locale";
const LANGUAGE_SECONDS = 365 * 24 * 3600;

/** The language that was chosen in a browser, whatever it is; undefined for none. */
export function languageIn(headers: Headers): string | undefined {
  return ownCookieIn(headers, LANGUAGE);
}

/** `Set-Cookie` that remembers a chosen language for a year; undefined for one that the pages do not speak. */
export function keepLanguage(language: string): string | undefined {
  return languages.some((spoken) => spoken === language) ? setOwnCookie(LANGUAGE, language, LANGUAGE_SECONDS) : undefined;
}

/** `Set-Cookie` that leaves the choice to what the browser asks for. */
export function forgetLanguage(): string {
  return setOwnCookie(LANGUAGE, "", 0);
}

const languageCarrier: LanguageCarrier = {
  isChosen: ({ headers }) => languageIn(headers) !== undefined,
  choose: keepLanguage,
};

/** Carries browser sessions for the tRPC endpoint. */
export const sessionCarrier: SessionCarrier = {
  read: (request) => openSessionId(ownCookieIn(request.headers, "session")),
  seal: (sessionId, maxAgeSeconds) => sealCookie("session", { sid: sessionId }, maxAgeSeconds),
  clear: () => setOwnCookie("session", "", 0),
  browser: browserCarrier,
  language: languageCarrier,
};

/** The proofs that the browser which the page is rendered for is trusted, for its accounts: which of those that the server knows. */
export async function readTrust(): Promise<string[]> {
  const opened = await openCookie("device", await ownCookie("device"));
  return (KnownBrowser.safeParse(opened?.browser).data?.devices ?? []).flatMap(({ trust }) => trust ?? []);
}

/** The session ID of the page being rendered. */
export async function readSessionId(): Promise<string | null> {
  return openSessionId(await ownCookie("session"));
}
