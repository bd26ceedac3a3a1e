import type { IncomingHttpHeaders } from "node:http";
import { type ApiAnswer, type ApiRequest, locate } from "@repo/api/exchange";
import type { ReadyAnswers } from "@repo/api/ready";
import { addressKey } from "@repo/auth/limiter";
import { developmentBanner, reachOf } from "./banner";
import { CALLS_PER_MINUTE, limitedPath } from "./call-limits";
import { resolveClientAddress } from "./client-address";
import { isCrossSite, type RequestOrigin } from "./cross-site";
import { getServer } from "./deps";
import { type Env, EnvError, env } from "./env";
import { answerHealth } from "./health";
import { pageHeaders } from "./page-headers";
import { processGroup } from "./processes";
import { REFUSALS, type ServerRefusal } from "./raw-answers";

/** What server.mjs needs of the application. It is plain JavaScript and cannot import it, so it finds it on `globalThis`. */
export interface ServerParts {
  /** What of the API is answered at once. See {@link ReadyAnswers}. */
  now: ReadyAnswers["now"];
  /** Answers everything below /v1, /v2 and /health. */
  answer(request: ApiRequest): Promise<ApiAnswer>;
  /** See {@link resolveClientAddress}. */
  clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined): string;
  /** See {@link isCrossSite}. */
  isCrossSite(request: RequestOrigin): boolean;
  /** See {@link pageHeaders}. */
  pageHeaders(url: string): Readonly<Record<string, string>>;
  /** See session/browser-cookie.ts. */
  browserCookie(request: { method?: string; url?: string; headers: IncomingHttpHeaders }): string | undefined;
  /** See session/news.ts. */
  endNews(request: { method?: string; url?: string; headers: IncomingHttpHeaders }): string | undefined;
  /** See session/cookies.ts. */
  holdsSession(headers: IncomingHttpHeaders): Promise<boolean>;
  refusals: typeof REFUSALS;
  /** The same for people, in their language. */
  refusalPage(
    reason: ServerRefusal,
    headers: IncomingHttpHeaders,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** Whole seconds until this address may ask again; 0 for now. See {@link limitedPath}. */
  secondsToWait(request: { method: string; url: string; address: string | string[] | undefined }): number | Promise<number>;
  /** `http` or `https`, as people reach the app. */
  scheme: string;
  /** What to listen on, as in {@link Env}, and what that means, in words. */
  host: string | undefined;
  reach: string;
  /** Printed when development is up. */
  banner: string;
  /** Ends what outlives a request: the database, the outbox. */
  close(): Promise<void>;
}

/** What comes from folders that may know this one, so that it must not know them. */
export type PartsAbove = Pick<ServerParts, "refusalPage" | "browserCookie" | "endNews" | "holdsSession">;

const KEY = Symbol.for("gatehouse.server");

/**
 * Builds the application, once in a process, and puts it where server.mjs looks for it. Settings or a database that nothing can start with
 * are told in one line each, and the process ends with 1.
 */
export async function startServerParts(above: PartsAbove): Promise<void> {
  const shared = globalThis as { [KEY]?: ServerParts };
  try {
    shared[KEY] ??= await buildServerParts(above);
  } catch (error) {
    const lines = error instanceof EnvError ? error.problems : [`Cannot start: ${error instanceof Error ? error.message : String(error)}`];
    for (const line of lines) console.error(line);
    process.exit(1);
  }
}

async function buildServerParts(above: PartsAbove): Promise<ServerParts> {
  const { appOrigin, host, mode, trustedProxies, warnings } = env();
  if (processGroup().isFirst) for (const warning of warnings) console.warn(warning);
  const { deps, rest, ready, close } = await getServer();
  return {
    ...above,
    now: rest.now,
    answer(request) {
      const { pathname } = locate(request.target);
      return pathname.startsWith("/health/") ? answerHealth(request.method, pathname, ready) : rest.answer(request);
    },
    clientAddress: (socketAddress, forwardedFor) => resolveClientAddress(socketAddress, forwardedFor, trustedProxies),
    isCrossSite: (request) => isCrossSite(request, appOrigin),
    pageHeaders: (url) => pageHeaders(url, mode),
    refusals: REFUSALS,
    secondsToWait({ method, url, address }) {
      const path = limitedPath(method, url);
      return path ? deps.limiter.take(`${path}:${addressKey(String(address))}`, CALLS_PER_MINUTE) : 0;
    },
    scheme: new URL(appOrigin).protocol.slice(0, -1),
    host,
    reach: reachOf(env()),
    banner: developmentBanner(env()),
    close,
  };
}
