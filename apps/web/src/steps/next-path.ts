import type { Route } from "next";

/** Where signing in leads, where nothing else was asked for. Your product's first page, once it has one. */
const HOME: Route = "/account";
const LONGEST = 2000;
const ANY_ORIGIN = "http://gatehouse.invalid";

/** A search parameter as Next hands it over. */
export type Parameter = string | string[] | undefined;

/** A slash, and no second one behind it, however it is written: proxies decode. */
function startsWithOneSlash(path: string): boolean {
  return /^\/(?![/\\]|%2f|%5c)/i.test(path);
}

/**
 * The path that a `?next=` names, if it leads to a page of ours.
 *
 * Browsers read `//host`, `/\host` and `/<tab>/host` as other sites and drop control characters before they look, so a value that
 * merely begins with a slash is not yet a path. What comes back is the browser's own reading of it, and never begins with two slashes.
 */
function parsePath(value: Parameter): string | undefined {
  if (typeof value !== "string" || value.length > LONGEST) return undefined;
  if (!startsWithOneSlash(value) || /[\\\p{Cc}]/u.test(value)) return undefined;
  const url = new URL(value, ANY_ORIGIN);
  // `/.//host` is a path of ours whose dot the parser removes, which would leave `//host`.
  if (url.origin !== ANY_ORIGIN || !startsWithOneSlash(url.pathname)) return undefined;
  return url.pathname + url.search + url.hash;
}

/** Where to go after signing in: where `?next=` leads, if that is a page of ours, else `HOME`. */
export function nextPath(value: Parameter): Route {
  return (parsePath(value) as Route | undefined) ?? HOME;
}

/** `page`, with the same `?next=`; without one where there was none, or none to follow. */
export function withNext(page: Route, value: Parameter): Route {
  const path = parsePath(value);
  return path === undefined ? page : (`${page}?next=${encodeURIComponent(path)}` as Route);
}

/** The page of a letter's link, as its own address names it: which link by `k`, and where to go afterwards. */
export function landingPath(page: Route, key: Parameter, next?: Parameter): Route {
  const path = parsePath(next);
  const query = new URLSearchParams({ ...(typeof key === "string" && { k: key }), ...(path !== undefined && { next: path }) });
  return (query.size > 0 ? `${page}?${query}` : page) as Route;
}
