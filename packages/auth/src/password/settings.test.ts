import { AuthError } from "@repo/contract/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configurePasswordSettings } from "../management/password";
import { createUser } from "../management/user-create";
import { expirePassword, setActivePassword, setTemporaryPassword } from "../management/user-password";
import { collectLetters, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import {
  ADA,
  addTenant,
  BOB,
  openScene,
  PASSWORD,
  proveAddresses,
  refresh,
  type Scene,
  sealedCaller,
  sessionIdOf,
  signIn,
  signUp,
} from "../testing/scene";
import { replacePassword, showPolicy, updatePassword } from "./change";

const NEXT = "four kites above the bay";
const WRONG = "not the bottles";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const configure = (settings: object) => configurePasswordSettings(scene.deps, settings, managementCaller(scene.deps));
const replace = (oldPassword: string, newPassword = NEXT, loginId = ADA) =>
  replacePassword(scene.deps, { loginId, oldPassword, newPassword }, testCaller(scene.deps));
const tryWrong = (times: number, loginId = ADA) => outcomesOf(times, () => signIn(scene.deps, loginId, { password: WRONG }));
const tryRight = (password = PASSWORD) => outcomeOf(signIn(scene.deps, ADA, { password }));

async function refusalOf(call: Promise<unknown>): Promise<AuthError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AuthError) return error;
  throw error ?? new Error("It was not refused");
}

describe("settings that ask for kinds of characters", () => {
  const everything = { minLength: 12, lowercase: true, uppercase: true, number: true, nonAlphanumeric: true };

  it.each([
    ["SEVEN GREEN BOTTLES 7!", "must have a lower-case letter"],
    ["seven green bottles 7!", "must have an upper-case letter"],
    ["Seven green bottles!", "must have a digit"],
    ["SevenGreenBottles7", "must have a character that is neither letter nor digit"],
    ["Green 7bot!", "must have at least 12 characters"],
    ["sevengreenbottles", "must have an upper-case letter, must have a digit, must have a character that is neither letter nor digit"],
  ])("P20: refuse %j at a sign-up, and say what is missing", async (password, missing) => {
    await configure(everything);

    const refusal = await refusalOf(signUp(scene.deps, ADA, { password }));

    expect(refusal).toMatchObject({ code: "E062901", message: `Password ${missing}` });
  });

  it.each(["Seven green bottles 7!", "Ünder 7 grüne flaschen", "ΕΠΤΑ πράσινα μπουκάλια ٧"])("P20: take %j", async (password) => {
    await configure(everything);

    expect(await outcomeOf(signUp(scene.deps, ADA, { password }))).toBe("done");
  });

  it("P20: hold for a change, a replacement and what management sets, and for no password that is there", async () => {
    const { refreshJwt } = await signUp(scene.deps, ADA);
    await configure(everything);

    expect(await tryRight()).toBe("done");
    const update = { loginId: ADA, newPassword: NEXT };
    expect(await outcomeOf(updatePassword(scene.deps, update, testCaller(scene.deps, refreshJwt)))).toBe("E062901");
    expect(await outcomeOf(replace(PASSWORD))).toBe("E062901");
    for (const set of [setActivePassword, setTemporaryPassword])
      expect(await outcomeOf(set(scene.deps, { loginId: ADA, password: NEXT }, managementCaller(scene.deps)))).toBe("E062901");
  });

  it("P1, P20: ask for eight characters at least, whatever they say", async () => {
    await configure({ minLength: 4 });

    expect(await outcomeOf(signUp(scene.deps, ADA, { password: "kW7!qzx" }))).toBe("E062901");
    expect(await showPolicy(scene.deps, {}, testCaller(scene.deps))).toMatchObject({ minLength: 8 });
  });

  it("P20: ask for strength where they say so", async () => {
    await configure({ enablePasswordStrength: true, passwordStrengthScore: 3 });

    expect(await outcomeOf(signUp(scene.deps, ADA, { password: "summertime99" }))).toBe("E062901");
    expect(await showPolicy(scene.deps, {}, testCaller(scene.deps))).toMatchObject({ strengthScoreEnabled: true, strengthScore: 3 });
  });
});

