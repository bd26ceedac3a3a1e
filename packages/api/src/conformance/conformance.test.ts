import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AUTH_ERRORS, type ErrorTable } from "@repo/contract/errors";
import { ERRORS_BY_ACCESS, type Operation } from "@repo/contract/operation";
import { isOnPostgresInShort } from "@repo/db/testing/database";
import { afterAll, describe, expect, it } from "vitest";
import { createRestHandler } from "../rest";
import { listOperations, type OperationEntry } from "../routes";
import type { Case, Cases, Expected } from "./case";
import { departures } from "./documented";
import type { Answer, Credential, Surface } from "./surface";
import { closeWorlds, createWorld, type World } from "./world";

/** Every file of cases beside this one: to add an area is to add a file. */
async function readCases(): Promise<Cases> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".cases.ts"));
  const modules = await Promise.all(files.map((file): Promise<Record<string, Cases>> => import(join(import.meta.dirname, file))));
  return Object.assign({}, ...modules.flatMap((module) => Object.values(module)));
}

const cases = await readCases();
const operations = listOperations();
const ofAuth = operations.filter(({ isProduct }) => !isProduct);

afterAll(closeWorlds);

function surfacesOf({ operation }: OperationEntry): Surface["name"][] {
  return operation.routes.length > 0 ? ["rest", "browser"] : ["browser"];
}

/** What the codes of every operation mean, the product's too. */
const ERRORS: ErrorTable = Object.assign({ ...AUTH_ERRORS }, ...operations.map(({ operation }) => operation.ownErrors));

function expectAnswer(answer: Answer, expected: Expected): void {
  if ("code" in expected) {
    expect(answer).toMatchObject({ code: expected.code, status: expected.status ?? ERRORS[expected.code]?.status });
    expect(answer.body).toMatchObject({ errorCode: expected.code, errorDescription: expect.any(String), errorMessage: expect.any(String) });
  } else {
    expect(answer).toMatchObject({ code: null, status: 200 });
    if (expected.body === null) expect(answer.body).toBeNull();
    else expect(answer.body).toMatchObject(expected.body as object);
  }
}

async function within<T>(name: Surface["name"], work: (world: World) => Promise<T>): Promise<T> {
  return work(await createWorld(name));
}

function runCase(entry: OperationEntry, name: Surface["name"], testCase: Case): Promise<void> {
  return within(name, async (world) => {
    const { input, credential } = await testCase.arrange(world);

    const answer = await world.surface.call(entry, input, credential);

    const expected = testCase.differs?.[name] ?? testCase.expected;
    expectAnswer(answer, expected);
    // A case says what matters to it; that the rest of the answer is whole as well is said here, for all.
    const [route] = entry.operation.routes;
    if (route !== undefined && !entry.isProduct && !("code" in expected)) expect(departures(route, answer.body)).toEqual([]);
  });
}

/** A call of the operation that would succeed, for the errors that every operation shares. */
async function honestCall(entry: OperationEntry, world: World) {
  const success = cases[entry.path]?.find(({ expected }) => !("code" in expected));
  if (!success) throw new Error(`${entry.path} has no case that succeeds`);
  return success.arrange(world);
}

type Show = (own: Credential, operation: Operation, world: World) => Credential;

const bearer = (projectId: string, ...more: string[]): Credential => ({ authorization: `Bearer ${[projectId, ...more].join(":")}` });
const withToken = (token: string): Credential => ({ session: token, sessionToken: token });

/** What a caller may show who is not, or not that way, signed in. */
const WITHOUT_AUTHORITY: Record<Surface["name"], Record<string, Show>> = {
  rest: {
    "no credential": () => ({ authorization: null }),
    "a session of another project": ({ session = "" }) => bearer("Pother", session),
    "a session token of another project": ({ sessionToken = "" }) => bearer("Pother", sessionToken),
    "the project alone": () => ({}),
    "what is no token": () => withToken("a.b.c"),
    "a key": (_own, _operation, { deps }) => bearer(deps.config.projectId, "K2managementkey"),
    "a forged token": ({ session = "" }) => withToken(`${session.slice(0, -8)}AAAAAAAA`),
    "a token of the other kind": ({ session = "", sessionToken = "" }, { access }) =>
      withToken(access === "sessionToken" ? session : sessionToken),
  },
  browser: {
    "no cookie": () => ({}),
    "a session that does not exist": () => ({ session: "S000000000000000000000000000" }),
    "a cookie of something else": () => ({ session: "a.b.c" }),
    "what only REST shows": () => ({ sessionToken: "a.b.c" }),
  },
};

