import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { updatePassword } from "../password/change";
import { createRecoveryCodes } from "../recovery/codes";
import { collectCode, collectLetters, testCaller } from "../testing";
import { ADA, enter, openScene, proveAddresses, type Scene, signUp } from "../testing-scene";
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
        props: { what: "passwordChanged", askedBy: { userAgent: "Browser/2.0", at: "2026-03-01T12:00:00.000Z" }, templateOptions: {} },
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
});