describe("settings that let passwords grow old", () => {
  it("P21: take a password for as long as they say, then E062909 until it is replaced", async () => {
    await signUp(scene.deps, ADA);
    await configure({ expiration: true, expirationWeeks: 2 });

    scene.deps.clock.advance({ days: 14, seconds: -1 });
    expect(await tryRight()).toBe("done");
    scene.deps.clock.advance({ seconds: 1 });
    expect(await tryRight()).toBe("E062909");
    expect(await tryWrong(1)).toEqual(["E062906"]);

    expect(await outcomeOf(replace(PASSWORD))).toBe("done");
    expect(await tryRight(NEXT)).toBe("done");
  });
});

describe("settings about former passwords", () => {
  it("P18: let none of as many come back as they say, and keep no more", async () => {
    await signUp(scene.deps, ADA);
    await configure({ reuseAmount: 2 });

    expect(await outcomeOf(replace(PASSWORD, PASSWORD))).toBe("E062904");
    expect(await outcomeOf(replace(PASSWORD, NEXT))).toBe("done");
    scene.deps.clock.advance({ seconds: 1 });
    expect(await outcomeOf(replace(NEXT, PASSWORD))).toBe("E062904");
    expect(await outcomeOf(replace(NEXT, "nine owls in one oak"))).toBe("done");
    scene.deps.clock.advance({ seconds: 1 });
    expect(await outcomeOf(replace("nine owls in one oak", PASSWORD))).toBe("done");
    expect(await scene.prisma.passwordHistory.count()).toBe(1);
  });

  it("P18: may let all come back, and then keep none", async () => {
    await signUp(scene.deps, ADA);
    await configure({ reuse: false });

    expect(await outcomeOf(replace(PASSWORD, PASSWORD))).toBe("done");
    expect(await scene.prisma.passwordHistory.count()).toBe(0);
  });
});

