import type { AuthDeps } from "@repo/auth/deps";
import { epochSeconds } from "@repo/auth/session/tokens";
import type { Access } from "@repo/contract/operation";
import { parseCookie, stringifySetCookie } from "cookie";
import type { TokenDelivery } from "./carry-out";
import type { AnswerHeaders, ApiRequest } from "./exchange";

/** How tokens are delivered by cookie. */
export interface CookieSettings {
  sameSite: "strict" | "lax" | "none";
  /** Our own origin and the approved domains. */
  isApprovedOrigin(origin: string): boolean;
}

const REFRESH_COOKIE = "DSR";
const SESSION_COOKIE = "DS";

/** Both tokens in the body: the default. */
export const bodyDelivery: TokenDelivery = { issue: async (response) => response, clear() {} };

function setCookie(deps: AuthDeps, { sameSite }: CookieSettings, name: string, value: string, maxAge: number): string {
  const domain = deps.config.cookieDomain || undefined;
  return stringifySetCookie({ name, value, maxAge, domain, path: "/", httpOnly: true, secure: true, sameSite });
}

/** Both tokens as cookies of their own, the body's fields empty. */
export function cookieDelivery(deps: AuthDeps, settings: CookieSettings, headers: AnswerHeaders): TokenDelivery {
  const append = (name: string, value: string, maxAgeSeconds: number) => {
    headers["set-cookie"] = [headers["set-cookie"] ?? [], setCookie(deps, settings, name, value, maxAgeSeconds)].flat();
  };
  return {
    async issue(response) {
      append(REFRESH_COOKIE, response.refreshJwt, response.cookieMaxAge);
      append(SESSION_COOKIE, response.sessionJwt, response.sessionExpiration - epochSeconds(deps.clock.now()));
      return { ...response, sessionJwt: "", refreshJwt: "" };
    },
    clear() {
      append(REFRESH_COOKIE, "", 0);
      append(SESSION_COOKIE, "", 0);
    },
  };
}

/** The token a request carries in a cookie. The header that names another cookie is ignored: only ours are ever read. */
export function readTokenCookie(request: ApiRequest, access: Access): string | undefined {
  const name = access === "sessionToken" ? SESSION_COOKIE : REFRESH_COOKIE;
  return parseCookie(request.header("cookie") ?? "")[name] || undefined;
}

/**
 * Whether a request may be served while cookies carry tokens: a browser's write comes from an approved origin and, when it has a
 * body, as JSON, which no plain form can send. Callers that are not browsers send no Origin, and no cookies of anyone else.
 */
export function isAllowedCookieRequest({ method, header, hasBody }: ApiRequest, settings: CookieSettings): boolean {
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return true;
  const origin = header("origin");
  if (origin !== null && !settings.isApprovedOrigin(origin)) return false;
  if (origin === null && header("sec-fetch-site") === "cross-site") return false;
  const type = header("content-type");
  return type === null ? header("cookie") === null || !hasBody : /^application\/json\b/i.test(type);
}
