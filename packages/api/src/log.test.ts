import { inspect } from "node:util";
import { deliverDue } from "@repo/auth/mail/outbox";
import { collectCode, collectTokens } from "@repo/auth/testing/deps";
import { authenticatorCode } from "@repo/auth/testing/totp";
import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createBrowserHandler } from "./browser";
import type { Log } from "./log";
import { createRestHandler } from "./rest";
import { listOperations } from "./routes";
import { createTestApi, PASSWORD, type TestApi } from "./testing/rest-api";

const LOGIN_ID = "ada@example.com";
const NEW_PASSWORD = "another fine battery";

let api: TestApi;
let logged: unknown[];
let log: Log;

beforeEach(async () => {
  api = await createTestApi();
  logged = [];
  const write = (...line: unknown[]) => void logged.push(line);
  log = { info: write, warn: write, error: write };
});

afterEach(() => api.close());

/** Calls the API as the server has it, with every line of every level kept. */
async function post<Body = JWTResponse>(path: string, body: object, token?: string): Promise<Body> {
  const handle = createRestHandler({ deps: api.deps, log });
  const authorization = `Bearer ${api.deps.config.projectId}${token === undefined ? "" : `:${token}`}`;
  const request = new Request(`http://localhost/v1/auth${path}`, {
    method: "POST",
    headers: { authorization, "x-forwarded-for": "192.0.2.1" },
    body: JSON.stringify(body),
  });
  return (await (await handle(request)).json()) as Body;
}

/** Everything that was logged, errors and what caused them to their depth. */
function readLog(): string {
  return inspect(logged, { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null, showHidden: true });
}

// Logs are shipped, indexed, and read by people who may not sign in as anybody.
describe("the log", () => {
  it("7.2, C8, S14: holds no password, code, key or token, whether things go well or not", async () => {
    const first = await post("/password/signup", { loginId: LOGIN_ID, password: PASSWORD });
    await post("/password/signin", { loginId: LOGIN_ID, password: "wrong horse battery" });
    await post("/password/signin", { loginId: "a password in the wrong field", password: PASSWORD });
    await post("/otp/update/email", { loginId: LOGIN_ID, email: LOGIN_ID }, first.refreshJwt);
    const code = await collectCode(api.deps);
    const second = await post("/otp/verify/email", { loginId: LOGIN_ID, code });
    await post("/otp/verify/email", { loginId: LOGIN_ID, code });
    const { key } = await post<{ key: string }>("/totp/update", { loginId: LOGIN_ID }, second.refreshJwt);
    const shown = authenticatorCode(key, api.deps.clock.now());
    await post("/totp/verify", { loginId: LOGIN_ID, code: shown });
    await post("/totp/verify", { loginId: LOGIN_ID, code: shown });
    await post("/magiclink/signin/email", { loginId: LOGIN_ID });
    const [link = ""] = await collectTokens(api.deps);
    await post("/magiclink/verify", { token: link });
    const { pendingRef } = await post<{ pendingRef: string }>("/enchantedlink/signin/email", { loginId: LOGIN_ID });
    const enchanted = await collectTokens(api.deps);
    for (const token of enchanted) await post("/enchantedlink/verify", { token });
    const { codes } = await post<{ codes: { code: string }[] }>("/recovery-codes", { loginId: LOGIN_ID }, second.refreshJwt);
    await post("/recovery-codes/signin", { loginId: LOGIN_ID, code: codes[0]?.code });
    await post("/password/update", { loginId: LOGIN_ID, newPassword: NEW_PASSWORD }, second.refreshJwt);
    await post("/refresh", {}, `${second.refreshJwt.slice(0, -8)}AAAAAAAA`);
    await post("/otp/signin/email", { loginId: LOGIN_ID });
    await deliverDue({ ...api.deps, log, mailer: { deliver: () => Promise.reject(new Error("the mail server is down")) } });

    const written = readLog();

    const secrets = [
      ...[PASSWORD, NEW_PASSWORD, "wrong horse battery", "a password in the wrong field", code, shown, key, link, pendingRef],
      ...[...enchanted, ...codes.map(({ code }) => code)],
      ...[first, second].flatMap(({ sessionJwt, refreshJwt }) => [sessionJwt, refreshJwt]),
    ];
    expect(secrets.filter((secret) => secret.length < 6)).toEqual([]);
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
    expect(logged.length).toBeGreaterThan(20);
  });

  it("H7: has a line for each outcome: what was done, by whom, from where, and what came of it", async () => {
    await post("/password/signup", { loginId: LOGIN_ID, password: PASSWORD });
    await post("/password/signin", { loginId: LOGIN_ID, password: "wrong horse battery" });

    const who = {
      surface: "rest",
      address: "192.0.2.1",
      requestId: expect.any(String),
    };
    const known = expect.stringMatching(/^a\*\*\*@example\.com [\w-]{8}$/);
    const unknown = expect.stringMatching(/^\*\*\* [\w-]{8}$/);
    expect(logged).toEqual([
      [{ operation: "password.signUp", result: "ok", userId: expect.stringMatching(/^U/), account: known, ...who }, "auth"],
      [{ operation: "password.signIn", result: "E062906", account: unknown, ...who }, "auth"],
    ]);
    const digests = logged.map((line) => (line as [{ account: string }])[0].account.split(" ")[1]);
    expect(new Set(digests).size).toBe(1);
  });

  it("7.2: holds none of them either when something breaks that nobody expected", async () => {
    api.deps.store.users.findIdByLoginId = () => Promise.reject(new Error("unexpected"));
    api.deps.passwords.hash = () => Promise.reject(new Error("unexpected"));

    await post("/password/signup", { loginId: LOGIN_ID, password: PASSWORD });
    await post("/password/signin", { loginId: LOGIN_ID, password: PASSWORD });
    await post("/otp/verify/email", { loginId: LOGIN_ID, code: "602214" });

    const written = readLog();
    expect(written).toContain("unexpected");
    expect([PASSWORD, "602214"].filter((secret) => written.includes(secret))).toEqual([]);
  });
});

