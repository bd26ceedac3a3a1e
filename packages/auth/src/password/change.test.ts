import type { Input } from "@repo/contract/operation";
import type { passwordReplace } from "@repo/contract/password";
import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, PASSWORD, proveAddresses, refresh, type Scene, signIn, signUp } from "../testing/scene";
import { replacePassword, showPolicy, updatePassword } from "./change";

const NEW_PASSWORD = "nine yellow bottles";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
});

afterEach(() => scene.close());

function update(newPassword = NEW_PASSWORD, loginId = ADA, refreshJwt: string | undefined = signedIn.refreshJwt) {
  return updatePassword(scene.deps, { loginId, newPassword }, testCaller(scene.deps, refreshJwt));
}

function replace(more: Partial<Input<typeof passwordReplace>> = {}) {
  const input = { loginId: ADA, oldPassword: PASSWORD, newPassword: NEW_PASSWORD, ...more };
  return replacePassword(scene.deps, input, testCaller(scene.deps));
}

function signInWith(password: string): Promise<string> {
  return outcomeOf(signIn(scene.deps, ADA, { password }));
}

/** The n-th of many good passwords. */
function bottles(number: number): string {
  return `${number} bottles hanging on the wall`;
}

async function hashesOf(work: () => Promise<unknown>): Promise<number> {
  const before = scene.deps.passwords.count;
  await work();
  return scene.deps.passwords.count - before;
}

/** Both ways to change a password that is known. */
const CHANGES: Record<string, (newPassword: string, oldPassword: string) => Promise<unknown>> = {
  update: (newPassword) => update(newPassword),
  replace: (newPassword, oldPassword) => replace({ newPassword, oldPassword }),
};

describe.each(Object.keys(CHANGES))("a change by %s", (name) => {
  function change(newPassword = NEW_PASSWORD, oldPassword = PASSWORD): Promise<unknown> {
    return CHANGES[name]?.(newPassword, oldPassword) ?? expect.fail("no such change");
  }

  it("puts the new password in the place of the old one", async () => {
    await change();

    expect(await signInWith(PASSWORD)).toBe("E062906");
    expect(await signInWith(NEW_PASSWORD)).toBe("done");
  });

  it("reads the new password in its one spelling (P3)", async () => {
    await change("cafe\u0301 au lait, please");

    expect(await signInWith("caf\u00e9 au lait, please")).toBe("done");
  });

  it("refuses the last five passwords, the present one among them, with E062904, and takes the sixth again", async () => {
    for (let number = 1; number <= 5; number++) {
      scene.deps.clock.advance({ minutes: 1 });
      await change(bottles(number), number === 1 ? PASSWORD : bottles(number - 1));
    }

    expect(await outcomesOf(5, (index) => change(bottles(5 - index), bottles(5)))).toEqual(new Array(5).fill("E062904"));
    expect(await outcomeOf(change(PASSWORD, bottles(5)))).toBe("done");
  });

  it("P18: remembers no more of them than that rule asks for", async () => {
    for (let number = 1; number <= 8; number++) {
      scene.deps.clock.advance({ minutes: 1 });
      await change(bottles(number), number === 1 ? PASSWORD : bottles(number - 1));
    }

    expect(await scene.prisma.passwordHistory.count()).toBe(4);
    expect(await outcomeOf(change(bottles(4), bottles(8)))).toBe("E062904");
    expect(await outcomeOf(change(bottles(3), bottles(8)))).toBe("done");
  });

  // Each is compared with five hashes: ninety at once are more work than 500 sign-ins.
  it("P17: is tried twenty times an hour, then E130429 without a hash", async () => {
    const hashes = await hashesOf(async () => {
      expect(await outcomesAtOnce(90, () => change(PASSWORD))).toEqual({ E062904: 20, E130429: 70 });
    });
    expect(hashes).toBe(name === "update" ? 20 : 110);

    scene.deps.clock.advance({ hours: 1 });
    expect(await outcomeOf(change())).toBe("done");
  });

  it("keeps what the policy keeps from a sign-up: E062901", async () => {
    for (const newPassword of ["short", "password1", "ada@example.com", "x".repeat(257), "x".repeat(60_000), "lone \ud800 surrogate"]) {
      expect(await outcomeOf(change(newPassword))).toBe("E062901");
    }
    expect(await signInWith(PASSWORD)).toBe("done");
  });

  it("keeps what is too easy to guess, where the project asks for strength", async () => {
    scene.deps.config.passwordStrength = 3;

    expect(await outcomeOf(change("dragon12345"))).toBe("E062901");
    expect(await outcomeOf(change("correct horse battery staple"))).toBe("done");
  });

  it("ends the slow-down", async () => {
    await outcomesOf(4, () => signIn(scene.deps, ADA, { password: "wrong" }));

    await change();

    expect(await outcomesOf(4, () => signIn(scene.deps, ADA, { password: "wrong" }))).toEqual(new Array(4).fill("E062906"));
    expect(await signInWith(NEW_PASSWORD)).toBe("done");
  });

  it("R4: tells the user by mail", async () => {
    await proveAddresses(scene);
    await change();

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: ADA, props: { what: "passwordChanged" } }]);
  });

  it("leaves other sessions alone unless asked", async () => {
    const other = await signIn(scene.deps, ADA);

    await change();

    expect(await outcomeOf(refresh(scene.deps, other.refreshJwt))).toBe("done");
  });

  it("P10: asks for no change later, however old the password gets", async () => {
    await change();
    scene.deps.clock.advance({ days: 3650 });

    expect(await signInWith(NEW_PASSWORD)).toBe("done");
  });

  it("H12: stores neither password nor notice when one of them fails", async () => {
    const { transaction } = scene.deps.store;
    scene.deps.store.transaction = (work) =>
      transaction(async (tx) => {
        await work(tx);
        throw new Error("power cut");
      });
    await expect(change()).rejects.toThrow("power cut");
    scene.deps.store.transaction = transaction;

    expect(await signInWith(PASSWORD)).toBe("done");
    expect(await scene.prisma.passwordHistory.count()).toBe(0);
    expect(await collectLetters(scene.deps)).toEqual([]);
  });
});

