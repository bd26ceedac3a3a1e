import type { NewUser } from "@repo/db/users";
import argon2 from "argon2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, BOB, openScene, PASSWORD, type Scene, signIn, signUp } from "../testing/scene";

const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
const WRONG = "eight blue bottles";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  await signUp(scene.deps, ADA);
  scene.deps.passwords.count = 0;
});

afterEach(() => scene.close());

/** What a caller sees of a refusal. */
async function refusalOf(work: Promise<unknown>) {
  const error = await work.then(
    () => expect.fail("was not refused"),
    (refusal) => refusal,
  );
  return { ...error.toBody(), status: error.status, retryAfterSeconds: error.retryAfterSeconds };
}

/** The codes that so many wrong passwords in a row are answered, "in" for none. */
async function tryTimes(times: number, loginId: string, password = WRONG): Promise<string[]> {
  const answers: string[] = [];
  for (let tried = 0; tried < times; tried++) {
    answers.push(
      await signIn(scene.deps, loginId, { password }).then(
        () => "in",
        ({ code }) => code,
      ),
    );
  }
  return answers;
}

/** Hashes that the work costs. */
async function hashesOf(work: () => Promise<unknown>): Promise<number> {
  const before = scene.deps.passwords.count;
  await work();
  return scene.deps.passwords.count - before;
}

async function addUser(loginId: string, more: Partial<NewUser>): Promise<void> {
  await scene.deps.store.users.create({ id: `U ${loginId}`, loginIds: [loginId], createdAt: scene.deps.clock.now(), ...more });
}

async function updateUser(loginId: string, data: { status: string }): Promise<void> {
  const { userId } = await scene.prisma.loginId.findUniqueOrThrow({ where: { loginId } });
  await scene.prisma.user.update({ where: { id: userId }, data });
}

async function updatePassword(loginId: string, data: { hash?: string; mustChange?: boolean }): Promise<void> {
  const { userId } = await scene.prisma.loginId.findUniqueOrThrow({ where: { loginId } });
  await scene.prisma.password.update({ where: { userId }, data });
}

async function storedHash(): Promise<string> {
  const { hash } = await scene.prisma.password.findFirstOrThrow();
  return hash;
}

const ONE_ANSWER = {
  errorCode: "E062906",
  errorDescription: "Invalid signin credentials",
  errorMessage: "Invalid signin credentials",
  status: 401,
  retryAfterSeconds: undefined,
};

describe("signInWithPassword", () => {
  it("opens a session with one hash", async () => {
    const answer = await signIn(scene.deps, ADA);

    expect(answer).toMatchObject({ firstSeen: false, claims: { amr: ["pwd"], sub: answer.user.userId }, user: { loginIds: [ADA] } });
    expect(scene.deps.passwords.count).toBe(1);
  });

  it("signs in by every login ID of the user", async () => {
    const { user } = await signIn(scene.deps, ADA);
    await scene.prisma.loginId.create({ data: { loginId: "countess", userId: user.userId, position: 1 } });

    const again = await signIn(scene.deps, "countess");

    expect(again.user).toMatchObject({ userId: user.userId, loginIds: [ADA, "countess"] });
  });

  it.each([{ stepup: true }, { mfa: true }])(
    "answers E062130 without a refresh token before anything is hashed: %j",
    async (loginOptions) => {
      await expect(signIn(scene.deps, ADA, { loginOptions })).rejects.toMatchObject({ code: "E062130", status: 401 });
      await expect(signIn(scene.deps, ADA, { loginOptions }, testCaller(scene.deps, "stale.token.indeed"))).rejects.toMatchObject({
        code: "E062130",
      });

      expect(scene.deps.passwords.count).toBe(0);
    },
  );

  it("steps the session of its refresh token up", async () => {
    const { refreshJwt, claims } = await signIn(scene.deps, ADA);

    const stepped = await signIn(scene.deps, ADA, { loginOptions: { stepup: true } }, testCaller(scene.deps, refreshJwt));

    expect(stepped).toMatchObject({ refreshJwt, claims: { sid: claims.sid, su: true } });
  });

  it("enables an invited user at the first sign-in, which is the first time seen", async () => {
    await scene.prisma.user.updateMany({ data: { status: "invited", firstSeenAt: null } });

    expect(await signIn(scene.deps, ADA)).toMatchObject({ firstSeen: true, user: { status: "enabled" } });
    expect(await signIn(scene.deps, ADA)).toMatchObject({ firstSeen: false, user: { status: "enabled" } });
  });
});

