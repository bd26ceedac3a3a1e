import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { signInWithRecoveryCode } from "../recovery/codes";
import { askForTwo, showCode } from "../testing/authenticator";
import { collectCode, collectTokens, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, refresh, type Scene, sealedCaller, sessionIdOf, signIn, visitor } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { showHistory } from "./about-me";
import { refusePartial, refuseStale, requireSession, requireSessionToken } from "./resolve";

let scene: Scene;
let owner: JWTResponse;
let key: string;
let recoveryCodes: string[];

beforeEach(async () => {
  scene = await openScene();
  ({ owner, key, recoveryCodes } = await askForTwo(scene));
});

afterEach(() => scene.close());

/** The caller of a sealed cookie that holds this session. */
function holding(answer: JWTResponse): TestCaller {
  return sealedCaller(scene.deps, sessionIdOf(answer));
}

async function purposeOf(answer: JWTResponse): Promise<string | undefined> {
  return (await scene.deps.store.sessions.find(sessionIdOf(answer)))?.session.purpose;
}

function showTotp(caller: TestCaller, loginOptions = {}): Promise<JWTResponse> {
  return verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key), loginOptions }, caller);
}

function showRecovery(caller: TestCaller, loginOptions = {}): Promise<JWTResponse> {
  return signInWithRecoveryCode(scene.deps, { loginId: ADA, code: recoveryCodes.pop() ?? "", loginOptions }, caller);
}

/** Every way to show one factor, as a sign-in; what is in `amr` afterwards. */
const FACTORS: Record<string, { amr: string; show(caller: TestCaller): Promise<JWTResponse> }> = {
  password: { amr: "pwd", show: (caller) => signIn(scene.deps, ADA, {}, caller) },
  "email code": {
    amr: "email",
    async show(caller) {
      await requestSignInCode(scene.deps, { loginId: ADA }, caller);
      return verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, caller);
    },
  },
  "magic link": {
    amr: "email",
    async show(caller) {
      await requestSignInLink(scene.deps, { loginId: ADA }, caller);
      const [token = ""] = await collectTokens(scene.deps);
      return verifyMagicLink(scene.deps, { token }, caller);
    },
  },
  "enchanted link": {
    amr: "email",
    async show(caller) {
      const { pendingRef, linkId } = await requestEnchantedSignIn(scene.deps, { loginId: ADA }, caller);
      const [token = ""] = await collectTokens(scene.deps, linkId);
      await verifyEnchantedLink(scene.deps, { token }, caller);
      return collectEnchantedSession(scene.deps, { pendingRef }, caller);
    },
  },
  authenticator: { amr: "totp", show: (caller) => showTotp(caller) },
  "recovery code": { amr: "recovery", show: (caller) => showRecovery(caller) },
};

function signInWith(factor: string, caller: TestCaller): Promise<JWTResponse> {
  return FACTORS[factor]?.show(caller) ?? expect.fail(`no factor is called ${factor}`);
}

/** Signs in at a page by password and stops there. */
function signInHalf(): Promise<JWTResponse> {
  return signIn(scene.deps, ADA, {}, visitor(scene.deps));
}

