import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller, DeviceTrust } from "../caller";
import { keepHouse } from "../housekeeping";
import { collectEnchantedSession, requestEnchantedSignIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { logoutUser } from "../management/user";
import { setActivePassword } from "../management/user-password";
import { requestSignInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { replacePassword, resetPassword, updatePassword } from "../password/change";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { refuseStale } from "../session/resolve";
import { signOutElsewhere, signOutEverywhere } from "../session/sign-out";
import { askForTwo, showCode } from "../testing/authenticator";
import { collectCode, collectLetters, collectTokens, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, PASSWORD, type Scene, sealedCaller, sessionIdOf, signIn } from "../testing/scene";
import { updateTotp } from "../totp/enrol";
import { removeTotp } from "../totp/remove";
import { verifyTotp } from "../totp/verify";
import { askForDeletion } from "../user/deletion";
import { undoEmailChange } from "../user/email-undo";
import { collectPersonalData } from "../user/personal-data";
import { disownSignIn } from "./disown";
import { changeSecondFactor } from "./overview";
import { showTrustedDevices, stopTrustingDevices, trustThisDevice } from "./trusted-devices";

let scene: Scene;
let key: string;
let owner: JWTResponse;
let recoveryCodes: string[];
/** What the browser keeps. */
let kept: Map<string, string>;

beforeEach(async () => {
  scene = await openScene();
  ({ key, owner, recoveryCodes } = await askForTwo(scene));
  kept = new Map();
});

afterEach(() => scene.close());

function trustBy(proofs: Map<string, string>): DeviceTrust {
  return {
    shown: (userId) => proofs.get(userId),
    all: () => [...proofs].map(([userId, trust]) => ({ userId, trust })),
    give: (userId, trust) => void proofs.set(userId, trust),
    given: proofs,
  };
}

/** Someone at this browser, in a session where one is named. */
function here(session?: JWTResponse, about: Partial<Caller> = {}) {
  const credential = session ? ({ kind: "sealed", sessionId: sessionIdOf(session) } as const) : ({ kind: "none" } as const);
  return testCaller(scene.deps, undefined, { surface: "browser", credential, trust: trustBy(kept), ...about });
}

function nextStep(): void {
  scene.deps.clock.advance({ seconds: 30 });
}

/** Signs in with both steps. */
async function signInWhole(about: Partial<Caller> = {}): Promise<JWTResponse> {
  const half = await enter(scene.deps, ADA, {}, here(undefined, { ...about, trust: trustBy(new Map()) }));
  nextStep();
  return verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key), loginOptions: { mfa: true } }, here(half, about));
}

/** The same, and trusts the browser. */
async function trustHere(about: Partial<Caller> = {}): Promise<JWTResponse> {
  const whole = await signInWhole(about);
  await trustThisDevice(scene.deps, {}, here(whole, about));
  return whole;
}

async function purposeOf(answer: JWTResponse): Promise<string | undefined> {
  return (await scene.deps.store.sessions.find(sessionIdOf(answer)))?.session.purpose;
}

/** Whether a password alone lets in here. */
async function isTrusted(about: Partial<Caller> = {}): Promise<boolean> {
  return (await purposeOf(await enter(scene.deps, ADA, {}, here(undefined, about)))) === "signIn";
}

const WAYS: Record<string, () => Promise<JWTResponse>> = {
  password: () => signIn(scene.deps, ADA, {}, here()),
  "email code": async () => {
    await requestSignInCode(scene.deps, { loginId: ADA }, here());
    return verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, here());
  },
  "magic link": async () => {
    await requestSignInLink(scene.deps, { loginId: ADA }, here());
    const [token = ""] = await collectTokens(scene.deps);
    return verifyMagicLink(scene.deps, { token }, here());
  },
  "enchanted link": async () => {
    const { pendingRef, linkId } = await requestEnchantedSignIn(scene.deps, { loginId: ADA }, here());
    const [token = ""] = await collectTokens(scene.deps, linkId);
    await verifyEnchantedLink(scene.deps, { token }, here(undefined, { trust: trustBy(new Map()) }));
    return collectEnchantedSession(scene.deps, { pendingRef }, here());
  },
};