// Whoever asks must not learn from answer or work which login IDs exist, and in what state.
describe("a sign-in that is wrong", () => {
  beforeEach(async () => {
    const passwordHash = await storedHash();
    await addUser("codes-only@example.com", {});
    await addUser("disabled@example.com", { passwordHash, status: "disabled" });
    await addUser("expired@example.com", { passwordHash });
    await updatePassword("expired@example.com", { mustChange: true });
  });

  it.each([
    ["an unknown login ID", "nobody@example.com", PASSWORD],
    ["a user without a password", "codes-only@example.com", PASSWORD],
    ["the wrong password", ADA, WRONG],
    ["the wrong password of a disabled user", "disabled@example.com", WRONG],
    ["the wrong password in place of one to be changed", "expired@example.com", WRONG],
    ["the beginning of the password", ADA, PASSWORD.slice(0, -1)],
    ["the password in capitals", ADA, PASSWORD.toUpperCase()],
    ["a blank password", ADA, " "],
    ["NUL for a password", ADA, "\0"],
    ["1,025 bytes for a password", ADA, "a".repeat(1025)],
    ["1,025 bytes for a password of nobody", "nobody@example.com", "a".repeat(1025)],
    ["the password and more than 1,024 bytes", ADA, PASSWORD + " ".repeat(60_000)],
  ])("E1, E2, 5.1: is answered alike, after one hash: %s", async (_, loginId, password) => {
    expect(await refusalOf(signIn(scene.deps, loginId, { password }))).toEqual(ONE_ANSWER);

    expect(scene.deps.passwords.count).toBe(1);
    // By what was typed, and by whose it is, or by nobody.
    expect(await scene.prisma.budget.count()).toBe(2);
  });

  it("E2: runs the same statements, whoever it is for", async () => {
    const { deps, statements } = scene;
    const seen: string[][] = [];
    for (const loginId of ["nobody@example.com", "codes-only@example.com", ADA, "disabled@example.com", "expired@example.com"]) {
      statements.length = 0;
      await refusalOf(signIn(deps, loginId, { password: WRONG }));
      seen.push(statements.splice(0));
    }

    expect(seen[0]).toHaveLength(2);
    expect(seen).toEqual(seen.map(() => seen[0]));
  });

  it("E1, 7.4: is answered alike where the stored hash is too costly to run", async () => {
    await updatePassword(ADA, {
      hash: "$argon2id$v=19$m=4194304,t=2,p=1$DU4LyYNvk+BwLgDMZGlK1g$klZ2mBOaiVis/4XgG5Uq4wqclerIbVxq5wfA3hn23D0",
    });

    expect(await refusalOf(signIn(scene.deps, ADA))).toEqual(ONE_ANSWER);
    expect(scene.deps.passwords.count).toBe(1);
  });

  it("tells a disabled user E062110 once the password matched", async () => {
    const refusal = await refusalOf(signIn(scene.deps, "disabled@example.com"));

    expect(refusal).toMatchObject({ errorCode: "E062110", status: 403 });
    expect(scene.deps.passwords.count).toBe(1);
  });

  it("tells E062909 of a password to be changed once it matched", async () => {
    const refusal = await refusalOf(signIn(scene.deps, "expired@example.com"));

    expect(refusal).toMatchObject({ errorCode: "E062909", status: 401 });
    expect(scene.deps.passwords.count).toBe(1);
  });

  it("opens no session for a disabled user, nor for a password to be changed", async () => {
    const before = await scene.prisma.session.count();

    await refusalOf(signIn(scene.deps, "disabled@example.com"));
    await refusalOf(signIn(scene.deps, "expired@example.com"));

    expect(await scene.prisma.session.count()).toBe(before);
  });
});