// Whichever way a user comes in, one factor of two opens nothing where two are asked for.
describe.each([
  ["a page", "browser", "everywhere", true],
  ["REST", "rest", "everywhere", true],
  ["a page, where REST does not ask", "browser", "browser", true],
  ["REST, where it does not ask", "rest", "browser", false],
] as const)("one factor at %s", (_, surface, mfaEnforcement, isPartial) => {
  function stranger(): TestCaller {
    scene.deps.config.mfaEnforcement = mfaEnforcement;
    return testCaller(scene.deps, undefined, { surface });
  }

  it.each(Object.keys(FACTORS))(`F11: gives ${isPartial ? "a partial" : "a whole"} session: %s`, async (factor) => {
    const answer = await signInWith(factor, stranger());

    const found = await scene.deps.store.sessions.find(sessionIdOf(answer));
    if (!found) return expect.fail("no session was stored");
    const lifetimeSeconds = (found.session.expiresAt.getTime() - scene.deps.clock.now().getTime()) / 1000;
    expect(found.session.methods).toEqual([FACTORS[factor]?.amr]);
    if (isPartial) {
      expect({ purpose: found.session.purpose, lifetimeSeconds }).toEqual({ purpose: "secondFactor", lifetimeSeconds: 15 * 60 });
      expect(answer.claims).toMatchObject({ roles: [], permissions: [], tenants: {}, pending: "secondFactor" });
      expect(decodeJwt(answer.sessionJwt)).toMatchObject({ roles: [], permissions: [], tenants: {} });
      await expect(requireSessionToken(scene.deps, testCaller(scene.deps, answer.sessionJwt))).rejects.toMatchObject({ code: "E062131" });
    } else {
      expect({ purpose: found.session.purpose, lifetimeSeconds }).toEqual({ purpose: "signIn", lifetimeSeconds: 28 * 24 * 3600 });
      expect(answer.claims).toMatchObject({ roles: ["admin"], permissions: ["everything"], tenants: { T1: {} } });
      expect(answer.claims).not.toHaveProperty("pending");
    }
  });

  it("F11: of a user who asked for one only gives a whole session", async () => {
    await scene.deps.store.factors.setSecondFactor(owner.user.userId, false, scene.deps.clock.now());

    const answer = await signInWith("password", stranger());

    expect(await purposeOf(answer)).toBe("signIn");
    expect(answer.claims.roles).toEqual(["admin"]);
  });
});

describe("a partial session", () => {
  it("is refused with E062131 by everything that does not ask for it", async () => {
    const partial = await signInHalf();
    const found = await requireSession(holding(partial));

    expect(() => refusePartial(scene.deps, holding(partial), found)).toThrow(expect.objectContaining({ code: "E062131", status: 401 }));
    expect(() => refusePartial(scene.deps, holding(partial), found, ["reset"])).toThrow(expect.objectContaining({ code: "E062131" }));
    expect(() => refusePartial(scene.deps, holding(partial), found, ["secondFactor"])).not.toThrow();
  });

  it("stays partial when it is refreshed, and ends after 15 minutes", async () => {
    const partial = await signInHalf();

    const refreshed = await refresh(scene.deps, partial.refreshJwt);
    expect(refreshed.claims).toMatchObject({ pending: "secondFactor", roles: [] });
    expect(refreshed.cookieMaxAge).toBe(15 * 60);
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(refresh(scene.deps, partial.refreshJwt))).toBe("E064002");
  });

  it.each([
    ["authenticator", "totp", showTotp],
    ["recovery code", "recovery", showRecovery],
  ])("is completed by the %s: methods united, powers given, the partial one over", async (_, amr, show) => {
    const partial = await signInHalf();

    const whole = await show(holding(partial), { mfa: true });

    expect(whole.claims).toMatchObject({ amr: ["pwd", amr, "mfa"], roles: ["admin"], permissions: ["everything"], tenants: { T1: {} } });
    expect(decodeJwt(whole.refreshJwt).amr).toEqual(["pwd", amr, "mfa"]);
    expect(await purposeOf(whole)).toBe("signIn");
    expect(sessionIdOf(whole)).not.toBe(sessionIdOf(partial));
    expect(await outcomeOf(refresh(scene.deps, partial.refreshJwt))).toBe("E064001");
  });

  it("completes once, though two second factors are shown at once", async () => {
    const partial = await signInHalf();

    const outcomes = await Promise.all([showTotp, showRecovery].map((show) => outcomeOf(show(holding(partial), { mfa: true }))));

    expect(outcomes.sort()).toEqual(["E064001", "done"]);
  });

  it("keeps claims and tenant of the first step", async () => {
    const loginOptions = { tenantId: "T1", customClaims: { plan: "free" } };
    const partial = await signIn(scene.deps, ADA, { loginOptions }, visitor(scene.deps));
    expect(partial.claims.tenants).toEqual({});

    const whole = await showTotp(holding(partial), { mfa: true });

    expect(whole.claims).toMatchObject({ dct: "T1", nsec: { plan: "free" } });
  });

  it("cannot be stepped up: that is for whole ones", async () => {
    const partial = await signInHalf();

    expect(await outcomeOf(showTotp(holding(partial), { stepup: true }))).toBe("E062130");
    expect(await purposeOf(partial)).toBe("secondFactor");
  });

  it("ends nobody's sessions, whatever its options say", async () => {
    await signIn(scene.deps, ADA, { loginOptions: { revokeOtherSessions: true } }, visitor(scene.deps));
    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");

    const partial = await signInHalf();
    await showTotp(holding(partial), { mfa: true, revokeOtherSessions: true });

    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("E064001");
  });
});