describe("in a trusted browser", () => {
  it.each(Object.keys(WAYS))("F60: a sign-in by %s takes one step, and has shown one factor", async (way) => {
    await trustHere();

    const answer = (await WAYS[way]?.()) ?? expect.fail();

    const { session } = (await scene.deps.store.sessions.find(sessionIdOf(answer))) ?? expect.fail();
    expect(session).toMatchObject({ purpose: "signIn", methods: [way === "password" ? "pwd" : "email"] });
    expect(answer.claims).toMatchObject({ roles: ["admin"] });
    expect(await scene.prisma.auditEvent.count({ where: { action: "LoginSucceed", data: { contains: '"trustedDevice":true' } } })).toBe(1);
  });

  it("F60: nothing else is left out: not the first factor, not over REST, not by a reset", async () => {
    await trustHere();
    nextStep();

    const byApp = await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, here());
    expect(await purposeOf(byApp)).toBe("secondFactor");
    expect(await isTrusted({ surface: "rest" })).toBe(false);
    await resetPassword(scene.deps, { loginId: ADA }, here());
    const [token = ""] = await collectTokens(scene.deps);
    expect(await purposeOf(await verifyMagicLink(scene.deps, { token }, here()))).toBe("reset");
  });

  it("F61: a change of what protects the account asks for the app, as ever", async () => {
    await trustHere();
    const session = await signIn(scene.deps, ADA, {}, here());
    const live = await here(session).signedIn();

    expect(() => refuseStale(scene.deps, here(session), live)).toThrow(expect.objectContaining({ code: "E062132" }));
    expect(await outcomeOf(removeTotp(scene.deps, {}, here(session)))).toBe("E062132");
    const change = { loginId: ADA, oldPassword: PASSWORD, newPassword: "nine yellow bottles" };
    expect(await outcomeOf(replacePassword(scene.deps, change, here(session)))).toBe("E062131");
    expect(await outcomeOf(signIn(scene.deps, ADA, { loginOptions: { stepup: true } }, here(session)))).toBe("E062131");
    nextStep();
    await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key), loginOptions: { stepup: true } }, here(session));
    const confirmed = await here(session).signedIn();
    expect(() => refuseStale(scene.deps, here(session), confirmed)).not.toThrow();
  });

  it("S70: cookie and row are worth nothing without each other, to another user, or changed", async () => {
    const { user } = await trustHere();
    const bob = await enter(scene.deps, BOB);
    const [row] = await scene.prisma.trustedDevice.findMany();
    const proof = kept.get(user.userId) ?? "";
    const shown = (trust: string) => isTrusted({ trust: trustBy(new Map([[user.userId, trust]])) });

    expect(proof.split(".")).toEqual([row?.id, expect.stringMatching(/^[\w-]{43}$/)]);
    expect(JSON.stringify(row)).not.toContain(proof.split(".")[1]);
    expect(await shown(`${row?.id}.${row?.digest}`)).toBe(false);
    expect(await shown(`${proof}x`)).toBe(false);
    expect(await shown("")).toBe(false);
    expect(await scene.deps.store.trustedDevices.use(row?.id ?? "", bob.user.userId, [row?.digest ?? ""], scene.deps.clock.now())).toBe(
      false,
    );
    expect(await shown(proof)).toBe(true);
    await scene.prisma.trustedDevice.deleteMany();
    expect(await shown(proof)).toBe(false);
  });
});

const NEW = "nine yellow bottles";

