import { newCredentials } from "../support/client.mjs";
import { countOutcomes, expect, lookInto, test } from "./test";

const CONNECTIONS = 8;
const ACKNOWLEDGED = 40;

/** Nobody will answer: the connection broke with the request on it, or there is nobody to connect to. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ECONNRESET", "ECONNREFUSED", "EPIPE"].includes(String(error.code));
}

test("1.1, 1.3, 1.4: kill -9 in the middle of sign-ups loses nobody who was let in, and ends no session", async ({
  database,
  start,
  connect,
}) => {
  const first = await start();
  const witness = connect(first);
  const { body: keys } = await witness.keys();
  const ada = newCredentials();
  const { body: session } = await witness.signUp(ada.loginId, ada.password);
  const acknowledged = [ada];
  const unanswered: (typeof ada)[] = [];

  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = connect(first);
      for (;;) {
        const person = newCredentials();
        const answer = await client.signUp(person.loginId, person.password).catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
        if (!answer) return unanswered.push(person);
        expect(answer.status).toBe(200);
        acknowledged.push(person);
        if (acknowledged.length === ACKNOWLEDGED) void first.kill();
      }
    }),
  );

  const second = await start();
  const client = connect(second);
  expect((await client.keys()).body).toEqual(keys);
  expect(await client.get("/v1/auth/me", session.refreshJwt)).toMatchObject({ status: 200, body: { loginIds: [ada.loginId] } });
  expect(await client.post("/v1/auth/refresh", {}, session.refreshJwt)).toMatchObject({ status: 200 });

  // One after the other: a slow machine turns away what it cannot hash within five seconds, and is right to.
  const signIns = [];
  for (const { loginId, password } of acknowledged) signIns.push(await connect(second).signIn(loginId, password));
  expect(countOutcomes(signIns)).toEqual({ 200: acknowledged.length });

  // Who heard nothing is either in, whole, or never was.
  for (const { loginId, password } of unanswered) {
    const again = await client.signUp(loginId, password);
    expect(["200", "E062107"]).toContain(again.body.errorCode ?? String(again.status));
    expect(await client.signIn(loginId, password)).toMatchObject({ status: 200 });
  }

  expect(await second.stop()).toBe(0);
  expect(lookInto(database, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(lookInto(database, "PRAGMA foreign_key_check")).toEqual([]);
});

test("1.8: SIGTERM in the middle of sign-ins ends with 0, after an answer to everything that was sent", async ({ start, connect }) => {
  const server = await start();
  const { loginId, password } = newCredentials();
  const { body: session } = await connect(server).signUp(loginId, password);
  const calls = [
    (client: ReturnType<typeof connect>) => client.signIn(loginId, password),
    (client: ReturnType<typeof connect>) => client.get("/v1/auth/me", session.refreshJwt),
  ];
  let stopped: Promise<number | null> | undefined;
  let answers = 0;

  const ends = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, index) => {
      const client = connect(server);
      const call = calls[index % calls.length] as (typeof calls)[number];
      try {
        for (;;) {
          expect((await call(client)).status).toBe(200);
          answers += 1;
          if (answers === ACKNOWLEDGED) stopped = server.stop();
        }
      } catch (error) {
        return error;
      }
    }),
  );

  expect(ends.map((error) => (error as NodeJS.ErrnoException).code)).toEqual(ends.map(() => "ECONNREFUSED"));
  expect(await stopped).toBe(0);
});
