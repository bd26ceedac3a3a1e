import type { Caller, DeviceTrust, KnownDevice, Mark, ShownKey } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { newToken } from "@repo/auth/ids";
import { createCaller } from "@repo/auth/session/resolve";
import { isApiError } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { parseAuthorization, readKey } from "./authorization";
import { OPERATION_BYTES_MAX, readBytes } from "./body";
import type { Context, TokenDelivery } from "./carry-out";
import { refusalHeaders } from "./errors";
import type { Log } from "./log";
import { appRouter } from "./router";
import { createCallerFactory } from "./trpc";

/** What a browser is known by. */
export interface KnownBrowser {
  /** The accounts it has signed in to. */
  devices: readonly KnownDevice[];
  /** What tells it apart from others that ask for letters; null until it does. */
  mark: string | null;
}

/** How a browser keeps what it is known by: sealed, and for longer than any session. */
export interface BrowserCarrier {
  /** Null for a request without the cookie, or with one that is not ours. */
  read(request: Request): Promise<KnownBrowser | null>;
  /** `Set-Cookie` that keeps it from now on. */
  seal(browser: KnownBrowser): Promise<string>;
}

/** How the pages of a browser keep the language that they speak. */
export interface LanguageCarrier {
  /** Whether the browser's user has chosen one on it. */
  isChosen(request: Request): boolean;
  /** `Set-Cookie` that chooses this one; undefined for one that the pages do not speak. */
  choose(language: string): string | undefined;
}

/** How a browser carries its session: sealed in a cookie that page scripts cannot read. */
export interface SessionCarrier {
  /** The session ID sealed in the request's cookie; null for none, or one that is not ours. */
  read(request: Request): Promise<string | null>;
  /** `Set-Cookie` that carries the session from now on. */
  seal(sessionId: string, maxAgeSeconds: number): Promise<string>;
  /** `Set-Cookie` that ends it. */
  clear(): string;
  /** Without one every browser is a stranger, wherever it has signed in before. */
  browser?: BrowserCarrier;
  /** Without one the pages do not follow the account. */
  language?: LanguageCarrier;
}

/** What a request of a browser carries; `browser` as it is known once what was issued so far has reached it. */
export interface Carried {
  sessionId: string | null;
  browser: KnownBrowser;
  /** Whether its pages may speak what whoever signs in has chosen for their account. */
  followsAccount?: boolean;
}

export const UNKNOWN_BROWSER: KnownBrowser = { devices: [], mark: null };

/** Opens what a request of a browser carries. */
export async function readCarried(carrier: SessionCarrier, request: Request): Promise<Carried> {
  const [sessionId, browser] = await Promise.all([carrier.read(request), carrier.browser?.read(request)]);
  return { sessionId, browser: browser ?? UNKNOWN_BROWSER, followsAccount: carrier.language?.isChosen(request) === false };
}

export interface BrowserOptions {
  deps: AuthDeps;
  log: Log;
  carrier: SessionCarrier;
  /** The language of the pages that a request comes from, for the letters it asks for. BCP 47. */
  localeOf(headers: Headers): string;
  /** Path the handler is mounted at. */
  endpoint: string;
}

function createMark(deps: AuthDeps, { mark }: KnownBrowser): Mark {
  return {
    shown: mark,
    made: null,
    keep() {
      if (mark !== null) return mark;
      this.made ??= newToken(deps.random);
      return this.made;
    },
  };
}

function createTrust({ devices }: KnownBrowser): DeviceTrust {
  const given = new Map<string, string>();
  return {
    shown: (userId) => given.get(userId) ?? devices.find((device) => device.userId === userId)?.trust,
    all: () => devices.flatMap(({ userId, trust }) => (trust === undefined ? [] : [{ userId, trust }])),
    give: (userId, trust) => void given.set(userId, trust),
    given,
  };
}

/**
 * A caller who came with a browser's sealed cookie.
 * @param locale of the letters that are due to what they do
 * @param shownKey what a program of the operator's shows beside it, or without one
 */
export function browserCaller(
  deps: AuthDeps,
  { sessionId, browser }: Carried,
  headers: Headers,
  locale: string,
  shownKey?: ShownKey,
): Caller {
  return createCaller(deps, {
    projectId: deps.config.projectId,
    credential: sessionId === null ? { kind: "none" } : { kind: "sealed", sessionId },
    shownKey,
    address: headers.get("x-forwarded-for") ?? "",
    userAgent: headers.get("user-agent") ?? "",
    locale,
    requestId: Buffer.from(deps.random.bytes(12)).toString("base64url"),
    surface: "browser",
    devices: browser.devices,
    mark: createMark(deps, browser),
    trust: createTrust(browser),
    language: { chosen: "" },
  });
}

/** Accounts that a browser keeps; of more than these, those that signed in last. */
const DEVICES_MAX = 5;

/** The accounts that a browser keeps once it has this one. */
function firstOf(known: KnownDevice, devices: readonly KnownDevice[]): KnownDevice[] {
  return [known, ...devices.filter(({ userId }) => userId !== known.userId)].slice(0, DEVICES_MAX);
}

