import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeEvent } from "../audit";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { updatePassword } from "../password/change";
import { createRecoveryCodes } from "../recovery/codes";
import { signOutElsewhere } from "../session/sign-out";
import { addAuthenticator, wrongCode } from "../testing/authenticator";
import { collectCode, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import { ADA, BOB, openScene, proveAddresses, type Scene, signIn, signUp } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { showAccountHistory } from "./history";
import { changeSecondFactor } from "./overview";

const PHONE = { userAgent: "Phone/1.0", address: "198.51.100.7" };
const NOBODY = "eve@example.com";

let scene: Scene;
let ada: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  ada = await signUp(scene.deps, ADA);
  await signUp(scene.deps, BOB);
  await proveAddresses(scene);
  scene.deps.clock.advance({ minutes: 1 });
});

afterEach(() => scene.close());

function adaCalling() {
  return testCaller(scene.deps, ada.refreshJwt);
}

/** What Ada is told, a step of the clock after another. */
async function told(...steps: (() => Promise<unknown>)[]): Promise<unknown[]> {
  for (const step of steps) {
    await outcomeOf(step());
    scene.deps.clock.advance({ minutes: 1 });
  }
  const { events } = await showAccountHistory(scene.deps, { limit: steps.length }, adaCalling());
  return events.map(({ what, ways, userAgent, address }) => [what, ways.join("+"), userAgent, address].join(" "));
}

describe("showAccountHistory", () => {
  it("tells what was tried and done, with what and from where, newest first", async () => {
    const { deps } = scene;
    const phone = testCaller(deps, undefined, PHONE);

    expect(
      await told(
        () => signIn(deps, ADA, { password: "wrong" }, phone),
        () => signIn(deps, ADA, {}, phone),
        () => requestSignInCode(deps, { loginId: ADA }, phone),
        () => verifyEmailCode(deps, { loginId: ADA, code: "000000x" }, phone),
        async () => verifyEmailCode(deps, { loginId: ADA, code: await collectCode(deps) }, phone),
        () => signOutElsewhere(deps, {}, adaCalling()),
        () => updatePassword(deps, { loginId: ADA, newPassword: "nine green bottles" }, adaCalling()),
      ),
    ).toEqual([
      "passwordChanged  Test/1.0 192.0.2.1",
      "signedOutOthers  Test/1.0 192.0.2.1",
      "signedIn code Phone/1.0 198.51.100.7",
      "wrongCode code Phone/1.0 198.51.100.7",
      "signedIn password Phone/1.0 198.51.100.7",
      "wrongPassword password Phone/1.0 198.51.100.7",
      "signedIn password Test/1.0 192.0.2.1",
    ]);
  });

  it("tells of factors, of the first of two steps, and of both", async () => {
    const { deps } = scene;
    const key = await addAuthenticator(deps, ada);
    scene.deps.clock.advance({ minutes: 1 });

    expect(
      await told(
        () => createRecoveryCodes(deps, { loginId: ADA }, adaCalling()),
        () => changeSecondFactor(deps, { required: true }, adaCalling()),
        () => changeSecondFactor(deps, { required: true }, adaCalling()),
        () => signIn(deps, ADA),
        () => verifyTotp(deps, { loginId: ADA, code: wrongCode(deps, key) }, testCaller(deps)),
        () => changeSecondFactor(deps, { required: false }, adaCalling()),
      ),
    ).toEqual([
      "secondFactorOff  Test/1.0 192.0.2.1",
      "wrongCode app Test/1.0 192.0.2.1",
      "firstStep password Test/1.0 192.0.2.1",
      "secondFactorOn  Test/1.0 192.0.2.1",
      "recoveryCodesMade  Test/1.0 192.0.2.1",
      "authenticatorAdded  Test/1.0 192.0.2.1",
    ]);
  });

  it("goes on where a page has ended, also among what happened at once, and tells each once", async () => {
    for (let index = 0; index < 7; index++) await signIn(scene.deps, ADA);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await showAccountHistory(scene.deps, { limit: 3, ...(after !== undefined && { after }) }, adaCalling());
      seen.push(...page.events.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);

    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
  });

  it("tells nobody else's, and says who did what the user did not", async () => {
    const { deps } = scene;
    const event = describeEvent(deps, adaCalling(), { userId: ada.user.userId, actorId: "MANAGEMENT_KEY", action: "PasswordSet" });
    await deps.store.audit.record(event);

    const { events } = await showAccountHistory(deps, {}, adaCalling());

    expect(events.map(({ what, byOther }) => [what, byOther])).toEqual([
      ["passwordChanged", true],
      ["signedIn", false],
    ]);
  });
});

describe("a wrong password or code", () => {
  // Whoever could see or time the difference would learn who has an account.
  it("E60: runs the same statements for a name that nobody has, and leaves nothing of it", async () => {
    const seen: string[][] = [];
    // As far as the tenth, which is told by mail.
    for (const loginId of [ADA, NOBODY]) {
      const before = scene.statements.length;
      for (let index = 0; index < 10; index++) {
        await outcomeOf(signIn(scene.deps, loginId, { password: "wrong" }));
        scene.deps.clock.advance({ minutes: 1 });
      }
      seen.push(scene.statements.slice(before));
    }

    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]?.length).toBeGreaterThan(30);
    expect(await scene.prisma.auditEvent.count({ where: { action: "LoginFailed" } })).toBe(10);
    expect(await scene.prisma.auditEvent.count({ where: { userId: "" } })).toBe(0);
  });

  it("E60: is written down as often as it is let through, however often it is tried", async () => {
    const tries = await outcomesAtOnce(30, () => signIn(scene.deps, ADA, { password: "wrong" }));

    const written = await scene.prisma.auditEvent.count({ where: { action: "LoginFailed" } });
    expect(tries).toEqual({ E062906: written, E130429: 30 - written });
    expect(written).toBeGreaterThan(1);
  });
});
