import "server-only";
import type { SessionCarrier } from "@repo/api/browser";
import { parseCookie, stringifySetCookie } from "cookie";
import type { NextRequest } from "next/server";
import type { AuthOptions } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import { apiFor } from "./api-for";
import { getServer } from "./deps";
import { env } from "./env";

// The browser's session: next-auth's encrypted cookie, holding a session ID and nothing else. The session itself is a row, read by
// whoever needs it, so signing out elsewhere takes effect at once. This file is the only one that knows next-auth or the cookie.

function isHttps(): boolean {
  return env().appOrigin.startsWith("https:");
}

/** A cookie of ours that page scripts cannot read. `__Host-` ties it to this host and https; browsers refuse that on plain http. */
function ownCookieName(name: string): string {
  return isHttps() ? `__Host-gatehouse.${name}` : `gatehouse.${name}`;
}

/** `Set-Cookie` for a cookie of ours. With 0 seconds it ends the cookie. */
export function setOwnCookie(name: string, value: string, maxAge: number): string {
  return stringifySetCookie({
    name: ownCookieName(name),
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    secure: isHttps(),
    sameSite: "lax",
  });
}

/** The value of a cookie of ours in a request; undefined for none. */
export function ownCookieIn(headers: Headers, name: string): string | undefined {
  return parseCookie(headers.get("cookie") ?? "")[ownCookieName(name)];
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

/** Carries browser sessions for the tRPC endpoint. */
export const sessionCarrier: SessionCarrier = {
  read: (request) => openSessionId(ownCookieIn(request.headers, "session")),
  seal: (sessionId, maxAgeSeconds) => sealCookie("session", { sid: sessionId }, maxAgeSeconds),
  clear: () => setOwnCookie("session", "", 0),
};

/** The session ID of the page being rendered. */
export async function readSessionId(): Promise<string | null> {
  return openSessionId(await ownCookie("session"));
}

async function apiOf(token: JWT) {
  return typeof token.sid === "string" ? apiFor(token.sid, new Headers()) : null;
}

/** What next-auth reports, in our log, by where it happened: its messages quote what was typed. */
async function report(level: "warn" | "error", code: string, about?: unknown): Promise<void> {
  const error = about instanceof Error ? about : (about as { error?: unknown } | undefined)?.error;
  const stack = error instanceof Error ? error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) : undefined;
  (await getServer()).log[level]({ code, ...(error instanceof Error && { error: error.name, stack }) }, "next-auth reported a problem");
}

/** Where next-auth keeps what `callbackUrl` once asked for. */
function callbackCookieName(): string {
  return ownCookieName("callback");
}

/** The page of ours that `wish` names, whole; the start page for everything else. */
function pageOfOurs(wish: unknown, origin: string): string {
  const url = typeof wish === "string" && URL.canParse(wish, origin) ? new URL(wish, origin) : undefined;
  return url?.origin === origin ? url.href : origin;
}

/** Whether a request asks to be led to what is no address, which next-auth takes for a mistake of the server's: it answers 500. */
export function hasOddCallback({ url, cookies }: NextRequest): boolean {
  // Next's own reading of the cookies, which next-auth goes by: of two by one name it takes the last, and a bare name for "true".
  const wishes = [...new URL(url).searchParams.getAll("callbackUrl"), cookies.get(callbackCookieName())?.value];
  return wishes.some((wish) => wish && !isHttpUrl(wish));
}

/** As next-auth judges it: a path that begins with a slash counts from this app. */
function isHttpUrl(wish: string): boolean {
  const base = wish.startsWith("/") ? env().appOrigin : undefined;
  return URL.canParse(wish, base) && /^https?:$/.test(new URL(wish, base).protocol);
}

/** next-auth as a carrier: no providers, no token in its answers; signing out ends the session's row. */
export function authOptions(): AuthOptions {
  // The only way to tell next-auth its address; without it, signing out leads to port 3000 of the visitor's own machine.
  process.env.NEXTAUTH_URL = env().appOrigin;
  const [secret = ""] = env().authSecrets;
  const options = { path: "/", httpOnly: true, secure: isHttps(), sameSite: "lax" };
  return {
    providers: [],
    secret,
    session: { strategy: "jwt" },
    jwt: { decode: ({ token }) => openCookie("session", token) },
    pages: { signIn: "/sign-in", signOut: "/sign-in" },
    logger: {
      error: (code, about) => report("error", code, about),
      warn: (code) => report("warn", code),
    },
    cookies: {
      sessionToken: { name: ownCookieName("session"), options },
      callbackUrl: { name: callbackCookieName(), options },
    },
    callbacks: {
      redirect: ({ url }) => pageOfOurs(url, env().appOrigin),
      async session({ token, session }) {
        const found = await apiOf(token);
        const user = found?.purpose === "signIn" ? await found.api.me({}) : undefined;
        return { ...(user && { user: { name: user.name, email: user.email } }), expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        await (await apiOf(token))?.api.logout({});
      },
    },
  };
}
