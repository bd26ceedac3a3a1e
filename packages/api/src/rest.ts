import type { Caller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { createCaller } from "@repo/auth/session/resolve";
import { type ApiError, AuthError } from "@repo/contract/errors";
import type { Access, Operation } from "@repo/contract/operation";
import { parseAuthorization, readKey } from "./authorization";
import { MANAGEMENT_BYTES_MAX, OPERATION_BYTES_MAX, readJson } from "./body";
import { cachedAnswer, withoutBody } from "./cached";
import { carryOut } from "./carry-out";
import { bodyDelivery, type CookieSettings, cookieDelivery, isAllowedCookieRequest, readTokenCookie } from "./cookies";
import { corsHeaders, preflight } from "./cors";
import { refusalHeaders, toApiError } from "./errors";
import { type AnswerHeaders, type ApiAnswer, type ApiRequest, fromWebRequest, locate, toWebResponse } from "./exchange";
import { fromWire } from "./from-wire";
import type { Log } from "./log";
import { createRequestIds } from "./request-id";
import { findRoute } from "./routes";

export interface RestOptions {
  deps: AuthDeps;
  log: Log;
  /** Set: tokens travel in cookies, and only these origins may call. Unset: in the body, and any origin may. */
  cookies?: CookieSettings;
}

/** What is known of a request before it is understood. */
interface Exchange {
  request: ApiRequest;
  /** HEAD is answered as GET is; that it changes nothing is the caller's `onlyReads`. */
  method: string;
  pathname: string;
  query: URLSearchParams | null;
  requestId: string;
}

function json(status: number, body: unknown, headers: AnswerHeaders): ApiAnswer {
  return { status, headers: { ...headers, "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}

function refuse(error: ApiError, headers: AnswerHeaders): ApiAnswer {
  return json(error.status, error.toBody(), { ...headers, ...refusalHeaders(error) });
}

function answer(request: ApiRequest, operation: Operation, body: unknown, headers: AnswerHeaders): ApiAnswer {
  if (operation.cacheSeconds === undefined) return json(200, body, headers);
  return cachedAnswer(request.header("if-none-match"), JSON.stringify(body), operation.cacheSeconds, headers);
}

/** What every answer has. */
export function commonHeaders(origin: string | null, requestId: string, cookies: CookieSettings | undefined): AnswerHeaders {
  return { ...corsHeaders(origin, cookies), "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
}

/** Below these nothing is told to who has no management key: not what there is, nor what is wrong with a request. */
const MANAGEMENT_PATH = /^\/v[12]\/mgmt(\/|$)/;

/** What the request shows, for whoever decides about access: nothing is checked here. */
function readCaller({ deps, cookies }: RestOptions, access: Access, { request, requestId }: Exchange): Caller {
  const shown = access === "public" ? null : parseAuthorization(request.header("authorization"));
  const token = shown?.token ?? (shown && cookies && readTokenCookie(request, access));
  return createCaller(deps, {
    projectId: shown?.projectId,
    credential: token ? { kind: "token", token } : { kind: "none" },
    shownKey: readKey(shown),
    address: request.header("x-forwarded-for") ?? "",
    userAgent: request.header("user-agent") ?? "",
    // Upstream takes the language of a letter from the request that asks for it; notices, which nothing asks for, are in English.
    locale: "",
    requestId,
    surface: "rest",
    onlyReads: request.method === "HEAD",
  });
}

async function readInput(operation: Operation, exchange: Exchange, params: Record<string, string>): Promise<unknown> {
  // Only where there is no body: whatever is in an address ends up in logs, and a password must not be read from there.
  const query = exchange.method === "GET" && exchange.query ? Object.fromEntries(exchange.query) : {};
  const bytesMax = operation.access === "management" ? MANAGEMENT_BYTES_MAX : OPERATION_BYTES_MAX;
  const body = exchange.method === "GET" ? {} : await readJson(exchange.request, bytesMax);
  return fromWire(operation, { ...query, ...params }, body);
}

async function run(options: RestOptions, exchange: Exchange, headers: AnswerHeaders): Promise<ApiAnswer> {
  const { request, method, pathname } = exchange;
  const { deps, log, cookies } = options;
  const manager = MANAGEMENT_PATH.test(pathname) ? readCaller(options, "management", exchange) : null;
  if (manager) await manager.managementKey();
  else if (cookies && !isAllowedCookieRequest(request, cookies)) throw new AuthError("E010403");
  const route = findRoute(method, pathname, headers);
  const { path, operation, params } = route;
  const caller = manager ?? readCaller(options, operation.access, exchange);
  const delivery = cookies && !caller.onlyReads ? cookieDelivery(deps, cookies, headers) : bodyDelivery;
  const outcome = await carryOut({ deps, caller, log, delivery }, path, route, () => readInput(operation, exchange, params));
  return "refusal" in outcome ? refuse(outcome.refusal, headers) : answer(request, operation, outcome.answer, headers);
}

/**
 * The REST surface: any request below /v1 or /v2 to its answer. Every answer has a JSON body, CORS headers and an
 * `x-request-id`. The client address is read from `x-forwarded-for`, which the server in front has overwritten with the one it
 * resolved. Never throws.
 */
export function createRestAnswerer(options: RestOptions): (request: ApiRequest) => Promise<ApiAnswer> {
  const { deps, log, cookies } = options;
  const newRequestId = createRequestIds(deps.random);
  async function respond(request: ApiRequest, method: string): Promise<ApiAnswer> {
    const requestId = newRequestId();
    const headers = commonHeaders(request.header("origin"), requestId, cookies);
    if (method === "OPTIONS") return preflight(request.header("access-control-request-headers"), headers, cookies);
    try {
      return await run(options, { request, method, ...locate(request.target), requestId }, headers);
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status >= 500) log.error({ error: refusal.cause, requestId }, "request failed");
      return refuse(refusal, headers);
    }
  }
  return async (request) => (request.method === "HEAD" ? withoutBody(await respond(request, "GET")) : respond(request, request.method));
}

/** The same for web requests: route files of Next, and tests. */
export function createRestHandler(options: RestOptions): (request: Request) => Promise<Response> {
  const answer = createRestAnswerer(options);
  return async (request) => toWebResponse(await answer(fromWebRequest(request)));
}
