import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyMagicLink } from "../links/magic-link";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, openScene, PASSWORD, refresh, type Scene, sealedCaller, sessionIdOf, signIn, signUp, visitor } from "../testing/scene";
import { resetPassword, updatePassword } from "./change";

const NEW_PASSWORD = "nine yellow bottles";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
  await scene.deps.store.users.setVerifiedEmail(signedIn.user.userId, ADA, scene.deps.clock.now());
});

afterEach(() => scene.close());

function ask(loginId = ADA, caller = testCaller(scene.deps)) {
  return resetPassword(scene.deps, { loginId }, caller);
}

async function askForToken(): Promise<string> {
  await ask();
  const [token = ""] = await collectTokens(scene.deps);
  return token;
}

function verify(token: string, caller = testCaller(scene.deps)): Promise<JWTResponse> {
  return verifyMagicLink(scene.deps, { token }, caller);
}

function setNew({ refreshJwt }: JWTResponse, newPassword = NEW_PASSWORD) {
  return updatePassword(scene.deps, { loginId: ADA, newPassword }, testCaller(scene.deps, refreshJwt));
}

describe("resetPassword", () => {
  it("mails a link that is good for 15 minutes, by default", async () => {
    expect(await ask()).toEqual({ resetMethod: "magiclink", maskedEmail: "a***@example.com" });

    expect(await collectLetters(scene.deps)).toMatchObject([
      {
        kind: "magicLink",
        to: ADA,
        props: { purpose: "reset", minutes: 15, url: expect.stringMatching(/^http:\/\/localhost:3000\/reset-password\?t=/) },
      },
    ]);
  });

  it("R1: takes the link for 15 minutes, once", async () => {
    const early = await askForToken();
    scene.deps.clock.advance({ minutes: 14, seconds: 59 });
    expect(await outcomesOf(2, () => verify(early))).toEqual(["done", "E062504"]);

    const late = await askForToken();
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(verify(late))).toBe("E062504");
  });

  it("R1: takes the link once of 50 at once", async () => {
    const token = await askForToken();

    expect(await outcomesAtOnce(50, () => verify(token))).toEqual({ done: 1, E062504: 49 });
  });

  it("mails a code where that is the setting, with 5 minutes and 5 tries like any other", async () => {
    scene.deps.config.resetMethod = "otp";

    expect(await ask()).toEqual({ resetMethod: "otp", maskedEmail: "a***@example.com" });
    const code = await collectCode(scene.deps);
    const answer = await verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps));
    await setNew(answer);

    expect(await outcomeOf(signIn(scene.deps, ADA, { password: NEW_PASSWORD }))).toBe("done");
    expect(await scene.prisma.challenge.findFirstOrThrow()).toMatchObject({ channel: "emailCode", purpose: "reset", attemptsMax: 5 });
  });

  it("R3: changes nothing and locks nobody out before the new password is set", async () => {
    const before = await scene.prisma.user.findMany({ include: { password: true, sessions: true } });
    await ask();
    expect(await scene.prisma.user.findMany({ include: { password: true, sessions: true } })).toEqual(before);

    await verify(await askForToken());

    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("done");
    expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("done");
  });

  it("E4: is open to an owner whose login ID is slowed down, and ends the slow-down", async () => {
    await outcomesOf(8, () => signIn(scene.deps, ADA, { password: "wrong" }));
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E130429");

    await setNew(await verify(await askForToken()));

    expect(await outcomeOf(signIn(scene.deps, ADA, { password: NEW_PASSWORD }))).toBe("done");
  });

  it("R4: ends the other sessions, those of pages too, and mails a notice", async () => {
    const browser = await signIn(scene.deps, ADA, {}, visitor(scene.deps));
    const reset = await verify(await askForToken());
    await setNew(reset);

    expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("E064001");
    expect((await sealedCaller(scene.deps, sessionIdOf(browser)).session()).kind).toBe("invalid");
    expect(await outcomeOf(refresh(scene.deps, reset.refreshJwt))).toBe("done");
    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: ADA, props: { what: "passwordChanged" } }]);
  });

  it("R4: ends no session when the new password is refused", async () => {
    const reset = await verify(await askForToken());

    expect(await outcomeOf(setNew(reset, "short"))).toBe("E062901");
    expect(await outcomeOf(setNew(reset, PASSWORD))).toBe("E062904");
    expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("done");
  });

  it("clears a password that had to be changed", async () => {
    await scene.prisma.password.updateMany({ data: { mustChange: true } });

    await setNew(await verify(await askForToken()));

    expect(await outcomeOf(signIn(scene.deps, ADA, { password: NEW_PASSWORD }))).toBe("done");
  });

  it("gives a password to a user who had none", async () => {
    await scene.deps.store.users.removePassword(signedIn.user.userId);

    await setNew(await verify(await askForToken()));

    expect(await outcomeOf(signIn(scene.deps, ADA, { password: NEW_PASSWORD }))).toBe("done");
  });

  it("answers E062907 without a proven address, E062108 to nobody", async () => {
    await signUp(scene.deps, BOB);

    expect(await outcomeOf(ask(BOB))).toBe("E062907");
    expect(await outcomeOf(ask("eve@example.com"))).toBe("E062108");
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });
    expect(await outcomeOf(ask(ADA))).toBe("E062907");
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("opens nothing for a user who was disabled meanwhile", async () => {
    const token = await askForToken();
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });

    expect(await outcomeOf(verify(token))).toBe("E062110");
  });
});
