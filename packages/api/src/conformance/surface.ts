import type { AuthDeps } from "@repo/auth/deps";
import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import type { Operation } from "@repo/contract/operation";
import { createBrowserHandler, type SessionCarrier } from "../browser";
import type { Log } from "../log";
import { createRestHandler } from "../rest";
import type { OperationEntry } from "../routes";

/** What a caller shows: nothing, or what signing in on this surface gave them. */
export interface Credential {
  /** REST: the refresh token. Browser: the cookie. */
  session?: string;
  /** REST: the session token, for the operations that ask for one. */
  sessionToken?: string;
  /** For the operations that ask for a key; without one it is the tests' own, which may do everything. */
  key?: string;
  /** The whole Authorization header instead; null for none. */
  authorization?: string | null;
}

export interface Answer {
  status: number;
  /** Null when the call succeeded. */
  code: string | null;
  body: unknown;
  credential: Credential;
}

/** One of the two surfaces, reduced to what a case needs: call an operation, see what came of it. */
export interface Surface {
  name: "rest" | "browser";
  call(entry: OperationEntry, input: object, credential?: Credential): Promise<Answer>;
}

type Fields = Record<string, unknown>;

const ADDRESS = { "x-forwarded-for": "192.0.2.7", "user-agent": "Conformance/1.0" };

/** The path with its parameters in their places and, without a body, the rest of the input in the query. */
function addressOf(method: string, path: string, input: Fields): string {
  const rest = { ...input };
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    delete rest[name];
    return encodeURIComponent(String(input[name]));
  });
  const query =
    method === "GET"
      ? new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)])).toString()
      : "";
  return query === "" ? filled : `${filled}?${query}`;
}

/** What stands behind the project. */
function tokenOf({ access }: Operation, { session, sessionToken, key }: Credential): string | undefined {
  if (access === "management") return key ?? TEST_MANAGEMENT_KEY;
  if (access === "accessKey") return key;
  return access === "sessionToken" ? sessionToken : session;
}

/** Keys are shown to tRPC as they are over REST; sessions are in the cookie. */
function takesKey({ access }: Operation): boolean {
  return access === "management" || access === "accessKey";
}

function bearer(deps: AuthDeps, operation: Operation, { session, sessionToken, key, authorization }: Credential): Record<string, string> {
  if (authorization !== undefined) return authorization === null ? {} : { authorization };
  const token = tokenOf(operation, { session, sessionToken, key });
  return { authorization: `Bearer ${deps.config.projectId}${token === undefined ? "" : `:${token}`}` };
}

/** The REST surface, by each operation's first route. */
export function restSurface(deps: AuthDeps, log: Log): Surface {
  const handle = createRestHandler({ deps, log });
  return {
    name: "rest",
    async call({ operation }, input, credential = {}) {
      const [method = "", path = ""] = operation.routes[0]?.split(" ") ?? [];
      const response = await handle(
        new Request(`http://gatehouse.test${addressOf(method, path, { ...input })}`, {
          method,
          headers: { ...ADDRESS, ...bearer(deps, operation, credential), "content-type": "application/json" },
          ...(method !== "GET" && { body: JSON.stringify(input) }),
        }),
      );
      const body = (await response.json()) as Fields;
      return {
        status: response.status,
        code: response.ok ? null : String(body.errorCode),
        body,
        credential: { session: body.refreshJwt as string, sessionToken: body.sessionJwt as string },
      };
    },
  };
}

const COOKIE = "session";

/** A carrier whose seal is no seal: what next-auth adds is the web app's to test. */
const plainCarrier: SessionCarrier = {
  read: async (request) => new RegExp(`${COOKIE}=([^;]+)`).exec(request.headers.get("cookie") ?? "")?.[1] ?? null,
  seal: async (sessionId) => `${COOKIE}=${sessionId}`,
  clear: () => `${COOKIE}=; Max-Age=0`,
};

/** The browser's surface: tRPC over HTTP. */
export function browserSurface(deps: AuthDeps, log: Log): Surface {
  const handle = createBrowserHandler({ deps, log, carrier: plainCarrier, localeOf: () => "", endpoint: "/api/trpc" });
  return {
    name: "browser",
    async call({ path, operation }, input, credential = {}) {
      const { session } = credential;
      const url = `http://gatehouse.test/api/trpc/${path}`;
      const headers = {
        ...ADDRESS,
        "content-type": "application/json",
        ...(session !== undefined && { cookie: `${COOKIE}=${session}` }),
        ...(takesKey(operation) && bearer(deps, operation, credential)),
      };
      const request =
        operation.kind === "query"
          ? new Request(`${url}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
          : new Request(url, { method: "POST", headers, body: JSON.stringify(input) });
      const response = await handle(request);
      const { result, error } = (await response.json()) as { result?: { data: unknown }; error?: { data: { errorCode: string } } };
      const cookie = /^session=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
      return {
        status: response.status,
        code: error?.data.errorCode ?? null,
        body: result ? result.data : error?.data,
        credential: cookie === undefined ? {} : { session: cookie },
      };
    },
  };
}
