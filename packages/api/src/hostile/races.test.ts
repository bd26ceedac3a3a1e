import type { JWTResponse } from "@repo/contract/session";
import { afterEach, describe, expect, it } from "vitest";
import { createTestApi, signUp, type TestAnswer, type TestApi, type TestApiOptions } from "../testing/rest-api";

const REPEATS = 3;
const CALLS = 50;
const REFRESHES = 20;

const repeats = Array.from({ length: REPEATS }, (_, index) => index + 1);
const open: TestApi[] = [];

async function start(options?: TestApiOptions): Promise<TestApi> {
  const api = await createTestApi(options);
  open.push(api);
  return api;
}

/** One server, or two that share nothing but the database file. */
async function startServers(count: number, options: TestApiOptions = {}): Promise<[TestApi, ...TestApi[]]> {
  const first = await start(options);
  const others = await Promise.all(Array.from({ length: count - 1 }, () => start({ ...options, databaseUrl: first.databaseUrl })));
  return [first, ...others];
}

afterEach(async () => {
  // The one that made the file removes it.
  for (const api of open.splice(0).reverse()) await api.close();
});

/** Sends all calls at once, to the servers in turn. */
function atOnce<T>(servers: readonly TestApi[], count: number, send: (api: TestApi, index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(servers[index % servers.length] as TestApi, index)));
}

function codeOf({ status, body }: TestAnswer<{ errorCode?: string }>): string {
  return status === 200 ? "200" : `${status} ${body.errorCode}`;
}

function countBy(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

const passwordOf = (index: number) => `correct horse battery ${index}`;

describe.each([
  ["2.1: one server", 1],
  ["2.8: two servers on one database file", 2],
])("%s", (_name, serverCount) => {
  it.each(repeats)(
    `one of ${CALLS} sign-ups of one login ID at once wins, and its password is the one that signs in (run %i)`,
    async () => {
      const servers = await startServers(serverCount);
      const [api] = servers;

      const answers = await atOnce(servers, CALLS, (server, index) =>
        server.call<{ errorCode?: string }>(
          "/v1/auth/password/signup",
          // Differently typed, the same login ID.
          { loginId: index % 2 === 0 ? "ada@example.com" : " Ada@Example.COM", password: passwordOf(index) },
          { address: `192.0.2.${index}` },
        ),
      );

      expect(countBy(answers.map(codeOf))).toEqual({ 200: 1, "400 E062107": CALLS - 1 });
      const winner = answers.findIndex(({ status }) => status === 200);
      const loser = (winner + 1) % CALLS;
      const signIn = (index: number) =>
        api.call<{ errorCode?: string }>("/v1/auth/password/signin", { loginId: "ada@example.com", password: passwordOf(index) });
      expect([codeOf(await signIn(winner)), codeOf(await signIn(loser))]).toEqual(["200", "401 E062906"]);
      const { prisma } = api.database;
      // Nothing of the losers is left: one user, one login ID, one password, the sessions of two successes.
      const rows = await Promise.all([prisma.user.count(), prisma.loginId.count(), prisma.password.count(), prisma.session.count()]);
      expect(rows).toEqual([1, 1, 1, 2]);
    },
  );
});

describe.each([
  ["one server", 1],
  ["2.8: two servers on one database file", 2],
])("2.4: %s", (_name, serverCount) => {
  async function refreshAtOnce(options: TestApiOptions) {
    const servers = await startServers(serverCount, options);
    const [api] = servers;
    const { refreshJwt: token } = await signUp(api);
    api.deps.clock.advance({ seconds: 1 });
    for (const other of servers.slice(1)) other.deps.clock.advance({ seconds: 1 });

    const answers = await atOnce(servers, REFRESHES, (server) => server.call<JWTResponse>("/v1/auth/refresh", {}, { token }));

    return { api, token, answers };
  }

  it(`without rotation ${REFRESHES} refreshes at once all succeed and hand the same refresh token back`, async () => {
    const { token, answers } = await refreshAtOnce({});

    expect(answers.map(({ status }) => status)).toEqual(Array(REFRESHES).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshJwt))).toEqual(new Set([token]));
  });

  it.each(repeats)(`S7: with rotation ${REFRESHES} refreshes at once get one and the same successor (run %i)`, async () => {
    const { api, token, answers } = await refreshAtOnce({ config: { refreshRotation: true } });

    expect(answers.map(({ status }) => status)).toEqual(Array(REFRESHES).fill(200));
    const successors = new Set(answers.map(({ body }) => body.refreshJwt));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(token);
    expect(await api.database.prisma.session.findMany({ select: { refreshSerial: true } })).toEqual([{ refreshSerial: 1 }]);
  });

  it("4.1: the spent token, shown again after the grace time by many at once, ends the session for all of them and for its successor", async () => {
    const { api, token, answers } = await refreshAtOnce({ config: { refreshRotation: true } });
    const successor = answers[0]?.body.refreshJwt;
    api.deps.clock.advance({ seconds: 11 });

    const reused = await atOnce([api], REFRESHES, (server) => server.call<{ errorCode?: string }>("/v1/auth/refresh", {}, { token }));

    expect(reused.map(({ status }) => status)).toEqual(Array(REFRESHES).fill(401));
    expect(await api.call("/v1/auth/refresh", {}, { token: successor })).toMatchObject({ status: 401, body: { errorCode: "E064001" } });
  });
});

describe("a logout among refreshes", () => {
  it.each(repeats)("leaves no refresh token that works (run %i)", async () => {
    const [api] = await startServers(1, { config: { refreshRotation: true } });
    const { refreshJwt: token } = await signUp(api);

    const answers = await atOnce([api], REFRESHES, (server, index) =>
      server.call<JWTResponse & { errorCode?: string }>(index === 5 ? "/v1/auth/logout" : "/v1/auth/refresh", {}, { token }),
    );

    expect(answers[5]).toMatchObject({ status: 200, body: { refreshJwt: "" } });
    expect(Object.keys(countBy(answers.map(codeOf))).filter((code) => code !== "200" && code !== "401 E064001")).toEqual([]);
    const issued = new Set(answers.flatMap(({ body }) => (body.refreshJwt ? [body.refreshJwt] : [])));
    for (const refreshJwt of issued) expect(await api.call("/v1/auth/me", undefined, { token: refreshJwt })).toMatchObject({ status: 401 });
  });
});

describe("1.1: an acknowledged sign-up", () => {
  it("is there for a server that opens the file afterwards, tokens, keys and all", async () => {
    const keeper = await start();
    const first = await createTestApi({ databaseUrl: keeper.databaseUrl });
    const { refreshJwt: token, sessionJwt } = await signUp(first);
    const published = await first.call(`/v2/keys/${first.deps.config.projectId}`);
    await first.close();

    const second = await start({ databaseUrl: keeper.databaseUrl });

    expect(await second.call("/v1/auth/me", undefined, { token })).toMatchObject({ status: 200, body: { loginIds: ["ada@example.com"] } });
    expect(await second.call("/v1/auth/validate", {}, { token: sessionJwt })).toMatchObject({ status: 200 });
    expect((await second.call(`/v2/keys/${second.deps.config.projectId}`)).body).toEqual(published.body);
  });

  it("is there for a reader of the file at the moment of the answer, while the server goes on", async () => {
    const [writer, reader] = await startServers(2);

    const { refreshJwt: token } = await signUp(writer);

    expect(await reader?.call("/v1/auth/me", undefined, { token })).toMatchObject({ status: 200 });
  });
});
