import { openDatabase } from "@repo/db/client";
import { createStore } from "@repo/db/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestApi, PASSWORD, signUp, type TestApi } from "../testing/rest-api";

const UNAVAILABLE = {
  status: 503,
  body: {
    errorCode: "E010503",
    errorDescription: "Storage is unavailable, try again shortly",
    errorMessage: "Storage is unavailable, try again shortly",
  },
};

let api: TestApi;

beforeEach(async () => {
  api = await createTestApi({ databaseOptions: { lockWaitMilliseconds: 50 } });
});

afterEach(() => api.close());

function signUpCall(loginId: string) {
  return api.call("/v1/auth/password/signup", { loginId, password: PASSWORD });
}

function signInCall(loginId: string, password = PASSWORD) {
  return api.call("/v1/auth/password/signin", { loginId, password });
}

/** Takes the database's write lock, as another process would, while `work` runs. */
async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  const other = await openDatabase(api.databaseUrl);
  try {
    return await other.transaction(work);
  } finally {
    await other.close();
  }
}

/** SQLite raises a limit below the present size to that size. The limit belongs to a connection, and writes come from two. */
async function limitPages(pages: number): Promise<void> {
  const pragma = `PRAGMA max_page_count = ${pages}`;
  await api.database.prisma.$queryRawUnsafe(pragma);
  await api.database.transaction((tx) => tx.$queryRawUnsafe(pragma));
}

/** Signs up until something else than 200 comes back: that answer, and who was told that they are in. */
async function signUpUntilRefused() {
  const acknowledged: string[] = [];
  for (let user = 0; user < 300; user++) {
    const answer = await api.call(
      "/v1/auth/password/signup",
      { loginId: `user${user}`, password: PASSWORD, user: { icon: `https://pictures.example/${"x".repeat(2000)}` } },
      {
        address: `192.0.2.${user % 250}`,
      },
    );
    if (answer.status !== 200) return { answer, acknowledged };
    acknowledged.push(`user${user}`);
  }
  throw new Error("The limit was not reached");
}

describe("a database that another process keeps locked", () => {
  it("1.7: writes are answered 503 with Retry-After, one log line each; afterwards they work", async () => {
    const { refreshJwt: token } = await signUp(api);

    const refused = await whileLocked(async () => [
      await signUpCall("grace@example.com"),
      await signInCall("ada@example.com"),
      await signInCall("ada@example.com", "wrong horse battery"),
      await api.call("/v1/auth/logout", {}, { token }),
    ]);

    for (const answer of refused) {
      expect(answer).toMatchObject(UNAVAILABLE);
      expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    }
    expect(api.errors).toHaveLength(refused.length);
    expect(await api.call("/v1/auth/logout", {}, { token })).toMatchObject({ status: 200 });
    expect(await signUpCall("grace@example.com")).toMatchObject({ status: 200, body: { firstSeen: true } });
  });

  it("1.7: reads go on, also of a session whose last use could not be noted", async () => {
    const { refreshJwt: token, sessionJwt } = await signUp(api);
    api.deps.clock.advance({ minutes: 6 });

    const answers = await whileLocked(async () => [
      await api.call("/v1/auth/me", undefined, { token }),
      await api.call("/v1/auth/me/history", undefined, { token }),
      await api.call("/v1/auth/refresh", {}, { token }),
      await api.call("/v1/auth/validate", {}, { token: sessionJwt }),
      await api.call(`/v2/keys/${api.deps.config.projectId}`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(api.errors).toEqual([]);
  });
});

describe("a full disk", () => {
  it("1.5: sign-ups are answered 503, nobody acknowledged is lost, reads go on, and space is all it takes to go on", async () => {
    const { refreshJwt: token } = await signUp(api);
    await limitPages(1);

    const { answer, acknowledged } = await signUpUntilRefused();

    expect(answer).toMatchObject(UNAVAILABLE);
    expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    const users = await api.database.prisma.loginId.findMany({ select: { loginId: true } });
    expect(users.map(({ loginId }) => loginId).sort()).toEqual(["ada@example.com", ...acknowledged].sort());
    api.deps.clock.advance({ minutes: 6 });
    expect(await api.call("/v1/auth/me", undefined, { token })).toMatchObject({ status: 200, body: { loginIds: ["ada@example.com"] } });
    expect(await api.call(`/v2/keys/${api.deps.config.projectId}`)).toMatchObject({ status: 200 });

    await limitPages(1_000_000);
    expect(await signUpCall("afterwards@example.com")).toMatchObject({ status: 200 });
  });
});

describe("a read-only database", () => {
  it("1.6: reads are answered, writes 503", async () => {
    const { refreshJwt: token } = await signUp(api);
    const readOnly = await openDatabase(`${api.databaseUrl}?mode=ro`);
    api.deps.store = createStore(readOnly);
    api.deps.clock.advance({ minutes: 6 });

    expect(await api.call("/v1/auth/me", undefined, { token })).toMatchObject({ status: 200 });
    expect(await api.call("/v1/auth/refresh", {}, { token })).toMatchObject({ status: 200 });
    expect(await signUpCall("grace@example.com")).toMatchObject(UNAVAILABLE);
    expect(await signInCall("ada@example.com")).toMatchObject(UNAVAILABLE);
    expect(await signInCall("ada@example.com", "wrong horse battery")).toMatchObject(UNAVAILABLE);
    await readOnly.close();
  });
});
