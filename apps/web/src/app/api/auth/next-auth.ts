import "server-only";
import type { NextRequest } from "next/server";
import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { getServer } from "#server/deps";
import { env } from "#server/env";
import { apiFor } from "#session/api-for";
import { openCookie, ownCookieFlags, ownCookieName } from "#session/cookies";

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
  const options = ownCookieFlags();
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
      csrfToken: { name: ownCookieName("csrf"), options },
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