/** What ends it, in a session that has shown both factors. */
const ENDS: Record<string, (whole: JWTResponse) => Promise<unknown>> = {
  "30 days": async () => scene.deps.clock.advance({ days: 30 }),
  "the setting": async () => {
    scene.deps.config.trustedDeviceDays = 0;
  },
  "its owner, where it is listed": async (whole) => {
    const { devices } = await showTrustedDevices(scene.deps, {}, here(whole));
    await stopTrustingDevices(scene.deps, { id: devices[0]?.id }, here(whole));
  },
  "its owner, with all others": (whole) => stopTrustingDevices(scene.deps, {}, here(whole)),
  "a new password": (whole) => updatePassword(scene.deps, { loginId: ADA, newPassword: NEW }, here(whole)),
  "a reset": async () => {
    await resetPassword(scene.deps, { loginId: ADA }, here());
    const [token = ""] = await collectTokens(scene.deps);
    await updatePassword(scene.deps, { loginId: ADA, newPassword: NEW }, here(await verifyMagicLink(scene.deps, { token }, here())));
  },
  "a password that is set by those who run the app": () =>
    setActivePassword(scene.deps, { loginId: ADA, password: NEW }, managementCaller(scene.deps)),
  "two steps off and on": async (whole) => {
    await changeSecondFactor(scene.deps, { required: false }, here(whole));
    await changeSecondFactor(scene.deps, { required: true }, here(whole));
  },
  "the end of the app": async (whole) => {
    nextStep();
    await removeTotp(scene.deps, { code: showCode(scene.deps, key) }, here(whole));
    const { key: next } = await updateTotp(scene.deps, { loginId: ADA }, here(whole));
    await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, next) }, here(whole));
  },
  "another app": async (whole) => {
    const { key: next } = await updateTotp(scene.deps, { loginId: ADA }, here(whole));
    await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, next) }, here(whole));
  },
  "signing out everywhere": (whole) => signOutEverywhere(scene.deps, {}, here(whole)),
  "signing out everywhere, over REST": () => signOutEverywhere(scene.deps, {}, testCaller(scene.deps, owner.refreshJwt)),
  "signing out by those who run the app": () => logoutUser(scene.deps, { loginId: ADA }, managementCaller(scene.deps)),
  "whoever says that a sign-in was not them": async () => {
    scene.deps.clock.advance({ minutes: 11 });
    await signInWhole({ userAgent: "Other/1.0", address: "198.51.100.7", trust: trustBy(new Map()) });
    const letter = (await collectLetters(scene.deps)).find(({ kind }) => kind === "signInAlert");
    const url = letter?.kind === "signInAlert" ? letter.props.url : "";
    await disownSignIn(scene.deps, { token: new URL(url).searchParams.get("t") ?? "" }, here());
  },
  "signing out elsewhere, from another browser": (whole) => signOutElsewhere(scene.deps, {}, here(whole, { trust: trustBy(new Map()) })),
  "whoever else signs out everywhere in this browser": async () => {
    await signOutEverywhere(scene.deps, {}, here(await enter(scene.deps, BOB)));
  },
  "a change of email that is taken back": async (whole) => {
    await requestUpdateCode(scene.deps, { loginId: ADA, email: "ada@elsewhere.example" }, here(whole));
    await verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, here(whole));
    const letter = (await collectLetters(scene.deps)).find(({ kind }) => kind === "emailChanged");
    const url = letter?.kind === "emailChanged" ? letter.props.url : "";
    await undoEmailChange(scene.deps, { token: new URL(url).searchParams.get("t") ?? "" }, here());
  },
  "an account that is to be erased": (whole) => askForDeletion(scene.deps, {}, here(whole)),
};