function isUnnamed({ authorization }: Credential): boolean {
  return authorization === null || authorization?.startsWith("Bearer Pother") === true;
}

/** A call that succeeds for whoever names the project, and what is then answered. */
async function callOfStranger(entry: OperationEntry, name: Surface["name"], world: World) {
  for (const one of cases[entry.path] ?? []) {
    const expected = one.differs?.[name] ?? one.expected;
    if ("code" in expected) continue;
    const { input, credential } = await one.arrange(world);
    if (!credential) return { input, expected };
  }
  throw new Error(`${entry.path} has no case in which a stranger succeeds`);
}

/** Who is signed in signs in with two steps from now on, and has shown these factors. */
async function signedInBy({ prisma }: World, methods: string[]): Promise<void> {
  await prisma.user.updateMany({ data: { secondFactor: true } });
  await prisma.session.updateMany({ data: { methods: JSON.stringify(methods) } });
}

/** What a session may do that leaves the ways into its account as they are. */
const HARMLESS = [
  "security.stopTrusting",
  "profile.update",
  "profile.setPicture",
  "profile.removePicture",
  "refresh",
  "selectTenant",
  "logout",
  "logoutAll",
  "sessions.revoke",
  "sessions.revokeOthers",
  "sessions.nameDevice",
];

describe("every operation", () => {
  it("F8: of a session is known to leave the ways into an account alone, or asks for proof that is fresh", () => {
    const changes = ofAuth.filter(({ operation: { access, kind } }) => kind === "mutation" && access === "signedIn");

    expect(changes.filter(({ operation }) => !operation.fresh).map(({ path }) => path)).toEqual(HARMLESS);
  });

  // SDKs read a 429 of these two as "signed out".
  it("3.9: of a session that changes something says how often an address may call it, but for refreshing and signing out", () => {
    const unlimited = ofAuth.filter(
      ({ operation: { access, kind, callsPerMinute } }) => kind === "mutation" && access === "signedIn" && callsPerMinute === undefined,
    );

    expect(unlimited.map(({ path }) => path)).toEqual(["refresh", "logout"]);
  });

  it.each(operations)("$path has cases: one that succeeds, and one for each error it declares", ({ path, operation }) => {
    const expected = (cases[path] ?? []).flatMap(({ expected, differs }) => [expected, ...Object.values(differs ?? {})]);
    const codes = expected.flatMap((one) => ("code" in one ? [one.code] : []));

    expect(expected.some((one) => !("code" in one))).toBe(true);
    expect([...operation.errors, ...Object.keys(operation.ownErrors ?? {})].filter((code) => !codes.includes(code))).toEqual([]);
  });

  it("has a name in the cases, and no case is left without an operation", () => {
    expect(Object.keys(cases).sort()).toEqual(operations.map(({ path }) => path).sort());
  });
});

/** On Postgres what an operation asks of the database is what counts: the first case of each that succeeds, and the first that does not. */
const inShort = isOnPostgresInShort();

for (const entry of inShort ? operations : []) {
  describe("on Postgres, every operation", () => {
    const [name] = surfacesOf(entry) as [Surface["name"]];
    const own = (cases[entry.path] ?? []).filter(({ only }) => only === undefined || only === name);
    const isSuccess = ({ expected }: Case) => !("code" in expected);
    const chosen = [own.find(isSuccess), own.find((one) => !isSuccess(one))].filter((one) => one !== undefined);
    it.each(chosen)(`${entry.path}: $name`, (testCase) => runCase(entry, name, testCase));
  });
}

