import { developmentBanner } from "./banner";
import { resolveClientAddress } from "./client-address";
import { getServer } from "./deps";
import { EnvError, env } from "./env";
import { answerHealth } from "./health";
import { isCrossSite, type RequestOrigin } from "./origin";
import { pageHeaders } from "./page-headers";
import { REFUSALS } from "./refusals";

/** What server.mjs needs of the application. It is plain JavaScript and cannot import it, so it finds it on `globalThis`. */
export interface ServerParts {
  /** Answers everything below /v1, /v2 and /health. */
  fetch(request: Request): Promise<Response>;
  /** See {@link resolveClientAddress}. */
  clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined): string;
  /** See {@link isCrossSite}. */
  isCrossSite(request: RequestOrigin): boolean;
  /** See {@link pageHeaders}. */
  pageHeaders(url: string): Readonly<Record<string, string>>;
  refusals: typeof REFUSALS;
  /** `http` or `https`, as people reach the app. */
  scheme: string;
  /** Printed when development is up. */
  banner: string;
  /** Ends what outlives a request: the database, the outbox. */
  close(): Promise<void>;
}

const KEY = Symbol.for("gatehouse.server");

/**
 * Builds the application, once in a process, and puts it where server.mjs looks for it. Settings or a database that nothing can start with
 * are told in one line each, and the process ends with 1.
 */
export async function startServerParts(): Promise<void> {
  const shared = globalThis as { [KEY]?: ServerParts };
  try {
    shared[KEY] ??= await buildServerParts();
  } catch (error) {
    const lines = error instanceof EnvError ? error.problems : [`Cannot start: ${error instanceof Error ? error.message : String(error)}`];
    for (const line of lines) console.error(line);
    process.exit(1);
  }
}

async function buildServerParts(): Promise<ServerParts> {
  const { appOrigin, mode, trustedProxies, warnings } = env();
  for (const warning of warnings) console.warn(warning);
  const { handleRest, ready, close } = await getServer();
  return {
    fetch: (request) => (new URL(request.url).pathname.startsWith("/health/") ? answerHealth(request, ready) : handleRest(request)),
    clientAddress: (socketAddress, forwardedFor) => resolveClientAddress(socketAddress, forwardedFor, trustedProxies),
    isCrossSite: (request) => isCrossSite(request, appOrigin),
    pageHeaders: (url) => pageHeaders(url, mode),
    refusals: REFUSALS,
    scheme: new URL(appOrigin).protocol.slice(0, -1),
    banner: developmentBanner(env()),
    close,
  };
}
