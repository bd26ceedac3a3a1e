import "server-only";
import type { IncomingHttpHeaders } from "node:http";
import { ownCookie, ownCookieIn, setOwnCookie } from "./cookies";

/*
 * What has just been done, in one word, for the page that says it: once. In an address it would be said again whenever that is loaded anew.
 * So `?done=profile` of where a form leads becomes a cookie, which ends with the page that says it. It holds no secret, and says nothing
 * that the pages have no sentence for.
 */

const COOKIE = "news";
/** As long as a step may lie between what was done and the page that says it: recovery codes to be saved, an email to be confirmed. */
const LIFETIME_SECONDS = 30 * 60;
const WORD = /^[A-Za-z]{1,30}$/;
const ANY_ORIGIN = "http://gatehouse.invalid";

/** A letter was sent again from the page that waits for it. */
export const AGAIN = "again";

/** The pages that say it. */
const TOLD_AT = {
  again: /^\/(?:verify|waiting|forgot\/(?:sent|code))$/,
  other: /^\/(?:account|account\/set-up-before|account\/devices|sign-in)$/,
};

/** `Set-Cookie` that tells the next page what was done; undefined for what is no such word. */
export function keepNews(word: string): string | undefined {
  return WORD.test(word) ? setOwnCookie(COOKIE, word, LIFETIME_SECONDS) : undefined;
}

/** `Set-Cookie` that ends what the page says which is asked for; undefined where it says nothing. */
export function endNews({ method, url = "", headers }: { method?: string; url?: string; headers: IncomingHttpHeaders }) {
  const word = ownCookieIn(new Headers({ cookie: headers.cookie ?? "" }), COOKIE);
  const path = url.replace(/\/?(?:\?.*)?$/s, "");
  if (method !== "GET" || word === undefined || !TOLD_AT[word === AGAIN ? AGAIN : "other"].test(path)) return undefined;
  return setOwnCookie(COOKIE, "", 0);
}

/** What was done before the page being rendered; undefined for nothing. */
export async function readNews(): Promise<string | undefined> {
  const word = await ownCookie(COOKIE);
  return word !== undefined && WORD.test(word) ? word : undefined;
}

/** Takes the word out of where something leads: its own, or that of the page to which the one it leads to leads on. */
export function splitNews(path: string): { location: string; news: string | undefined } {
  const url = new URL(path, ANY_ORIGIN);
  const { searchParams } = url;
  const next = searchParams.get("next");
  const done = searchParams.get("done") ?? undefined;
  const onwards = next?.startsWith("/") ? new URL(next, ANY_ORIGIN) : undefined;
  const news = done ?? onwards?.searchParams.get("done") ?? undefined;
  if (news === undefined) return { location: path, news };
  searchParams.delete("done");
  if (onwards) {
    onwards.searchParams.delete("done");
    searchParams.set("next", onwards.pathname + onwards.search + onwards.hash);
  }
  return { location: url.pathname + url.search + url.hash, news };
}
