import type { AuthDeps } from "@repo/auth/deps";
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
  /** REST: the whole Authorization header instead; null for none. */
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

function fillPath(path: string, input: Fields): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
}

function bearer(deps: AuthDeps, operation: Operation, { session, sessionToken, authorization }: Credential): Record<string, string> {
  if (authorization !== undefined) return authorization === null ? {} : { authorization };
  const token = operation.access === "sessionToken" ? sessionToken : session;
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
        new Request(`http://gatehouse.test${fillPath(path, { ...input })}`, {
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
    async call({ path, operation }, input, { session } = {}) {
      const url = `http://gatehouse.test/api/trpc/${path}`;
      const headers = { ...ADDRESS, "content-type": "application/json", ...(session !== undefined && { cookie: `${COOKIE}=${session}` }) };
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