/** Whether an answer opens a whole session: not half of a sign-in, not a reset, and not the session that was there before. */
function isSignIn({ claims }: JWTResponse, { sessionId }: Carried): boolean {
  return claims.pending === undefined && claims.sid !== sessionId;
}

/** Seals the session of an answer into a cookie and empties its token fields; a browser that signs in is known by that from then on. */
export function sealedDelivery(deps: AuthDeps, carrier: SessionCarrier, carried: Carried, headers: Headers): TokenDelivery {
  return {
    async issue(response) {
      headers.append("set-cookie", await carrier.seal(String(response.claims.sid), response.cookieMaxAge));
      if (carrier.browser && isSignIn(response, carried)) {
        const { userId } = response.user;
        const known = carried.browser.devices.find((device) => device.userId === userId);
        // As the session is stored that begins it.
        const device = known?.device ?? { id: String(response.claims.sid), since: Math.floor(deps.clock.now().getTime() / 1000) };
        const trust = known?.trust;
        const renewed = { userId, id: newToken(deps.random), device, ...(trust !== undefined && { trust }) };
        carried.browser = { ...carried.browser, devices: firstOf(renewed, carried.browser.devices) };
        headers.append("set-cookie", await carrier.browser.seal(carried.browser));
      }
      return { ...response, sessionJwt: "", refreshJwt: "" };
    },
    clear() {
      headers.append("set-cookie", carrier.clear());
    },
  };
}

/**
 * Hands out what a call has made for its browser to be known by, if it has: a mark, a proof that it is trusted; and the language of whoever has
 * signed in, unless one was chosen on it.
 */
export async function giveKnown(carrier: SessionCarrier, carried: Carried, caller: Caller, headers: Headers): Promise<void> {
  const { mark, trust, language } = caller;
  const spoken = carried.followsAccount && language?.chosen ? carrier.language?.choose(language.chosen) : undefined;
  if (spoken) headers.append("set-cookie", spoken);
  if (!carrier.browser || !(mark?.made || trust?.given.size)) return;
  for (const [userId, proof] of trust?.given ?? []) {
    const known = carried.browser.devices.find((device) => device.userId === userId);
    if (known) carried.browser = { ...carried.browser, devices: firstOf({ ...known, trust: proof }, carried.browser.devices) };
  }
  if (mark?.made) carried.browser = { ...carried.browser, mark: mark.made };
  headers.append("set-cookie", await carrier.browser.seal(carried.browser));
}

/** The request with a body that is known to be small: tRPC would read any. */
async function withinLimit(request: Request): Promise<Request> {
  if (request.method === "GET") return request;
  // The server sends the headers of the answer alone.
  if (request.method === "HEAD") return new Request(request.url, { headers: request.headers, signal: request.signal });
  const body = await readBytes(request, OPERATION_BYTES_MAX);
  return new Request(request.url, { method: request.method, headers: request.headers, body: Buffer.from(body), signal: request.signal });
}

/** Whether tRPC would look below `management`: it reads a path decoded, without the slashes around it. */
function asksManagement(request: Request, endpoint: string): boolean {
  const path = new URL(request.url).pathname.slice(endpoint.length);
  try {
    return /^\/+management\./.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/**
 * The browser's surface: tRPC over fetch. Sessions travel in a sealed cookie, never in a body. One operation a request: a batch would
 * let one request guess a hundred times.
 */
export function createBrowserHandler({ deps, log, carrier, localeOf, endpoint }: BrowserOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = new Headers({ "cache-control": "no-store" });
    const carried = await readCarried(carrier, request);
    const shownKey = readKey(parseAuthorization(request.headers.get("authorization")));
    const caller = browserCaller(deps, carried, request.headers, localeOf(request.headers), shownKey);
    headers.set("x-request-id", caller.requestId);
    try {
      if (asksManagement(request, endpoint)) await caller.managementKey();
      const response = await fetchRequestHandler({
        endpoint,
        router: appRouter,
        req: await withinLimit(request),
        allowBatching: false,
        allowMethodOverride: false,
        createContext: (): Context => ({ deps, caller, log, delivery: sealedDelivery(deps, carrier, carried, headers) }),
        responseMeta({ errors }) {
          const refusal = errors.map((error) => error.cause).find(isApiError);
          for (const [name, value] of Object.entries(refusal ? refusalHeaders(refusal) : {})) headers.set(name, value);
          return { headers };
        },
      });
      await giveKnown(carrier, carried, caller, response.headers);
      return response;
    } catch (error) {
      if (!isApiError(error)) throw error;
      return new Response(JSON.stringify({ error: { message: error.message, data: error.toBody() } }), {
        status: error.status,
        headers: { ...Object.fromEntries(headers), ...refusalHeaders(error), "content-type": "application/json" },
      });
    }
  };
}

/** Calls operations from the server's own pages. */
export const createServerCaller = createCallerFactory(appRouter);