// A lock that the project asks for must not tell who has an account, nor be outrun by guesses at once.
describe("settings that lock a password", () => {
  beforeEach(async () => {
    await signUp(scene.deps, ADA);
  });

  it("P22: tell E062903 to who shows the right one, after as many wrong ones as they say, and E062906 to the others", async () => {
    await configure({ lock: true, lockAttempts: 3 });

    expect(await tryWrong(2)).toEqual(["E062906", "E062906"]);
    expect(await tryRight()).toBe("done");
    expect(await tryWrong(2)).toEqual(["E062906", "E062906"]);
    expect(await tryRight()).toBe("done");
    expect(await tryWrong(3)).toEqual(["E062906", "E062906", "E062906"]);
    expect(await tryRight()).toBe("E062903");
    expect(await outcomeOf(replace(PASSWORD))).toBe("E062903");
    scene.deps.clock.advance({ days: 30 });
    expect(await tryRight()).toBe("E062903");
    expect(await tryWrong(1)).toEqual(["E062906"]);
  });

  it.each([
    ["management sets", () => setActivePassword(scene.deps, { loginId: ADA, password: NEXT }, managementCaller(scene.deps))],
    [
      "a session sets",
      async () => {
        const { refreshJwt } = await signIn(scene.deps, BOB);
        await scene.prisma.session.updateMany({ data: { userId: await idOf(ADA) } });
        await updatePassword(scene.deps, { loginId: ADA, newPassword: NEXT }, testCaller(scene.deps, refreshJwt));
      },
    ],
  ])("P22: are done with once another password is there, which %s", async (_, set) => {
    await signUp(scene.deps, BOB);
    await configure({ lock: true, lockAttempts: 2 });
    await tryWrong(2);

    await set();

    expect(await tryRight(NEXT)).toBe("done");
  });

  it("P22: may do so for a while, which is told with the refusal, and after it once more", async () => {
    await configure({ tempLock: true, tempLockAttempts: 2, tempLockDuration: 10 });

    await tryWrong(2);
    scene.deps.clock.advance({ minutes: 4 });
    expect(await refusalOf(signIn(scene.deps, ADA))).toMatchObject({ code: "E062903", retryAfterSeconds: 360 });
    scene.deps.clock.advance({ minutes: 6 });
    expect(await tryWrong(1)).toEqual(["E062906"]);
    expect(await tryRight()).toBe("done");
    await tryWrong(2);
    expect(await tryRight()).toBe("E062903");
  });

  it("P22: count every try of many at once", async () => {
    await configure({ lock: true, lockAttempts: 5 });

    await Promise.all(Array.from({ length: 5 }, () => outcomeOf(signIn(scene.deps, ADA, { password: WRONG }))));
    scene.deps.clock.advance({ minutes: 1 });

    expect(await tryRight()).toBe("E062903");
  });

  it("P22: do the same work for nobody, for who has no password, and for who has one", async () => {
    const { deps, statements } = scene;
    await addTenant(scene, "acme");
    await configure({ tenantId: "acme", lock: true, lockAttempts: 3 });
    await scene.prisma.user.create({
      data: { id: "U1", createdAt: deps.clock.now(), modifiedAt: deps.clock.now(), loginIds: { create: { loginId: BOB, position: 0 } } },
    });
    const seen: string[][] = [];
    await tryWrong(1, "somebody@example.com");
    for (const loginId of ["nobody@example.com", BOB, ADA]) {
      statements.length = 0;
      expect(await tryWrong(1, loginId)).toEqual(["E062906"]);
      seen.push(statements.splice(0));
    }

    expect(seen).toEqual(seen.map(() => seen[0]));
    expect(seen[0]?.at(-1)).toContain(`UPDATE "Password"`);
  });
});

async function idOf(loginId: string): Promise<string> {
  return (await scene.deps.store.users.findIdByLoginId(loginId)) ?? "";
}

describe("the settings of a tenant", () => {
  it.each([
    ["hold for its members in place of the project's", ["lax"], 8],
    ["hold beside the project's for who is in another tenant too", ["lax", "plain"], 20],
    ["hold beside those of another tenant: the stricter", ["lax", "strict"], 30],
    ["are the project's where it has none", ["plain"], 20],
    ["are the project's where its own are not enabled", ["off"], 20],
    ["are nothing to who is in no tenant", [], 20],
  ])("P23: %s", async (_, memberOf, minLength) => {
    const { deps } = scene;
    const entered = await signUp(deps, ADA);
    for (const id of ["lax", "strict", "plain", "off"])
      await addTenant(scene, id, { members: memberOf.includes(id) ? [entered.user.userId] : [] });
    await configure({ minLength: 20 });
    await configure({ tenantId: "lax", minLength: 8 });
    await configure({ tenantId: "strict", minLength: 30 });
    await configure({ tenantId: "off", minLength: 40, enabled: false });

    const policy = await showPolicy(deps, {}, sealedCaller(deps, sessionIdOf(entered)));

    expect(policy).toMatchObject({ minLength });
    const change = (newPassword: string) => updatePassword(deps, { loginId: ADA, newPassword }, testCaller(deps, entered.refreshJwt));
    const userTenants = memberOf.map((tenantId) => ({ tenantId }));
    const create = (password: string) => createUser(deps, { loginId: BOB, password, userTenants }, managementCaller(deps));
    for (const set of [change, create]) {
      expect(await outcomeOf(set(`kW7!q${"zx".repeat(20)}`.slice(0, minLength - 1)))).toBe("E062901");
      expect(await outcomeOf(set(`kW7!q${"zx".repeat(20)}`.slice(0, minLength)))).toBe("done");
    }
  });

  it("P23: go with their tenant", async () => {
    await addTenant(scene, "acme");
    await configure({ tenantId: "acme", minLength: 20 });

    await scene.prisma.tenant.delete({ where: { id: "acme" } });

    expect(await scene.prisma.passwordSettings.count()).toBe(0);
  });

  it("P23: are its own, whatever it is called", async () => {
    await addTenant(scene, "project");

    await configure({ tenantId: "project", minLength: 20 });

    expect(await showPolicy(scene.deps, {}, testCaller(scene.deps))).toMatchObject({ minLength: 8 });
  });
});