// Guessing must cost more than it brings, and must not keep the owner out.
describe("the slow-down", () => {
  it.each([
    ["an existing login ID", ADA],
    ["an unknown one", "nobody@example.com"],
  ])("E4: lets five wrong passwords through and answers the next E130429 without a hash: %s", async (_, loginId) => {
    expect(await tryTimes(5, loginId)).toEqual(new Array(5).fill("E062906"));

    expect(await hashesOf(() => tryTimes(10, loginId))).toBe(0);
    expect(await refusalOf(signIn(scene.deps, loginId, { password: WRONG }))).toEqual({
      errorCode: "E130429",
      errorDescription: "Rate limit exceeded",
      errorMessage: "Too many tries. Try again in 1 seconds",
      status: 429,
      retryAfterSeconds: 1,
    });
  });

  it("E4: doubles the wait from 1 s to 15 min", async () => {
    await tryTimes(5, ADA);

    const waits: number[] = [];
    for (let round = 0; round < 12; round++) {
      const { retryAfterSeconds } = await refusalOf(signIn(scene.deps, ADA, { password: WRONG }));
      waits.push(retryAfterSeconds);
      scene.deps.clock.advance({ seconds: retryAfterSeconds });
      expect(await tryTimes(1, ADA)).toEqual(["E062906"]);
    }

    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  it("3.2: answers the first 429 of 40 wrong passwords to the sixth", async () => {
    const answers = await tryTimes(40, ADA);

    expect(answers.indexOf("E130429")).toBe(5);
    expect(answers.slice(5)).toEqual(new Array(35).fill("E130429"));
    expect(scene.deps.passwords.count).toBe(5);
  });

  it("E4: refuses the right password too while it lasts", async () => {
    await tryTimes(5, ADA);

    expect(await hashesOf(() => tryTimes(1, ADA, PASSWORD))).toBe(0);
    expect(await tryTimes(1, ADA, PASSWORD)).toEqual(["E130429"]);
  });

  it("3.2: lets the right password in after the wait, and then counts from nothing", async () => {
    await tryTimes(5, ADA);
    scene.deps.clock.advance({ seconds: 1 });

    expect(await tryTimes(1, ADA, PASSWORD)).toEqual(["in"]);
    expect(await tryTimes(6, ADA)).toEqual([...new Array(5).fill("E062906"), "E130429"]);
  });

  it("3.2: leaves other users alone", async () => {
    await addUser(BOB, { passwordHash: await storedHash() });
    await tryTimes(6, ADA);

    expect(await tryTimes(1, BOB, PASSWORD)).toEqual(["in"]);
  });

  it("does not begin anew when a disabled user knows the password", async () => {
    await updateUser(ADA, { status: "disabled" });
    await tryTimes(4, ADA);

    expect(await tryTimes(1, ADA, PASSWORD)).toEqual(["E062110"]);
    expect(await tryTimes(2, ADA)).toEqual(["E062906", "E130429"]);
  });

  it("E4: compares at most six of 20 wrong passwords at once: five are free, and two are let in at a time", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => tryTimes(1, ADA)));

    const compared = scene.deps.passwords.count;
    expect(compared).toBeGreaterThanOrEqual(5);
    expect(compared).toBeLessThanOrEqual(6);
    expect(answers.flat().sort()).toEqual([...new Array(5).fill("E062906"), ...new Array(15).fill("E130429")]);
  });
});

describe("the stored hash", () => {
  it.each([
    ["argon2i", argon2.argon2i],
    ["argon2d", argon2.argon2d],
    ["argon2id", argon2.argon2id],
  ])("P14: becomes one of ours at the first sign-in after an import: %s", async (_, type) => {
    await updatePassword(ADA, { hash: await argon2.hash(PASSWORD, { type, memoryCost: 1024, timeCost: 3, parallelism: 2 }) });

    expect(await hashesOf(() => signIn(scene.deps, ADA))).toBe(2);

    expect(await storedHash()).toMatch(OURS);
    expect(await hashesOf(() => signIn(scene.deps, ADA))).toBe(1);
  });

  it("P14: stays as it is after a wrong password", async () => {
    const foreign = await argon2.hash(PASSWORD, { memoryCost: 1024, timeCost: 3, parallelism: 2 });
    await updatePassword(ADA, { hash: foreign });

    await tryTimes(1, ADA);

    expect(await storedHash()).toBe(foreign);
  });

  it("P14: stays as it is when it is one of today's", async () => {
    const before = await storedHash();

    await signIn(scene.deps, ADA);

    expect(await storedHash()).toBe(before);
  });
});