describe("two factors", () => {
  it.each([
    ["authenticator, then recovery code", "authenticator", showRecovery],
    ["recovery code, then authenticator", "recovery code", showTotp],
  ])("F11: are not the phone and its own way back: %s", async (_, first, show) => {
    const partial = await signInWith(first, visitor(scene.deps));

    const still = await show(holding(partial), { mfa: true });

    expect(await purposeOf(still)).toBe("secondFactor");
    expect(still.claims).toMatchObject({ roles: [], pending: "secondFactor" });
  });

  it("F11: are not the password and a code by mail", async () => {
    const partial = await signInHalf();
    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { mfa: true } }, holding(partial));

    const still = await verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, holding(partial));

    expect(still.claims).toMatchObject({ amr: ["pwd", "email", "mfa"], pending: "secondFactor" });
  });

  it("may be shown in either order", async () => {
    const partial = await signInWith("authenticator", visitor(scene.deps));

    const whole = await signIn(scene.deps, ADA, { loginOptions: { mfa: true } }, holding(partial));

    expect(await purposeOf(whole)).toBe("signIn");
    expect(whole.claims).toMatchObject({ amr: ["totp", "pwd", "mfa"], roles: ["admin"] });
  });

  it("F11: are needed over REST, and composed there by `loginOptions`", async () => {
    const first = await signInWith("password", testCaller(scene.deps));
    const found = await requireSession(testCaller(scene.deps, first.refreshJwt));
    expect(first.claims.roles).toEqual([]);
    expect(() => refusePartial(scene.deps, testCaller(scene.deps), found)).toThrow(expect.objectContaining({ code: "E062131" }));

    const second = await showTotp(testCaller(scene.deps, first.refreshJwt), { mfa: true });

    expect(second.claims).toMatchObject({ amr: ["pwd", "totp", "mfa"], roles: ["admin"] });
    expect(second.claims).not.toHaveProperty("pending");
  });

  it("are composed by SDKs alone where REST does not ask for them", async () => {
    scene.deps.config.mfaEnforcement = "browser";
    const first = await signInWith("password", testCaller(scene.deps));

    const second = await showTotp(testCaller(scene.deps, first.refreshJwt), { mfa: true });

    expect(first.claims.roles).toEqual(["admin"]);
    expect(second.claims).toMatchObject({ amr: ["pwd", "totp", "mfa"], roles: ["admin"] });
  });
});