for (const entry of inShort ? [] : operations) {
  for (const name of surfacesOf(entry)) {
    describe(`${entry.path} over ${name}`, () => {
      const own = (cases[entry.path] ?? []).filter(({ only }) => only === undefined || only === name);
      it.each(own)("$name", (testCase) => runCase(entry, name, testCase));

      // Pages have no session token to show, so what is behind one is out of their reach.
      const reachable = name === "rest" || entry.operation.access !== "sessionToken";
      const asksTheStore = !["password.policy", "management.license"].includes(entry.path);
      const shared: readonly string[] = reachable ? ERRORS_BY_ACCESS[entry.operation.access] : [];

      if (entry.operation.access === "signedIn" || entry.operation.access === "sessionToken")
        it("S10, S30: is open to no other credential", () =>
          within(name, async (world) => {
            const { input } = await honestCall(entry, world);
            const somebody = await world.signUp("mallory@northfold.example");
            const codes: Record<string, string> = {};
            const expected: Record<string, string> = {};

            for (const [what, show] of Object.entries(WITHOUT_AUTHORITY[name])) {
              const shown = show(somebody.credential, entry.operation, world);
              codes[what] = String((await world.surface.call(entry, input, shown)).code);
              expected[what] = isUnnamed(shown) ? "E061001" : "E064002";
            }

            expect(codes).toEqual(expected);
          }));

      // Who has no key, a wrong one or another credential is turned away before any operation is looked up: hostile/management-keys.test.ts.
      if (entry.operation.access === "management" && name === "rest")
        it("S50, S51: is open to a further key that may write, and to change something not to one that may only read", () =>
          within(name, async (world) => {
            const { input } = await honestCall(entry, world);

            const reader = await world.surface.call(entry, input, { key: await world.addKey({ name: "reader", scope: "read" }) });
            expect(reader.code).toBe(entry.operation.kind === "mutation" ? "E111403" : null);
            const writer = { key: await world.addKey({ name: "writer", scope: "write" }) };
            expectAnswer(await world.surface.call(entry, input, writer), { body: {} });
          }));

      if (entry.operation.access === "project")
        it.each(Object.entries(WITHOUT_AUTHORITY[name]))("is answered as ever, if the project is named, to %s", (_, show) =>
          within(name, async (world) => {
            const somebody = await world.signUp("mallory@northfold.example");
            const { input, expected } = await callOfStranger(entry, name, world);
            const shown = show(somebody.credential, entry.operation, world);

            expectAnswer(await world.surface.call(entry, input, shown), isUnnamed(shown) ? { code: "E061001" } : expected);
          }),
        );

      if (entry.operation.access === "signedIn")
        it("F11: refuses a sign-in that waits for its second factor, a disabled user, and a caller who signed out", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            const { session, user } = world.prisma;
            const refuse = async (code: string) => expectAnswer(await world.surface.call(entry, input, credential), { code });

            if (!entry.operation.accepts?.includes("secondFactor")) {
              const purposes = await session.findMany({ select: { id: true, purpose: true } });
              await session.updateMany({ data: { purpose: "secondFactor" } });
              await refuse("E062131");
              for (const { id, purpose } of purposes) await session.update({ where: { id }, data: { purpose } });
            }
            const before = await user.findMany({ select: { id: true, status: true } });
            await user.updateMany({ data: { status: "disabled" } });
            await refuse("E062110");
            for (const { id, status } of before) await user.update({ where: { id }, data: { status } });

            await world.call("logout", {}, credential);
            await refuse("E064001");
          }));

      if (entry.operation.fresh) {
        it("F8: asks a page's visitor to confirm after ten minutes, and nobody else who signs in with one step", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            world.deps.clock.advance({ minutes: 11 });

            const { code } = await world.surface.call(entry, input, credential);

            if (name === "browser") expect(code).toBe("E062132");
            else expect(code).not.toBe("E062132");
          }));

        it("F8, F11: of who signs in with two steps goes through with both", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            await signedInBy(world, ["pwd", "totp", "mfa"]);

            expectAnswer(await world.surface.call(entry, input, credential), { body: {} });
          }));

        it("F8: of who signs in with two steps asks for the second again after ten minutes", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            await signedInBy(world, ["pwd", "totp", "mfa"]);
            world.deps.clock.advance({ minutes: 11 });

            expectAnswer(await world.surface.call(entry, input, credential), { code: "E062132" });
          }));

        it("F11: of who signs in with two steps refuses one of them", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);

            for (const methods of [["pwd"], ["email"], ["pwd", "email", "mfa"], ["totp"], ["totp", "recovery", "mfa"]]) {
              await signedInBy(world, methods);

              const { code } = await world.surface.call(entry, input, credential);
              // A page asks for what is missing, an app has to.
              expect([methods, code]).toEqual([methods, name === "browser" ? "E062132" : "E062131"]);
            }
          }));
      }

      if (shared.includes("E130429"))
        it("E6: answers a flood with 429 and a time to wait, storage that cannot answer with 503, and what nobody expected with 500", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            const { take } = world.deps.limiter;
            world.deps.limiter.take = () => 7;
            expectAnswer(await world.surface.call(entry, input, credential), { code: "E130429" });
            world.deps.limiter.take = take;
            if (!asksTheStore) return;

            breakStore(world, Object.assign(new Error("locked"), { [Symbol.for("gatehouse.StorageUnavailable")]: true }));
            expectAnswer(await world.surface.call(entry, input, credential), { code: "E010503" });

            world.logged.length = 0;
            breakStore(world, new Error("secret detail"));
            const answer = await world.surface.call(entry, input, credential);
            expectAnswer(answer, { code: "E000000" });
            expect(JSON.stringify(answer.body)).not.toContain("secret detail");
            expect(world.logged).toHaveLength(1);
          }));

      if (asksTheStore && !shared.includes("E130429") && shared.includes("E000000"))
        it("answers what nobody expected with 500, says nothing of it, and logs it", () =>
          within(name, async (world) => {
            const { input, credential } = await honestCall(entry, world);
            breakStore(world, new Error("secret detail"));
            world.deps.keys.published = () => {
              throw new Error("secret detail");
            };

            const answer = await world.surface.call(entry, input, credential);

            expectAnswer(answer, { code: "E000000" });
            expect(JSON.stringify(answer.body)).not.toContain("secret detail");
            expect(world.logged).toHaveLength(1);
          }));
    });
  }
}