/** Every text that an operation takes, those within others too, filled with the same. */
function filled(schema: z.core.JSONSchema.BaseSchema, text: string): unknown {
  if (schema.anyOf) return filled(schema.anyOf.at(-1) as z.core.JSONSchema.BaseSchema, text);
  if (schema.type === "string") return text;
  if (schema.type !== "object") return undefined;
  const entries = Object.entries(schema.properties ?? {});
  return Object.fromEntries(entries.map(([name, property]) => [name, filled(property as z.core.JSONSchema.BaseSchema, text)]));
}

// People type their password into the field above it, and attackers whatever fits.
describe("what is typed where a login ID belongs", () => {
  const PLACES = ["nothing else", "loginId alone"];
  const TYPED: Record<string, { typed: string; kept: string }> = {
    "a password": { typed: "hunter2 sesame", kept: "hunter2" },
    "a password with an @": { typed: "hunter2@Sesame!", kept: "Sesame" },
    "a password with several": { typed: "p@hunter2@se same.x", kept: "same" },
    "a password that begins with @": { typed: "@Hunter2Sesame", kept: "Hunter2" },
    "60 kB before an @": { typed: `${"hunter2".repeat(8000)}@sesame.example`, kept: "sesame" },
    "60 kB behind an @": { typed: `ada@${"hunter2.".repeat(7500)}example`, kept: "hunter2" },
  };

  it.each(Object.entries(TYPED).flatMap(([name, one]) => PLACES.map((place) => ({ name, place, ...one }))))(
    "H20, 7.2: leaves nothing of it in the log, over either surface, by any operation: $name, $place",
    async ({ typed, kept, place }) => {
      const carrier = { read: async () => null, seal: async () => "", clear: () => "" };
      const handleRest = createRestHandler({ deps: api.deps, log });
      const handleBrowser = createBrowserHandler({ deps: api.deps, log, carrier, localeOf: () => "", endpoint: "/api/trpc" });
      const { refreshJwt } = await post("/password/signup", { loginId: LOGIN_ID, password: PASSWORD });
      const headers = {
        authorization: `Bearer ${api.deps.config.projectId}:${refreshJwt}`,
        "content-type": "application/json",
        "user-agent": typed.replaceAll(/[^ -~]/g, "").slice(0, 8000),
      };
      logged.length = 0;

      for (const { path, operation } of listOperations()) {
        const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any", reused: "inline" });
        const every = { ...(filled(schema, typed) as object), loginId: typed };
        const body = JSON.stringify(
          place === "loginId alone" ? { ...every, password: PASSWORD, newPassword: PASSWORD, code: "602214" } : every,
        );
        for (const route of operation.routes) {
          const [method = "", where = ""] = route.split(" ");
          await handleRest(
            new Request(`http://localhost${where}?x=${encodeURIComponent(typed)}`, { method, headers, ...(method === "POST" && { body }) }),
          );
        }
        if (operation.kind === "mutation") {
          await handleBrowser(
            new Request(`http://localhost/api/trpc/${path}?x=${encodeURIComponent(typed)}`, { method: "POST", headers, body }),
          );
        }
      }

      expect(logged.length).toBeGreaterThan(20);
      expect(logged.map((line) => inspect(line)).filter((line) => line.includes(kept))).toEqual([]);
      for (const line of logged) expect(JSON.stringify(line).length).toBeLessThan(1000);
    },
  );

  it("H20, 7.2: leaves nothing of a password that is an address, by any operation, before somebody is let in by it", async () => {
    const typed = "b0ttles@hunter2.example";
    for (const { operation } of listOperations()) {
      const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any", reused: "inline" });
      const every = { ...(filled(schema, typed) as object), loginId: typed, password: PASSWORD, code: "602214" };
      for (const route of operation.routes.filter((one) => one.startsWith("POST /v1/auth/"))) {
        if (!route.endsWith("/signup")) await post(route.slice("POST /v1/auth".length), every);
      }
    }

    expect(logged.length).toBeGreaterThan(15);
    expect(logged.map((line) => inspect(line)).filter((line) => line.includes("hunter2"))).toEqual([]);
  });

  it("H20: is one account in the log, however it is spelled", async () => {
    for (const loginId of ["ada@example.com", " Ada@Example.COM ", "ADA@EXAMPLE.COM"]) {
      await post("/password/signin", { loginId, password: PASSWORD });
    }
    await post("/password/signin", { loginId: "bob@example.com", password: PASSWORD });
    await post("/password/signin", { loginId: "ada", password: PASSWORD });

    const accounts = logged.map((line) => (line as [{ account: string }])[0].account);
    expect(new Set(accounts.slice(0, 3)).size).toBe(1);
    expect(new Set(accounts).size).toBe(3);
    expect(accounts.at(-1)).toMatch(/^\*\*\* [\w-]{8}$/);
  });
});