describe("what management does to a password", () => {
  beforeEach(async () => {
    await signUp(scene.deps, ADA);
    await proveAddresses(scene);
  });

  it.each([
    ["sets", () => setActivePassword(scene.deps, { loginId: ADA, password: NEXT }, managementCaller(scene.deps)), NEXT, "done"],
    [
      "sets for the time being",
      () => setTemporaryPassword(scene.deps, { loginId: ADA, password: NEXT }, managementCaller(scene.deps)),
      NEXT,
      "E062909",
    ],
    ["expires", () => expirePassword(scene.deps, { loginId: ADA }, managementCaller(scene.deps)), PASSWORD, "E062909"],
  ])("P24: ends the sessions of who it %s one for, and tells them by mail", async (_, act, password, outcome) => {
    const { refreshJwt } = await signIn(scene.deps, ADA);

    await act();

    const told = (await collectLetters(scene.deps)).map(({ to }) => to);
    expect(told).toEqual([ADA]);
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("E064001");
    expect(await tryRight(password)).toBe(outcome);
    expect(await outcomeOf(replace(password, "nine owls in one oak"))).toBe("done");
    expect(await scene.prisma.auditEvent.count({ where: { actorId: "MANAGEMENT_KEY" } })).toBe(1);
  });

  it("P24: opens no session by a password that is expired while it is being checked", async () => {
    const { verify } = scene.deps.passwords;
    scene.deps.passwords.verify = async (...shown) => {
      const isRight = await verify.apply(scene.deps.passwords, shown);
      await expirePassword(scene.deps, { loginId: ADA }, managementCaller(scene.deps));
      return isRight;
    };

    expect(await tryRight(PASSWORD)).toBe("E062906");
    expect(await tryRight(PASSWORD)).toBe("E062909");
    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(0);
  });

  it("P18: lets nobody go back to the password before it", async () => {
    await setTemporaryPassword(scene.deps, { loginId: ADA, password: NEXT }, managementCaller(scene.deps));

    expect(await outcomeOf(replace(NEXT, PASSWORD))).toBe("E062904");
  });

  it("leaves who has none as they are", async () => {
    await scene.prisma.password.deleteMany();

    expect(await expirePassword(scene.deps, { loginId: ADA }, managementCaller(scene.deps))).toEqual({});
    expect(await scene.prisma.auditEvent.count({ where: { action: "PasswordExpired" } })).toBe(0);
  });
});

describe("changed settings", () => {
  it("P20: hold at once in the process that changed them, and in others within five seconds", async () => {
    const { deps } = scene;
    const other = { ...deps, store: { ...deps.store } };
    const seenBy = async (one: typeof deps) => (await showPolicy(one, {}, testCaller(one))).minLength;
    expect([await seenBy(deps), await seenBy(other)]).toEqual([8, 8]);

    await configure({ minLength: 20 });

    expect([await seenBy(deps), await seenBy(other)]).toEqual([20, 8]);
    deps.clock.advance({ seconds: 6 });
    expect(await seenBy(other)).toBe(20);
  });

  it("keep what another change sets at the same moment", async () => {
    const changes = [{ minLength: 20 }, { lowercase: true }, { uppercase: true }, { number: true }, { reuseAmount: 7 }, { lock: true }];

    await Promise.all(changes.map(configure));

    expect(await scene.deps.store.passwordSettings.find(null)).toMatchObject(Object.assign({}, ...changes));
  });
});
