import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword, updatePassword } from "../password/change";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { signOut } from "../session/sign-out";
import { addAuthenticator, showCode, wrongCode } from "../testing/authenticator";
import { collectCode, collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, openScene, PASSWORD, refresh, type Scene, sealedCaller, sessionIdOf, signIn, signUp, visitor } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { keepAuthenticatorOfBefore, keepPasswordOfBefore, showSetUpBefore } from "./keep";
import { showSecurity } from "./overview";

// Somebody has set up an account with Ada's address, which nobody has shown to be theirs: Ada herself, or who hopes to be in when she comes.

let scene: Scene;
let first: JWTResponse;
let key: string;
let recoveryCodes: string[];

beforeEach(async () => {
  scene = await openScene();
  const { deps } = scene;
  first = await signUp(deps, ADA);
  key = await addAuthenticator(deps, first);
  const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, first.refreshJwt));
  recoveryCodes = codes.map(({ code }) => code);
  await scene.prisma.user.updateMany({ data: { secondFactor: true } });
  await collectLetters(deps);
});

afterEach(() => scene.close());

const present = () => signIn(scene.deps, ADA);
const code = () => showCode(scene.deps, key);
const byApp = () => verifyTotp(scene.deps, { loginId: ADA, code: code() }, testCaller(scene.deps));
const byRecoveryCode = () => signInWithRecoveryCode(scene.deps, { loginId: ADA, code: recoveryCodes[0] ?? "" }, testCaller(scene.deps));

async function askByCode(): Promise<JWTResponse> {
  await requestSignInCode(scene.deps, { loginId: ADA }, visitor(scene.deps));
  return verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, visitor(scene.deps));
}

/** Who reads Ada's mail comes in at a page, and what they may do there. */
async function readerArrives(arrive = askByCode) {
  const answer = await arrive();
  const caller = () => sealedCaller(scene.deps, sessionIdOf(answer));
  return {
    answer,
    caller,
    shown: () => showSetUpBefore(scene.deps, {}, caller()),
    keepPassword: (password = PASSWORD) => keepPasswordOfBefore(scene.deps, { password }, caller()),
    keepApp: (typed = code()) => keepAuthenticatorOfBefore(scene.deps, { code: typed }, caller()),
  };
}