describe("the trust in a browser", () => {
  it.each(Object.keys(ENDS))("F62: ends with %s", async (end) => {
    const whole = await trustHere();
    expect(await isTrusted()).toBe(true);

    await ENDS[end]?.(whole);

    expect(await isTrusted()).toBe(false);
  });

  it("F62: stays when its owner signs out, signs out elsewhere from here, or makes recovery codes", async () => {
    const whole = await trustHere();
    await createRecoveryCodes(scene.deps, { loginId: ADA }, here(whole));
    await signOutElsewhere(scene.deps, {}, here(whole));

    expect(await isTrusted()).toBe(true);
  });

  it("F62: is nobody else's to end", async () => {
    await trustHere();
    const bob = await enter(scene.deps, BOB);
    const [row] = await scene.prisma.trustedDevice.findMany();

    await stopTrustingDevices(scene.deps, { id: row?.id }, sealedCaller(scene.deps, sessionIdOf(bob)));
    await stopTrustingDevices(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(bob)));

    expect(await isTrusted()).toBe(true);
  });

  it("F63: is listed with what the browser said it is and when it was asked, told by mail, and in what one downloads", async () => {
    const whole = await trustHere({ userAgent: "Firefox/1.0" });
    const createdTime = scene.deps.clock.now().getTime() / 1000;
    const told = (await collectLetters(scene.deps)).map((letter) => letter.kind === "securityNotice" && letter.props.what);
    expect(told).toContain("deviceTrusted");
    scene.deps.clock.advance({ days: 1 });
    await isTrusted();

    expect(await showTrustedDevices(scene.deps, {}, here(whole))).toEqual({
      days: 30,
      devices: [
        {
          id: expect.stringMatching(/^D/),
          userAgent: "Firefox/1.0",
          createdTime,
          expiresTime: createdTime + 30 * 86_400,
          lastUsedTime: createdTime + 86_400,
        },
      ],
    });
    const { account } = await collectPersonalData(scene.deps, {}, here(whole), {});
    expect(account).toMatchObject({ totp: { trustedDevices: [{ userAgent: "Firefox/1.0" }] } });
  });

  it("F63: is given to twenty browsers of a user, the newest, and once to each", async () => {
    const first = await trustHere();
    const firstProof = kept.get(first.user.userId) ?? "";
    for (let browser = 0; browser < 20; browser++) {
      scene.deps.clock.advance({ minutes: 2 });
      kept = new Map();
      await trustHere();
    }
    expect(await scene.prisma.trustedDevice.count()).toBe(20);
    expect(await isTrusted({ trust: trustBy(new Map([[first.user.userId, firstProof]])) })).toBe(false);
    await trustHere();
    expect(await scene.prisma.trustedDevice.count()).toBe(20);
    expect(await isTrusted()).toBe(true);

    scene.deps.clock.advance({ days: 32 });
    await keepHouse(scene.deps);
    expect(await scene.prisma.trustedDevice.count()).toBe(0);
  });

  it("F63: takes a code of the app, two steps, and a setting that lets it", async () => {
    const half = await signIn(scene.deps, ADA, {}, here());
    const code = recoveryCodes.pop() ?? "";
    const byRecovery = await signInWithRecoveryCode(scene.deps, { loginId: ADA, code, loginOptions: { mfa: true } }, here(half));
    expect(await outcomeOf(trustThisDevice(scene.deps, {}, here(byRecovery)))).toBe("E062131");
    const whole = await signInWhole();
    expect(await outcomeOf(trustThisDevice(scene.deps, {}, here(whole, { trust: undefined })))).toBe("E011004");
    scene.deps.config.trustedDeviceDays = 0;
    expect(await outcomeOf(trustThisDevice(scene.deps, {}, here(whole)))).toBe("E011004");
    scene.deps.config.trustedDeviceDays = 30;
    await scene.prisma.user.updateMany({ data: { secondFactor: false } });
    expect(await outcomeOf(trustThisDevice(scene.deps, {}, here(whole)))).toBe("E011004");
    expect(await scene.prisma.trustedDevice.count()).toBe(0);
  });

  it("F60: is looked up by one statement, where a second step would be asked for and the browser shows it", async () => {
    const asks = async (run: () => Promise<unknown>) => {
      const before = scene.statements.length;
      await run();
      return scene.statements.slice(before).filter((sql) => sql.includes("TrustedDevice")).length;
    };
    expect(await asks(() => isTrusted())).toBe(0);
    await trustHere();
    expect(await asks(() => isTrusted())).toBe(1);
    await scene.prisma.user.updateMany({ data: { secondFactor: false } });
    expect(await asks(() => isTrusted())).toBe(0);
  });
});
