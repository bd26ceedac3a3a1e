import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ownCookieIn, setOwnCookie } from "./cookies";

/*
 * One random number a browser, known to nobody else and tied to nothing: it tells a form that this browser sends twice from everybody
 * else's (form-replay.ts). It ends with the browser's session.
 */

const COOKIE = "browser";
const BYTES = 16;
const VALUE = /^[\w-]{22}$/;
/** What is no page, and may be kept by caches, in which a cookie would be everybody's. */
const NO_PAGES = /^\/(?:_next|api)\/|\.[^/]*$/;

interface Asked {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
}

/** `Set-Cookie` for a browser that asks for a page and has no number yet; undefined for everything else. */
export function giveBrowserCookie({ method, url = "", headers }: Asked): string | undefined {
  const path = url.replace(/\?.*$/s, "");
  if (method !== "GET" || !headers.accept?.includes("text/html") || NO_PAGES.test(path)) return undefined;
  if (readBrowser(new Headers({ cookie: headers.cookie ?? "" })) !== undefined) return undefined;
  return setOwnCookie(COOKIE, randomBytes(BYTES).toString("base64url"));
}

/** The number of the browser that sent a request; undefined for none. */
export function readBrowser(headers: Headers): string | undefined {
  const value = ownCookieIn(headers, COOKIE);
  return value !== undefined && VALUE.test(value) ? value : undefined;
}