describe("confirming that it is you", () => {
  let whole: JWTResponse;

  beforeEach(async () => {
    whole = await showTotp(holding(await signInHalf()), { mfa: true });
    scene.deps.clock.advance({ minutes: 11 });
  });

  async function isFresh(answer: JWTResponse): Promise<boolean> {
    const found = await requireSession(holding(answer));
    return (await outcomeOf(Promise.resolve().then(() => refuseStale(scene.deps, holding(answer), found)))) === "done";
  }

  it.each(["browser", "rest"] as const)("F8: is asked for after 10 minutes: %s", async (surface) => {
    const other = await showTotp(holding(await signInHalf()), { mfa: true });
    const caller = surface === "browser" ? holding(other) : testCaller(scene.deps, other.refreshJwt);
    const found = await requireSession(caller);
    scene.deps.clock.advance({ minutes: 10 });
    expect(() => refuseStale(scene.deps, caller, found)).not.toThrow();

    scene.deps.clock.advance({ seconds: 1 });

    expect(() => refuseStale(scene.deps, caller, found)).toThrow(expect.objectContaining({ code: "E062132", status: 401 }));
  });

  it("F8, 4.6: is asked for when the clock that ran ahead is put right", async () => {
    const confirmed = await showTotp(holding(whole), { stepup: true });
    scene.deps.clock.advance({ minutes: -10 });
    expect(await isFresh(confirmed)).toBe(true);

    scene.deps.clock.advance({ seconds: -1 });

    expect(await isFresh(confirmed)).toBe(false);
  });

  it("is asked for at pages alone of a user who asked for one factor only", async () => {
    await scene.deps.store.factors.setSecondFactor(owner.user.userId, false, scene.deps.clock.now());

    const found = await requireSession(holding(whole));

    expect(() => refuseStale(scene.deps, holding(whole), found)).toThrow(expect.objectContaining({ code: "E062132" }));
    expect(() => refuseStale(scene.deps, testCaller(scene.deps, whole.refreshJwt), found)).not.toThrow();
  });

  // The session is older than the wish for two steps.
  it("F11: makes two factors of a session that has shown one", async () => {
    const caller = () => testCaller(scene.deps, owner.refreshJwt);
    const isGood = async () => {
      const found = await requireSession(caller());
      return outcomeOf(Promise.resolve().then(() => refuseStale(scene.deps, caller(), found)));
    };
    expect(await isGood()).toBe("E062131");

    const confirmed = await showTotp(caller(), { stepup: true });

    expect(await isGood()).toBe("done");
    expect(confirmed.claims).toMatchObject({ sid: sessionIdOf(owner), su: true, amr: ["pwd", "totp", "mfa"] });
  });

  it("F11: takes the first factor where that is what a session lacks, and asks for the second all the same", async () => {
    const { store, clock } = scene.deps;
    await store.factors.setSecondFactor(owner.user.userId, false, clock.now());
    const byApp = await showTotp(testCaller(scene.deps));
    await store.factors.setSecondFactor(owner.user.userId, true, clock.now());
    clock.advance({ minutes: 11 });

    const confirmed = await signIn(scene.deps, ADA, { loginOptions: { stepup: true } }, testCaller(scene.deps, byApp.refreshJwt));

    expect(confirmed.claims.amr).toEqual(["totp", "pwd", "mfa"]);
    expect(await isFresh(byApp)).toBe(false);
    await showTotp(holding(byApp), { stepup: true });
    expect(await isFresh(byApp)).toBe(true);
  });

  it.each([
    ["authenticator", showTotp],
    ["recovery code", showRecovery],
  ])("F8: is done with the %s, which keeps the session", async (_, show) => {
    expect(await isFresh(whole)).toBe(false);

    const confirmed = await show(holding(whole), { stepup: true });

    expect(sessionIdOf(confirmed)).toBe(sessionIdOf(whole));
    expect(await isFresh(whole)).toBe(true);
  });

  // A stolen cookie and a password that was guessed must not be enough to take the authenticator away.
  it.each(["stepup", "mfa"])("F11: is not done with the password, by %s: E062131", async (option) => {
    const confirming = signIn(scene.deps, ADA, { loginOptions: { [option]: true } }, holding(whole));

    await expect(confirming).rejects.toMatchObject({ code: "E062131" });
    expect(await isFresh(whole)).toBe(false);
  });

  it.each(["stepup", "mfa"])("F11: is not done with a code by mail, by %s: E062131", async (option) => {
    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { [option]: true } }, holding(whole));
    const code = await collectCode(scene.deps);

    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, holding(whole)))).toBe("E062131");
    expect(await isFresh(whole)).toBe(false);
  });

  it("makes no entry in the history of sign-ins, and neither does a first factor alone", async () => {
    await showTotp(holding(whole), { stepup: true });
    await signInHalf();

    const history = await showHistory(scene.deps, {}, holding(whole));

    expect(history).toHaveLength(2);
  });

  it("is done with the password by a user who asked for one factor only", async () => {
    await scene.deps.store.factors.setSecondFactor(owner.user.userId, false, scene.deps.clock.now());

    await signIn(scene.deps, ADA, { loginOptions: { stepup: true } }, holding(whole));

    expect(await isFresh(whole)).toBe(true);
  });

  it("is left to SDKs over REST where that does not ask for two, and makes nothing of one factor", async () => {
    scene.deps.config.mfaEnforcement = "browser";

    const stepped = await signIn(scene.deps, ADA, { loginOptions: { stepup: true } }, testCaller(scene.deps, whole.refreshJwt));

    expect(stepped.claims).toMatchObject({ su: true, sid: sessionIdOf(whole) });
    expect(await isFresh(whole)).toBe(false);
  });
});
