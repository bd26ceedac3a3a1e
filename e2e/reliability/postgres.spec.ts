import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { command, findPostgres, startCluster } from "../../packages/db/src/testing/postgres.mjs";
import { type Answer, type Client, newCredentials } from "../support/client.mjs";
import { type Production, startProduction } from "../support/production.mjs";
import { countOutcomes, expect, test } from "./test";

const PROCESSES = 2;
const CONNECTIONS = 6;

/** The processes that serve, which the one that was started keeps. */
function processesOf({ pid }: Production): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => line.trim().split(/\s+/).map(Number)).flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

/** Nobody will answer: the connection broke with the request on it. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE"].includes(String(error.code));
}

test.describe("two processes behind one port, on Postgres", () => {
  test.skip(findPostgres() === undefined, "There is no Postgres on this machine");
  // One pair for all of them: each is about people of its own, and the last stops the database.
  test.describe.configure({ mode: "default" });
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let server: Production;
  /** Clients on connections of their own, which the processes share between them. */
  let clients: Client[];

  test.beforeAll(async () => {
    cluster = await startCluster(findPostgres() ?? "", tmpdir());
    await command(cluster.urlOf("postgres"), `CREATE DATABASE "gatehouse"`);
    server = await startProduction({
      database: "",
      env: { DATABASE_URL: cluster.urlOf("gatehouse"), WEB_CONCURRENCY: String(PROCESSES) },
    });
  });
  test.afterAll(async () => {
    await server?.stop();
    await cluster?.stop();
  });
  test.beforeEach(async ({ connect }) => {
    clients = Array.from({ length: CONNECTIONS }, () => connect(server));
    for (const client of clients) await client.keys();
  });

  /** Asks on one connection after the other, and counts what was answered. */
  async function inTurn(times: number, call: (client: Client) => Promise<Answer>): Promise<Record<string, number>> {
    const answers: Answer[] = [];
    for (let turn = 0; turn < times; turn++) answers.push(await call(clients[turn % clients.length] as Client));
    return countOutcomes(answers);
  }

  test("4.5, 2.8: a sign-out counts on both at once, and limits of an address and of an account are one", async () => {
    const { loginId, password } = newCredentials();
    const [first] = clients as [Client];
    const { body: session } = await first.signUp(loginId, password);
    const me = (client: Client) => client.get("/v1/auth/me", session.refreshJwt);
    expect(await inTurn(CONNECTIONS, me)).toEqual({ 200: CONNECTIONS });

    await first.post("/v1/auth/logout", {}, session.refreshJwt);

    expect(await inTurn(CONNECTIONS, async (client) => ({ ...(await me(client)), body: {} }))).toEqual({ 401: CONNECTIONS });

    const headers = { "X-Forwarded-For": "198.51.100.7" };
    const showWrongKey = (client: Client) => client.ask("POST", "/v1/mgmt/user/search", { body: {}, token: "wrong", headers });
    const { E111119: compared = 0, E130429: refused = 0 } = await inTurn(30, showWrongKey);
    expect(compared + refused).toBe(30);
    // Twenty a minute, and one more for each three seconds that this may take.
    expect(compared).toBeGreaterThanOrEqual(20);
    expect(compared).toBeLessThanOrEqual(23);

    expect(await inTurn(8, (client) => client.signIn(loginId, "a wrong guess"))).toEqual({ E062906: 5, E130429: 3 });
  });

  test("1.1, 1.3: kill -9 of one in the middle of sign-ups loses nobody who was let in, the other serves on, and a third takes its place", async ({
    connect,
  }) => {
    const acknowledged: ReturnType<typeof newCredentials>[] = [];
    let answeredAfter = 0;
    let isKilled = false;

    await Promise.all(
      clients.map(async (client) => {
        let present = client;
        while (answeredAfter < 20) {
          const person = newCredentials();
          const answer = await present.signUp(person.loginId, person.password).catch((error: unknown) => {
            if (!isGone(error)) throw error;
            present = connect(server);
          });
          if (!answer) continue;
          expect(answer.status).toBe(200);
          acknowledged.push(person);
          if (isKilled) answeredAfter++;
          else if (acknowledged.length === 20) {
            process.kill(processesOf(server)[0] ?? 0, "SIGKILL");
            isKilled = true;
          }
        }
      }),
    );

    await server.says(/ended with SIGKILL; another takes its place/);
    const signIns: Answer[] = [];
    for (const { loginId, password } of acknowledged) signIns.push(await connect(server).signIn(loginId, password));
    expect(countOutcomes(signIns)).toEqual({ 200: acknowledged.length });
  });

  test("1.8: one after the other is replaced in the middle of sign-ins, after an answer to everything that was sent", async () => {
    const { loginId, password } = newCredentials();
    const { body: session } = (await clients[0]?.signUp(loginId, password)) ?? {};
    await expect.poll(() => processesOf(server)).toHaveLength(PROCESSES);
    const before = processesOf(server);
    let isReplaced = false;
    const answers: Answer[] = [];

    server.signal("SIGUSR2");
    const replaced = server.says(/All 2 processes were replaced/).then(() => {
      isReplaced = true;
    });
    await Promise.all(
      clients.map(async (client, index) => {
        while (!isReplaced)
          answers.push(await (index === 0 ? client.signIn(loginId, password) : client.get("/v1/auth/me", session.refreshJwt)));
      }),
    );

    await replaced;
    expect(countOutcomes(answers)).toEqual({ 200: answers.length });
    expect(processesOf(server).filter((pid) => before.includes(pid))).toEqual([]);
  });

  test("while the database is started again the answer is 503 and when to come back, then all is well", async () => {
    const { loginId, password } = newCredentials();
    const [first, ...others] = clients as [Client, ...Client[]];
    const { body: session } = await first.signUp(loginId, password);
    let isBack = false;
    const answers: Answer[] = [];
    const load = others.map(async (client) => {
      for (let well = 0; well < 5; ) {
        const answer = await client.get("/v1/auth/me", session.refreshJwt);
        answers.push(answer);
        if (isBack && answer.status === 200) well++;
      }
    });

    await cluster.end();
    const { status, headers } = await first.signIn(loginId, password);
    await cluster.begin();
    isBack = true;
    await Promise.all(load);

    expect(status).toBe(503);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    const { 200: well = 0, E010503: unavailable = 0 } = countOutcomes(answers);
    expect(well + unavailable).toBe(answers.length);
    expect(answers.filter((answer) => answer.status === 503 && !answer.headers["retry-after"])).toEqual([]);
    expect(await inTurn(CONNECTIONS, (client) => client.signIn(loginId, password))).toEqual({ 200: CONNECTIONS });
  });
});
