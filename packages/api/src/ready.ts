import type { IncomingHttpHeaders } from "node:http";
import { addressKey } from "@repo/auth/limiter";
import { sharedSettings } from "@repo/auth/password/settings";
import { publicKeyList, publicKeys } from "@repo/contract/keys";
import { FLOOD_PER_MINUTE } from "@repo/contract/operation";
import { passwordPolicy } from "@repo/contract/password";
import { isNamed } from "./cached";
import { corsHeaders, preflight } from "./cors";
import type { AnswerHeaders, ApiAnswer, ApiRequest } from "./exchange";
import { createRequestIds } from "./request-id";
import { commonHeaders, type RestOptions } from "./rest";

/** A request as node:http has read it. */
export interface RawRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
}

/** An answer as node:http writes it fastest: names and values of headers in turn, the length among them. */
export interface ReadyAnswer {
  status: number;
  headers: string[];
  body: string | null;
}

export interface ReadyAnswers {
  /** What is answered at once: to who reads the public keys, and to preflights. Undefined for all else, and where nothing is ready. */
  now(request: RawRequest): ReadyAnswer | undefined;
  /** The REST surface, with the policy for passwords at hand. */
  answer(request: ApiRequest): Promise<ApiAnswer>;
}

/** Below the API, and written as it is meant. */
const API_PATH = /^\/v[12](?:\/[\w-]+)*\/?$/;

/** An origin that is nothing but the value of a header. */
const VISIBLE = /^[!-~]+$/;

function pathsOf({ routes }: { routes: readonly string[] }, projectId: string): string[] {
  return routes.map((route) => route.replace(/^[A-Z]+ /, "").replace("{projectId}", projectId));
}

function flat(headers: AnswerHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}

function readKeysPlainly(target: string): ApiRequest {
  return { method: "GET", target, header: () => null, hasBody: false, read: async () => new Uint8Array() };
}

/** The answer that the plain way gave to who reads the keys at one path, in the parts that it is written from. */
interface ReadyKeys {
  madeOf: object;
  etag: string;
  /** What does not follow from the request, of an answer with a body and of one without. */
  headers: string[];
  headersOfKept: string[];
  body: string;
}

function createReadyKeys({ deps }: RestOptions, plain: ReadyAnswers["answer"]): (path: string) => ReadyKeys | undefined {
  const paths = [publicKeys, publicKeyList].flatMap((operation) => pathsOf(operation, deps.config.projectId));
  const ready = new Map<string, ReadyKeys>();
  const making = new Set<string>();

  async function make(path: string): Promise<void> {
    const madeOf = deps.keys.published();
    const { status, headers, body } = await plain(readKeysPlainly(path));
    // Not what was read while the keys changed.
    if (status !== 200 || body === null || deps.keys.published() !== madeOf) return;
    const { "x-request-id": _, vary: __, "content-type": type, ...same } = headers;
    const headersOfKept = flat(same);
    const length = String(Buffer.byteLength(body));
    const ofBody = flat({ "content-type": String(type), "content-length": length });
    ready.set(path, { madeOf, etag: String(same.etag), headers: [...headersOfKept, ...ofBody], headersOfKept, body });
  }

  return (path) => {
    if (!paths.includes(path)) return undefined;
    const found = ready.get(path);
    if (found?.madeOf === deps.keys.published()) return found;
    // For who asks next; this one goes the plain way.
    if (!making.has(path)) {
      making.add(path);
      void make(path).finally(() => making.delete(path));
    }
    return undefined;
  };
}

/**
 * Answers that are the same for everybody, ready before a request is looked at closely. What is kept is what the plain way has answered,
 * until what it was made of has changed; what is not quite as clients send it goes the plain way, which answers the same.
 *
 * What this saves: of the keys, which every backend reads, all but the writing, so that they come at nearly the rate of a server that does
 * nothing else; of preflights and the policy what finds, checks and runs an operation.
 *
 * @param plain the REST surface
 */
export function createReadyAnswers(options: RestOptions, plain: ReadyAnswers["answer"]): ReadyAnswers {
  const { deps, cookies } = options;
  const newRequestId = createRequestIds(deps.random);
  const readyKeys = createReadyKeys(options, plain);
  // Backends name no origin.
  const corsOfNobody = flat(corsHeaders(null, cookies));

  function answerKeys(keys: ReadyKeys, method: string, origin: string | null, ifNoneMatch: string | null): ReadyAnswer {
    const isKept = isNamed(keys.etag, ifNoneMatch);
    const cors = origin === null ? corsOfNobody : flat(corsHeaders(origin, cookies));
    const ofRequest = [...cors, "x-request-id", newRequestId()];
    if (isKept) return { status: 304, headers: [...keys.headersOfKept, ...ofRequest], body: null };
    return { status: 200, headers: [...keys.headers, ...ofRequest], body: method === "HEAD" ? null : keys.body };
  }

  return {
    now({ method = "", url = "", headers }) {
      const { origin = null, "content-length": length, "transfer-encoding": coding } = headers;
      if (length !== undefined || coding !== undefined || (origin !== null && !VISIBLE.test(origin))) return undefined;
      if (method === "OPTIONS" && API_PATH.test(url)) {
        const requested = headers["access-control-request-headers"] ?? null;
        const answer = preflight(requested, commonHeaders(origin, newRequestId(), cookies), cookies);
        return { ...answer, headers: flat(answer.headers) };
      }
      const keys = method === "GET" || method === "HEAD" ? readyKeys(url) : undefined;
      return keys && answerKeys(keys, method, origin, headers["if-none-match"] ?? null);
    },
    answer: createReadyPolicy(options, plain),
  };
}

/** The policy of who shows nothing but the project. It is as old as the settings that it is made of, which are read again every few seconds. */
function createReadyPolicy({ deps, cookies }: RestOptions, plain: ReadyAnswers["answer"]): ReadyAnswers["answer"] {
  const newRequestId = createRequestIds(deps.random);
  const [path] = pathsOf(passwordPolicy, deps.config.projectId);
  const authorization = `Bearer ${deps.config.projectId}`;
  let ready: { madeOf: object; answer: ApiAnswer } | undefined;

  function isAsked({ method, target, header, hasBody }: ApiRequest): boolean {
    return target === path && method === "GET" && header("authorization") === authorization && header("cookie") === null && !hasBody;
  }

  return async (request) => {
    if (!isAsked(request)) return plain(request);
    const settings = await sharedSettings(deps).catch(() => undefined);
    // Counted as any call is: what is too often is refused by the plain way.
    const key = `password.policy:${addressKey(request.header("x-forwarded-for") ?? "")}`;
    if (ready && ready.madeOf === settings && (await deps.limiter.take(key, FLOOD_PER_MINUTE)) === 0) {
      const headers = { ...ready.answer.headers, ...commonHeaders(request.header("origin"), newRequestId(), cookies) };
      return { ...ready.answer, headers };
    }
    const answer = await plain(request);
    const isSame = settings !== undefined && answer.status === 200 && (await sharedSettings(deps).catch(() => undefined)) === settings;
    if (isSame) {
      const { "content-type": type } = answer.headers;
      ready = { madeOf: settings, answer: { ...answer, headers: { "content-type": String(type) } } };
    }
    return answer;
  };
}