describe("updatePassword", () => {
  it("answers {} and keeps the session", async () => {
    expect(await update()).toEqual({});

    expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("done");
  });

  it("needs the user's own session and login ID", async () => {
    await enter(scene.deps, BOB);

    expect(await outcomeOf(updatePassword(scene.deps, { loginId: ADA, newPassword: NEW_PASSWORD }, testCaller(scene.deps)))).toBe(
      "E064002",
    );
    expect(await outcomeOf(update(NEW_PASSWORD, BOB))).toBe("E062130");
    expect(await outcomeOf(update(NEW_PASSWORD, "nobody"))).toBe("E062130");
    expect(await signInWith(PASSWORD)).toBe("done");
  });

  it("gives a password to a user who had none", async () => {
    const bob = await enter(scene.deps, BOB);

    await update(NEW_PASSWORD, BOB, bob.refreshJwt);

    expect(await outcomeOf(signIn(scene.deps, BOB, { password: NEW_PASSWORD }))).toBe("done");
  });

  it("remembers the former hash and when it was replaced", async () => {
    const { hash } = await scene.prisma.password.findFirstOrThrow();
    scene.deps.clock.advance({ days: 1 });

    await update();

    expect(await scene.prisma.passwordHistory.findMany()).toMatchObject([{ hash, replacedAt: scene.deps.clock.now() }]);
    expect(await scene.prisma.password.findFirstOrThrow()).toMatchObject({ changedAt: scene.deps.clock.now() });
  });
});

describe("replacePassword", () => {
  it("signs in", async () => {
    expect(await replace()).toMatchObject({ firstSeen: false, claims: { amr: ["pwd"] }, user: { loginIds: [ADA] } });
  });

  it.each([
    ["a temporary or expired one", true],
    ["any other", false],
  ])("takes the old password: %s", async (_, mustChange) => {
    await scene.prisma.password.updateMany({ data: { mustChange } });
    expect(await signInWith(PASSWORD)).toBe(mustChange ? "E062909" : "done");

    await replace();

    expect(await signInWith(NEW_PASSWORD)).toBe("done");
  });

  it.each([
    ["the wrong password", { oldPassword: "wrong" }],
    ["an unknown login ID", { loginId: "nobody@example.com" }],
    ["a user without a password", { loginId: BOB }],
    ["1,025 bytes", { oldPassword: "x".repeat(1025) }],
  ])("P9, E1: answers E062906 after one hash: %s", async (_, more) => {
    await enter(scene.deps, BOB);

    expect(await hashesOf(async () => expect(await outcomeOf(replace(more))).toBe("E062906"))).toBe(1);
    expect(await signInWith(PASSWORD)).toBe("done");
  });

  it("P9: says nothing about the new password before the old one was right", async () => {
    expect(await outcomeOf(replace({ oldPassword: "wrong", newPassword: "short" }))).toBe("E062906");
    expect(await outcomeOf(replace({ newPassword: "short" }))).toBe("E062901");
  });

  it("E4: is slowed down together with sign-in: five wrong ones, then E130429", async () => {
    expect(await outcomesOf(6, () => replace({ oldPassword: "wrong" }))).toEqual([...new Array(5).fill("E062906"), "E130429"]);
    expect(await signInWith(PASSWORD)).toBe("E130429");
  });

  it("S6: ends the other sessions when asked to", async () => {
    const answer = await replace({ revokeOtherSessions: true });

    expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("E064001");
    expect(await outcomeOf(refresh(scene.deps, answer.refreshJwt))).toBe("done");
  });

  it("answers E062110 to a disabled user, and changes nothing", async () => {
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });
    const before = await scene.prisma.password.findFirstOrThrow();

    expect(await outcomeOf(replace())).toBe("E062110");
    expect(await scene.prisma.password.findFirstOrThrow()).toEqual(before);
  });
});

describe("showPolicy", () => {
  it.each([
    [0, false],
    [3, true],
  ])("tells what a client can check: strength %i", async (passwordStrength, strengthScoreEnabled) => {
    scene.deps.config.passwordStrength = passwordStrength;

    expect(await showPolicy(scene.deps, {}, testCaller(scene.deps))).toEqual({
      minLength: 8,
      lowercase: false,
      uppercase: false,
      number: false,
      nonAlphanumeric: false,
      strengthScoreEnabled,
      strengthScore: passwordStrength,
    });
  });
});
