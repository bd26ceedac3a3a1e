import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authenticator } from "../support/authenticator";
import { type Answer, type Client, newCredentials } from "../support/client.mjs";
import { readMail } from "../support/mail";
import { startMailServer } from "../support/mail-server.mjs";
import { type Production, startProduction } from "../support/production.mjs";
import { countOutcomes, expect, lookInto, test } from "./test";

const AT_ONCE = 50;

/** Asks many times at once, in turn at one server and the other, each time on a connection of its own that is open already. */
async function atOnce(clients: readonly Client[], call: (client: Client, index: number) => Promise<Answer>): Promise<Answer[]> {
  await Promise.all(clients.map((client) => client.keys()));
  return Promise.all(clients.map(call));
}

test("1.4: two processes that start at once on an empty file make one schema and one key", async ({ database, start, connect }) => {
  const [one, other] = await Promise.all([start(), start()]);
  const ada = newCredentials();

  const { body: keys } = await connect(one).keys();
  expect(keys.keys).toHaveLength(1);
  expect((await connect(other).keys()).body).toEqual(keys);
  expect(lookInto(database, "SELECT migration_name FROM _prisma_migrations GROUP BY 1 HAVING count(*) > 1")).toEqual([]);

  const { body: session } = await connect(one).signUp(ada.loginId, ada.password);
  expect(await connect(other).signIn(ada.loginId, ada.password)).toMatchObject({ status: 200 });
  expect(await connect(other).get("/v1/auth/me", session.refreshJwt)).toMatchObject({ status: 200 });
});

test.describe("two processes on one database", () => {
  // One pair for all of them: each is about people of its own.
  test.describe.configure({ mode: "default" });
  let folder: string;
  let mailServer: Awaited<ReturnType<typeof startMailServer>>;
  let servers: [Production, Production];
  let clientsOfBoth: (count: number) => Client[];

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-reliability-"));
    mailServer = await startMailServer();
    const settings = { database: join(folder, "gatehouse.db"), env: { SMTP_URL: mailServer.url, REFRESH_ROTATION: "on" } };
    servers = await Promise.all([startProduction(settings), startProduction(settings)]);
  });
  test.afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await mailServer.stop();
    rmSync(folder, { recursive: true });
  });
  test.beforeEach(({ connect }) => {
    clientsOfBoth = (count) => Array.from({ length: count }, (_, index) => connect(servers[index % 2] as Production));
  });

  test("2.1, 2.8: of 50 sign-ups of one login ID one is let in, and its password alone works", async () => {
    const { loginId } = newCredentials();
    const passwords = Array.from({ length: AT_ONCE }, () => newCredentials().password);

    const answers = await atOnce(clientsOfBoth(AT_ONCE), (client, index) => client.signUp(loginId, passwords[index] ?? ""));

    expect(countOutcomes(answers)).toEqual({ 200: 1, E062107: AT_ONCE - 1 });
    const winner = answers.findIndex(({ status }) => status === 200);
    const [client] = clientsOfBoth(1) as [Client];
    expect(await client.signIn(loginId, passwords[(winner + 1) % AT_ONCE] ?? "")).toMatchObject({ status: 401 });
    expect(await client.signIn(loginId, passwords[winner] ?? "")).toMatchObject({ status: 200 });
  });

  test("2.2, 2.8, C3: of 50 verifications of one code one makes a session", async () => {
    const mail = readMail(mailServer.letters);
    const { loginId } = newCredentials();
    const clients = clientsOfBoth(AT_ONCE);
    await clients[0]?.post("/v1/auth/otp/signup/email", { loginId });
    const code = await mail.code(loginId);

    const answers = await atOnce(clients, (client) => client.post("/v1/auth/otp/verify/email", { loginId, code }));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test("2.3, 2.8, C4: of 50 wrong codes of strangers at most 5 are compared, then the right one is worth nothing to them", async () => {
    const mail = readMail(mailServer.letters);
    const { loginId } = newCredentials();
    const [owner, ...clients] = clientsOfBoth(AT_ONCE + 1);
    await owner?.post("/v1/auth/otp/signup/email", { loginId });
    const code = await mail.code(loginId);
    const wrongCodes = Array.from({ length: AT_ONCE }, (_, index) => String((Number(code) + 1 + index) % 1_000_000).padStart(6, "0"));

    const answers = await atOnce(clients, (client, index) =>
      client.post("/v1/auth/otp/verify/email", { loginId, code: wrongCodes[index] }),
    );

    const { E061102: compared = 0, E061103: dead = 0, E130429: slowedDown = 0 } = countOutcomes(answers);
    expect(compared + dead + slowedDown).toBe(AT_ONCE);
    expect(compared).toBeLessThanOrEqual(5);
    const late = await clients[0]?.post("/v1/auth/otp/verify/email", { loginId, code });
    expect(["E061103", "E130429"]).toContain(late?.body.errorCode);
    // Whoever asked has tries of their own, so that nobody else uses them up.
    expect(await owner?.post("/v1/auth/otp/verify/email", { loginId, code })).toMatchObject({ status: 200 });
  });

  test("2.4, 2.8, S7: 20 refreshes with one token get the same successor", async () => {
    const { loginId, password } = newCredentials();
    const clients = clientsOfBoth(20);
    const { body: session } = (await clients[0]?.signUp(loginId, password)) ?? {};

    const answers = await atOnce(clients, (client) => client.post("/v1/auth/refresh", {}, session.refreshJwt));

    expect(countOutcomes(answers)).toEqual({ 200: 20 });
    const [successor, ...others] = new Set(answers.map(({ body }) => body.refreshJwt));
    expect(others).toEqual([]);
    expect(successor).not.toBe(session.refreshJwt);
  });

  test("2.5, 2.8, F4: of 20 verifications of one authenticator code one makes a session", async () => {
    const { loginId } = newCredentials();
    const clients = clientsOfBoth(20);
    const { body: enrolment } = (await clients[0]?.post("/v1/auth/totp/signup", { loginId })) ?? {};
    const code = await new Authenticator(enrolment.key).code();

    const answers = await atOnce(clients, (client) => client.post("/v1/auth/totp/verify", { loginId, code }));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });
});
