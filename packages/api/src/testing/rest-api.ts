import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { AuthConfig } from "@repo/auth/deps";
import { createTestClock, createTestDeps, TEST_MANAGEMENT_KEY, type TestClock, type TestDeps } from "@repo/auth/testing/deps";
import type { JWTResponse } from "@repo/contract/session";
import { type Database, type DatabaseOptions, openDatabase } from "@repo/db/client";
import { createStore } from "@repo/db/store";
import { borrowTestDatabase, createTestDatabase, type TestDatabase } from "@repo/db/testing/database";
import type { CookieSettings } from "../cookies";
import type { Log } from "../log";
import { createRestHandler } from "../rest";

/** Good enough for the policy whoever signs up with it. */
export const PASSWORD = "correct horse battery";

/** A page that cookie mode in tests lets in, and one that it does not. */
export const APPROVED_ORIGIN = "https://app.example.com";
export const STRANGE_ORIGIN = "https://evil.example.net";
export const COOKIES: CookieSettings = { sameSite: "lax", isApprovedOrigin: (origin) => origin === APPROVED_ORIGIN };

export interface TestApiOptions {
  config?: Partial<AuthConfig>;
  /** Tokens travel in cookies. */
  cookies?: CookieSettings;
  clock?: TestClock;
  /** Opens this database once more, as another process would, instead of making one. */
  databaseUrl?: string;
  databaseOptions?: DatabaseOptions;
}

export interface TestCall {
  /** GET without a body, POST with one, unless said otherwise. */
  method?: string;
  /** Stands behind the project ID in the Authorization header. */
  token?: string;
  /** Further headers; null leaves one out that would be sent. */
  headers?: Record<string, string | null>;
  /** Client address; the limits are counted by it. */
  address?: string;
}

export interface TestAnswer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The REST surface on a database of its own. */
export interface TestApi {
  deps: TestDeps;
  database: Database;
  databaseUrl: string;
  handleRest(request: Request): Promise<Response>;
  /** Calls the handler. The body is sent as JSON; a string or bytes as they are. The answer's body must be JSON, or empty. */
  call<Body = unknown>(path: string, body?: unknown, options?: TestCall): Promise<TestAnswer<Body>>;
  /** Calls a route, `POST /v1/mgmt/user/create`, with the tests' management key. Throws where it is refused. */
  manage<Body = unknown>(route: string, body?: unknown): Promise<Body>;
  /** What the handler logged as an error. */
  errors: unknown[];
  close(): Promise<void>;
}

async function openTestDatabase({
  databaseUrl,
  databaseOptions,
}: TestApiOptions): Promise<Pick<TestDatabase, "database" | "url" | "cleanup">> {
  if (databaseUrl === undefined) return databaseOptions === undefined ? borrowTestDatabase() : createTestDatabase(databaseOptions);
  const database = await openDatabase(databaseUrl, databaseOptions);
  return { database, url: databaseUrl, cleanup: () => database.close() };
}

function toRequest(projectId: string, path: string, body: unknown, { method, token, headers, address }: TestCall): Request {
  const given: Record<string, string | null> = {
    authorization: `Bearer ${projectId}${token === undefined ? "" : `:${token}`}`,
    "content-type": body === undefined ? null : "application/json",
    "x-forwarded-for": address ?? "192.0.2.1",
    ...headers,
  };
  const sent = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return new Request(`http://localhost${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: sent,
    body: body === undefined ? null : isRaw ? (body as RequestInit["body"]) : JSON.stringify(body),
    ...(body instanceof ReadableStream && { duplex: "half" }),
  });
}

/** The REST surface without a port. Close it after the test. */
export async function createTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const test = await openTestDatabase(options);
  const { database } = test;
  const deps = await createTestDeps(createStore(database), options.config, options.clock);
  const errors: unknown[] = [];
  const log: Log = { info() {}, warn() {}, error: (fields) => errors.push(fields) };
  const handleRest = createRestHandler({ deps, log, cookies: options.cookies });
  async function call<Body>(path: string, body?: unknown, about: TestCall = {}): Promise<TestAnswer<Body>> {
    const response = await handleRest(toRequest(deps.config.projectId, path, body, about));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === "" ? undefined : JSON.parse(text)) as Body };
  }
  return {
    deps,
    database,
    // Asked for by few tests: see borrowTestDatabase.
    get databaseUrl() {
      return test.url;
    },
    handleRest,
    call,
    async manage<Body>(route: string, sent?: unknown) {
      const [method = "", path = ""] = route.split(" ");
      const { status, body } = await call<Body>(path, sent, { method, token: TEST_MANAGEMENT_KEY });
      if (status !== 200) throw new Error(`${route} was answered ${status} ${JSON.stringify(body)}`);
      return body;
    },
    errors,
    close: test.cleanup,
  };
}

export interface TestServer extends TestApi {
  /** `http://127.0.0.1:PORT` */
  url: string;
}

/** The REST surface on a loopback port, for clients that need one. Close it after the test. */
export async function createTestServer(options: TestApiOptions = {}): Promise<TestServer> {
  const api = await createTestApi(options);
  const listener = getRequestListener(api.handleRest, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    // As the real server does: the address is the socket's, whatever the client says.
    for (let index = request.rawHeaders.length - 2; index >= 0; index -= 2) {
      if (request.rawHeaders[index]?.toLowerCase() === "x-forwarded-for") request.rawHeaders.splice(index, 2);
    }
    const address = request.socket.remoteAddress ?? "";
    request.rawHeaders.push("X-Forwarded-For", address);
    request.headers["x-forwarded-for"] = address;
    return listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const closeApi = api.close;
  // Not a copy: that would ask for the database's URL.
  return Object.assign(api, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await closeApi();
    },
  });
}

/** A clock that stands at the present second, for clients that check tokens by their own clock. */
export function createPresentClock(): TestClock {
  return createTestClock(new Date(Math.floor(Date.now() / 1000) * 1000));
}

/** Signs a new user up with `PASSWORD`. */
export async function signUp(api: TestApi, loginId = "ada@example.com", more: object = {}): Promise<JWTResponse> {
  const { status, body } = await api.call<JWTResponse>("/v1/auth/password/signup", { loginId, password: PASSWORD, ...more });
  if (status !== 200) throw new Error(`The sign-up was answered ${status} ${JSON.stringify(body)}`);
  return body;
}