/** Everything the operation asks of the store from now on fails. */
function breakStore({ deps }: World, error: Error): void {
  const fail = () => Promise.reject(error);
  const broken = new Proxy({}, { get: () => fail });
  deps.store = new Proxy(
    {},
    { get: (_, name) => (name === "transaction" ? fail : name === "with" ? () => broken : broken) },
  ) as typeof deps.store;
}

describe("every REST route", () => {
  const routes = operations.flatMap(({ operation }) => operation.routes.map((route) => ({ route, operation })));

  async function send(route: string, init: { authorization?: string; contentEncoding?: string; body?: string }) {
    return within("rest", async ({ deps, logged }) => {
      const handle = createRestHandler({ deps, log: { info() {}, warn() {}, error: (fields) => logged.push(fields) } });
      const [method = "", path = ""] = route.split(" ");
      const response = await handle(
        new Request(`http://gatehouse.test${path}`, {
          method,
          headers: {
            authorization: init.authorization ?? `Bearer ${deps.config.projectId}`,
            ...(init.contentEncoding !== undefined && { "content-encoding": init.contentEncoding }),
          },
          ...(method !== "GET" && { body: init.body ?? "{}" }),
        }),
      );
      return { status: response.status, headers: response.headers, body: await response.json() };
    });
  }

  it.each(routes.filter(({ operation }) => operation.access !== "public"))(
    "$route knows no other project",
    async ({ route, operation }) => {
      const errorCode = operation.access === "management" ? "E111119" : "E061001";

      expect(await send(route, { authorization: "Bearer Pother" })).toMatchObject({ status: 401, body: { errorCode } });
    },
  );

  it.each(routes.filter(({ route, operation }) => route.startsWith("POST") && operation.access === "project"))(
    "6.20: $route reads no encoded body, and says how to send one",
    async ({ route }) => {
      const { status, headers, body } = await send(route, { contentEncoding: "gzip" });

      expect({ status, body }).toMatchObject({ status: 415, body: { errorCode: "E010415" } });
      expect(headers.get("accept-encoding")).toBe("identity");
    },
  );

  it.each(routes.filter(({ route, operation }) => route.startsWith("POST") && operation.access === "project"))(
    "$route refuses a body that is not JSON, or too large",
    async ({ route }) => {
      expect(await send(route, { body: "{" })).toMatchObject({ status: 400, body: { errorCode: "E011001" } });
      expect(await send(route, { body: `"${"x".repeat(70_000)}"` })).toMatchObject({ status: 413, body: { errorCode: "E010413" } });
    },
  );
});