const ARRIVALS: Record<string, () => Promise<JWTResponse>> = {
  "a code": askByCode,
  async "a link"() {
    await requestSignInLink(scene.deps, { loginId: ADA }, visitor(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    return verifyMagicLink(scene.deps, { token }, visitor(scene.deps));
  },
};

describe("what had been set up before the email was confirmed", () => {
  it.each(Object.entries(ARRIVALS))("R32, 2.7: opens nothing any more, and is told to who arrives by %s", async (_, arrive) => {
    const { answer, shown, caller } = await readerArrives(arrive);

    expect(answer.claims).toMatchObject({ setAside: true });
    expect(answer.claims).not.toHaveProperty("pending");
    expect(await shown()).toEqual({
      found: { password: true, totp: true, recoveryCodes: 10, devices: 1 },
      password: true,
      totp: true,
      untilTime: scene.deps.clock.now().getTime() / 1000 + 600,
    });
    expect(await showSecurity(scene.deps, {}, caller())).toMatchObject({ setUpBefore: true, secondFactor: false, totp: null });
    expect(await outcomeOf(present())).toBe("E062906");
    expect(await outcomeOf(byApp())).toBe("E062120");
    expect(await outcomeOf(byRecoveryCode())).toBe("E061102");
    expect(await outcomeOf(refresh(scene.deps, first.refreshJwt))).toBe("E064001");
    const found = ["password", "authenticator", "recoveryCodes", "devices"];
    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "setUpBeforeRemoved", found, keepMinutes: 10 } }]);
  });

  it("R32: comes back to who shows it: the password by typing it, the app by a code, with the second step", async () => {
    const reader = await readerArrives();

    await reader.keepApp();
    await reader.keepPassword();

    expect(await reader.shown()).toBeNull();
    expect(await outcomeOf(present())).toBe("done");
    scene.deps.clock.advance({ seconds: 30 });
    expect(await outcomeOf(byApp())).toBe("done");
    expect(await showSecurity(scene.deps, {}, reader.caller())).toMatchObject({ secondFactor: true, setUpBefore: false });
    // What nobody has shown is gone for good.
    expect(await outcomeOf(byRecoveryCode())).toBe("E061102");
    expect(await outcomeOf(refresh(scene.deps, first.refreshJwt))).toBe("E064001");
  });

  it("R32: each comes back by itself, and without the app there is no second step", async () => {
    const reader = await readerArrives();

    await reader.keepPassword();

    expect(await reader.shown()).toMatchObject({ password: false, totp: true });
    expect((await signIn(scene.deps, ADA, {}, visitor(scene.deps))).claims).not.toHaveProperty("pending");
    expect(await outcomeOf(byApp())).toBe("E062120");
  });

  it("R32, 2.7: never comes back to who only set it up: they have no session that may ask", async () => {
    await readerArrives();
    const theirs = [testCaller(scene.deps, first.refreshJwt), visitor(scene.deps), testCaller(scene.deps)];

    for (const caller of theirs) {
      expect(await outcomeOf(keepPasswordOfBefore(scene.deps, { password: PASSWORD }, caller))).toMatch(/^E06400[12]$/);
      expect(await outcomeOf(keepAuthenticatorOfBefore(scene.deps, { code: code() }, caller))).toMatch(/^E06400[12]$/);
    }
    expect(await outcomeOf(present())).toBe("E062906");
  });

  it("R32: takes five tries, and then nothing, right or wrong", async () => {
    const reader = await readerArrives();

    expect(await outcomesOf(6, () => reader.keepPassword("not this one"))).toEqual([...new Array(5).fill("E062906"), "E061103"]);
    expect(await outcomeOf(reader.keepPassword())).toBe("E061103");
    expect(await outcomesOf(5, (index) => reader.keepApp(wrongCode(scene.deps, key, index)))).toEqual(new Array(5).fill("E061102"));
    expect(await outcomeOf(reader.keepApp())).toBe("E061103");
    expect(await outcomeOf(present())).toBe("E062906");
  });

  it("R32: takes no code that was used before", async () => {
    const used = code();
    await byApp();
    const reader = await readerArrives();

    expect(await outcomeOf(reader.keepApp(used))).toBe("E061102");
    scene.deps.clock.advance({ seconds: 30 });
    expect(await outcomeOf(reader.keepApp())).toBe("done");
    expect(await outcomeOf(byApp())).toBe("E061102");
  });

  it("R32: is gone after ten minutes", async () => {
    const reader = await readerArrives();
    scene.deps.clock.advance({ minutes: 10 });

    expect(await outcomeOf(reader.keepPassword())).toBe("E062136");
    expect(await outcomeOf(reader.keepApp())).toBe("E062136");
    expect(await reader.shown()).toBeNull();
  });

  it("R32: comes back once, of many at the same moment", async () => {
    const reader = await readerArrives();

    const outcomes = await outcomesAtOnce(5, () => reader.keepPassword());

    expect(outcomes.done).toBe(1);
  });

  it("R32: takes the place of nothing that was set since", async () => {
    const reader = await readerArrives();
    await updatePassword(scene.deps, { loginId: ADA, newPassword: "nine yellow bottles" }, reader.caller());

    expect(await reader.shown()).toMatchObject({ password: false, totp: true });
    expect(await outcomeOf(reader.keepPassword())).toBe("E062136");
    expect(await outcomeOf(present())).toBe("E062906");
  });

  it("R32: does not come back in a session that has ended", async () => {
    const reader = await readerArrives();
    await signOut(scene.deps, {}, reader.caller());

    expect(await outcomeOf(reader.keepPassword())).toBe("E064001");
  });

  it("R32, 7.1: lies in the database sealed", async () => {
    const { hash } = await scene.prisma.password.findFirstOrThrow();
    await readerArrives();

    expect(await scene.prisma.password.count()).toBe(0);
    const rows = await scene.prisma.challenge.findMany({ where: { channel: "setAside" } });
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(hash);
  });

  it("2.7: is gone at once where an application asks, over REST: it composes its own pages", async () => {
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const answer = await verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, testCaller(scene.deps));

    expect(answer.claims).not.toHaveProperty("setAside");
    expect(await scene.prisma.challenge.count({ where: { channel: "setAside" } })).toBe(0);
    expect(await showSetUpBefore(scene.deps, {}, testCaller(scene.deps, answer.refreshJwt))).toBeNull();
    const [letter] = await collectLetters(scene.deps);
    expect(letter).toMatchObject({ to: ADA, props: { what: "setUpBeforeRemoved" } });
    expect(letter?.props).not.toHaveProperty("keepMinutes");
  });
});

describe("a reset of a password whose account was never confirmed", () => {
  it("R30: goes out at pages, confirms the address, and leaves the app to who shows it after signing in", async () => {
    const { deps } = scene;
    await resetPassword(deps, { loginId: ADA }, visitor(deps));
    const [token = ""] = await collectTokens(deps);
    // Asking changes nothing.
    expect(await outcomeOf(present())).toBe("done");

    const reset = await verifyMagicLink(deps, { token }, visitor(deps));
    expect(reset.claims).toMatchObject({ pending: "reset", setAside: true });
    await updatePassword(deps, { loginId: ADA, newPassword: "nine yellow bottles" }, sealedCaller(deps, sessionIdOf(reset)));

    expect(await outcomeOf(present())).toBe("E062906");
    const again = await signIn(deps, ADA, { password: "nine yellow bottles" }, visitor(deps));
    expect(again.user).toMatchObject({ verifiedEmail: true, TOTP: false });
    const caller = sealedCaller(deps, sessionIdOf(again));
    expect(await showSetUpBefore(deps, {}, caller)).toMatchObject({ password: false, totp: true });
    expect(await outcomeOf(keepAuthenticatorOfBefore(deps, { code: code() }, caller))).toBe("done");
    const whats = (await collectLetters(deps)).map(({ props }) => "what" in props && props.what);
    expect(whats).toEqual(["setUpBeforeRemoved", "passwordChanged"]);
  });

  it("R30: is refused over REST, where that is told", async () => {
    expect(await outcomeOf(resetPassword(scene.deps, { loginId: ADA }, testCaller(scene.deps)))).toBe("E062907");
    expect(await collectLetters(scene.deps)).toEqual([]);
  });
});
