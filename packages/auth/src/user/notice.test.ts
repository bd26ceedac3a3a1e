import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { updatePassword } from "../password/change";
import { createRecoveryCodes } from "../recovery/codes";
import { collectCode, collectLetters, testCaller } from "../testing/deps";
import { outcomesOf } from "../testing/outcome";
import { ADA, enter, openScene, proveAddresses, type Scene, signUp } from "../testing/scene";
import { queueNotice } from "./notice";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

async function notify(loginId: string, to?: string): Promise<void> {
  const { user } = await enter(scene.deps, loginId);
  await proveAddresses(scene);
  const caller = testCaller(scene.deps, undefined, { userAgent: "Browser/2.0", locale: "es" });
  await scene.deps.store.transaction((tx) => queueNotice(scene.deps, tx, caller, user.userId, "passwordChanged", to));
}

describe("queueNotice", () => {
  it("F8: mails what changed, and who asked when", async () => {
    await notify(ADA);

    expect(await collectLetters(scene.deps)).toEqual([
      {
        kind: "securityNotice",
        to: ADA,
        locale: "es",
        props: {
          what: "passwordChanged",
          again: false,
          askedBy: { userAgent: "Browser/2.0", at: "2026-03-01T12:00:00.000Z" },
          templateOptions: {},
        },
      },
    ]);
  });

  it("mails to another address when told to", async () => {
    await notify(ADA, "former@example.com");

    expect(await collectLetters(scene.deps)).toMatchObject([{ to: "former@example.com" }]);
  });

  it("mails nothing to a user without an address", async () => {
    await notify("countess");

    expect(await scene.prisma.outboxLetter.count()).toBe(0);
  });

  it("3.5, C9: mails nothing to an address that nobody proved, whatever its account does and however often", async () => {
    const { refreshJwt } = await signUp(scene.deps, "mallory", { user: { email: ADA } });
    const caller = testCaller(scene.deps, refreshJwt);

    for (let round = 0; round < 20; round++) await createRecoveryCodes(scene.deps, { loginId: "mallory" }, caller);
    await updatePassword(scene.deps, { loginId: "mallory", newPassword: "nine green bottles" }, caller);
    expect(await collectLetters(scene.deps)).toEqual([]);

    await requestUpdateCode(scene.deps, { loginId: "mallory", email: "mallory@example.org" }, caller);
    await verifyEmailCode(scene.deps, { loginId: "mallory", code: await collectCode(scene.deps) }, caller);

    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("is no news after a day", async () => {
    await notify(ADA);
    scene.deps.clock.advance({ days: 1 });

    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  // A thief's session makes recovery codes over and over; or waits until the owner has made some, to hide behind that.
  describe("soon after another of its kind", () => {
    let refreshJwt: string;

    beforeEach(async () => {
      ({ refreshJwt } = await enter(scene.deps, ADA));
      await proveAddresses(scene);
    });

    const makeCodes = () => createRecoveryCodes(scene.deps, { loginId: ADA }, testCaller(scene.deps, refreshJwt));

    /** What the letters of now say: of how many it is the first, and whether it tells of what came since. */
    async function told(): Promise<string[]> {
      const letters = await collectLetters(scene.deps);
      return letters.map((letter) =>
        letter.kind === "securityNotice" ? `${letter.props.what} ${letter.props.again ? "again" : "first"}` : "",
      );
    }

    it("3.8: is one letter for all that follow, ten minutes after the first; every change is made", async () => {
      const outcomes = await outcomesOf(15, makeCodes);

      expect(outcomes).toEqual(new Array(15).fill("done"));
      expect(await told()).toEqual(["recoveryCodesMade first"]);
      scene.deps.clock.advance({ minutes: 9, seconds: 59 });
      expect(await told()).toEqual([]);
      scene.deps.clock.advance({ seconds: 1 });
      expect(await told()).toEqual(["recoveryCodesMade again"]);
      expect(await scene.prisma.auditEvent.count({ where: { action: "RecoveryCodesCreated" } })).toBe(15);
    });

    it("3.8: goes untold by no letter before it: each change is followed by one", async () => {
      const letters: string[] = [];
      const changes = [0, 1, 10, 11, 12, 20, 45];
      for (let minute = 0; minute <= 60; minute++) {
        if (changes.includes(minute)) await makeCodes();
        letters.push(...(await told()).map((what) => `${minute} ${what}`));
        if (minute < 60) scene.deps.clock.advance({ minutes: 1 });
      }

      expect(letters).toEqual([
        "0 recoveryCodesMade first",
        "10 recoveryCodesMade again",
        "20 recoveryCodesMade again",
        "30 recoveryCodesMade again",
        "45 recoveryCodesMade first",
      ]);
    });

    it("3.8: holds up no letter of another kind, nor another user's", async () => {
      await makeCodes();
      await updatePassword(scene.deps, { loginId: ADA, newPassword: "nine green bottles" }, testCaller(scene.deps, refreshJwt));
      await notify("bob@example.com");

      expect(await told()).toEqual(["recoveryCodesMade first", "passwordChanged first", "passwordChanged first"]);
    });

    it("3.8, 4.6: waits no longer than that when the clock has been put right", async () => {
      scene.deps.clock.advance({ days: 1 });
      await makeCodes();
      await makeCodes();
      expect(await told()).toEqual(["recoveryCodesMade first"]);
      scene.deps.clock.advance({ days: -1 });

      await makeCodes();

      // The one that was held back at that time waits no longer either.
      expect(await told()).toEqual(["recoveryCodesMade first", "recoveryCodesMade again"]);
    });

    it("3.8: is promised together with the change, or not at all", async () => {
      await makeCodes();
      const before = await scene.prisma.outboxLetter.count();
      scene.deps.store.transaction = failing(scene.deps.store.transaction);

      await expect(makeCodes()).rejects.toThrow("undone");

      expect(await scene.prisma.outboxLetter.count()).toBe(before);
    });
  });
});

/** Transactions that do all their work and come to nothing. */
function failing(transaction: Scene["deps"]["store"]["transaction"]): Scene["deps"]["store"]["transaction"] {
  return (work) =>
    transaction(async (tx) => {
      await work(tx);
      throw new Error("undone");
    });
}
