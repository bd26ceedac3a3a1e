import { randomBytes } from "node:crypto";
import type { LoginOptions } from "@repo/contract/login-options";
import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignIn, requestEnchantedSignUp, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignUpLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, collectTokens, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, addTenant, BOB, enter, openScene, refresh, type Scene, sessionIdOf, userOf, visitor } from "../testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function verify(code: string, loginId = ADA, caller = testCaller(scene.deps)): Promise<JWTResponse> {
  return verifyEmailCode(scene.deps, { loginId, code }, caller);
}

/** Signs in by code: options and session are shown when the code is asked for, and not when it is shown. */
async function signInByCode(loginOptions: LoginOptions = {}, refreshJwt?: string): Promise<JWTResponse> {
  await requestSignInCode(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps, refreshJwt));
  return verify(await collectCode(scene.deps));
}

type SignUpDetails = {
  user?: { name?: string; phone?: string };
  loginOptions?: { tenantId?: string; customClaims?: Record<string, unknown> };
};

const SIGN_UPS: Record<string, (details: SignUpDetails) => Promise<JWTResponse>> = {
  async code(details) {
    await requestSignUpCode(scene.deps, { loginId: ADA, ...details }, testCaller(scene.deps));
    return verify(await collectCode(scene.deps));
  },
  async link(details) {
    await requestSignUpLink(scene.deps, { loginId: ADA, ...details }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    return verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));
  },
  async "enchanted link"(details) {
    const { pendingRef, linkId } = await requestEnchantedSignUp(scene.deps, { loginId: ADA, ...details }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps, linkId);
    await verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps));
    return collectEnchantedSession(scene.deps, { pendingRef }, testCaller(scene.deps));
  },
};

describe.each(Object.keys(SIGN_UPS))("a sign-up by %s", (method) => {
  function signUpBy(details: SignUpDetails = {}): Promise<JWTResponse> {
    return SIGN_UPS[method]?.(details) ?? expect.fail("no such method");
  }

  it("makes the user of the details that were given with the request, the address proven", async () => {
    const answer = await signUpBy({ user: { name: "Ada Moreno", phone: "+4912345" }, loginOptions: { customClaims: { plan: "free" } } });

    expect(answer).toMatchObject({
      firstSeen: true,
      claims: { amr: ["email"], nsec: { plan: "free" } },
      user: { name: "Ada Moreno", phone: "+4912345", email: ADA, verifiedEmail: true, loginIds: [ADA], status: "enabled", password: false },
    });
  });

  it("is nobody until then", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA, user: { name: "Ada" } }, testCaller(scene.deps));
    await requestSignUpLink(scene.deps, { loginId: ADA, user: { name: "Ada" } }, testCaller(scene.deps));

    expect(await scene.prisma.user.count()).toBe(0);
  });

  it("S21: joins the tenant that was named, where that takes whoever has proven an address of its domains", async () => {
    await addTenant(scene, "T1", { domains: ["Example.COM"] });

    const answer = await signUpBy({ loginOptions: { tenantId: "T1" } });

    expect(answer).toMatchObject({ claims: { dct: "T1", tenants: { T1: {} } }, user: { userTenants: [{ tenantId: "T1" }] } });
  });

  it.each([
    ["takes nobody", []],
    ["takes other domains", ["example.org", "sub.example.com", "le.com", ""]],
    ["does not exist", undefined],
  ])("S21: answers E011001 alike for a tenant that %s, and stores nothing", async (_, domains) => {
    if (domains) await addTenant(scene, "T1", { domains });

    expect(await outcomeOf(signUpBy({ loginOptions: { tenantId: "T1" } }))).toBe("E011001");

    expect(await scene.prisma.user.count()).toBe(0);
    expect(await scene.prisma.session.count()).toBe(0);
  });
});

describe("a sign-up by code", () => {
  it("asked for again replaces the details", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA, user: { name: "Adda", phone: "+4912345" } }, testCaller(scene.deps));
    await requestSignUpCode(scene.deps, { loginId: ADA, user: { name: "Ada" } }, testCaller(scene.deps));

    const { user } = await verify(await collectCode(scene.deps));

    expect(user).toMatchObject({ name: "Ada", phone: "" });
  });

  it("answers E062107 when the login ID was taken meanwhile, which changes nothing about who has it", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA, user: { name: "Another" } }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    await enter(scene.deps, ADA);
    const before = await userOf(scene, ADA);

    expect(await outcomeOf(verify(code))).toBe("E062107");
    expect(await userOf(scene, ADA)).toEqual(before);
  });

  it("H12: uses no code up when the user could not be made", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA, loginOptions: { tenantId: "T1" } }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    expect(await outcomeOf(verify(code))).toBe("E011001");

    await addTenant(scene, "T1", { domains: ["example.com"] });

    expect(await outcomeOf(verify(code))).toBe("done");
  });
});

describe("signUpOrIn", () => {
  async function signUpOrIn(loginOptions: LoginOptions = {}): Promise<JWTResponse> {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps));
    return verify(await collectCode(scene.deps));
  }

  it("signs up who is new, and in who is not", async () => {
    const first = await signUpOrIn();
    const second = await signUpOrIn();

    expect([first.firstSeen, second.firstSeen]).toEqual([true, false]);
    expect(second.user.userId).toBe(first.user.userId);
  });

  it("S21: joins a tenant that takes its domain, and no other", async () => {
    await addTenant(scene, "T1", { domains: ["example.com"] });
    await addTenant(scene, "T2");

    expect((await signUpOrIn({ tenantId: "T1" })).claims.dct).toBe("T1");
    expect((await signUpOrIn({ tenantId: "T1" })).claims.dct).toBe("T1");
    expect(await outcomeOf(signUpOrIn({ tenantId: "T2" }))).toBe("E011001");
    expect(await scene.prisma.userTenant.count()).toBe(1);
  });
});

// Verify carries no options: what was asked for with the code counts, whoever shows it.
describe("the options of a sign-in by code", () => {
  let before: JWTResponse;

  beforeEach(async () => {
    before = await enter(scene.deps, ADA);
    await signInByCode({}, before.refreshJwt);
    before = await enter(scene.deps, ADA);
  });

  it("customClaims stand in both tokens", async () => {
    const { claims, refreshJwt } = await signInByCode({ customClaims: { plan: "free" } });

    expect([claims.nsec, decodeJwt(refreshJwt).nsec]).toEqual([{ plan: "free" }, { plan: "free" }]);
  });

  it("revokeOtherSessions ends the others", async () => {
    const { refreshJwt } = await signInByCode({ revokeOtherSessions: true });

    expect(await outcomeOf(refresh(scene.deps, before.refreshJwt))).toBe("E064001");
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("done");
  });

  it("mfa unites the methods, in a new session", async () => {
    const { claims, refreshJwt } = await signInByCode({ mfa: true }, before.refreshJwt);

    expect(claims.amr).toEqual(["pwd", "email", "mfa"]);
    expect(decodeJwt(refreshJwt).amr).toEqual(["pwd", "email", "mfa"]);
    expect(await outcomeOf(refresh(scene.deps, before.refreshJwt))).toBe("E064001");
  });

  it("stepup says su in the session token only, and keeps the session", async () => {
    const answer = await signInByCode({ stepup: true }, before.refreshJwt);

    expect(answer.claims).toMatchObject({ su: true, sid: sessionIdOf(before) });
    expect(decodeJwt(answer.refreshJwt)).not.toHaveProperty("su");
  });

  it("tenantId selects the tenant", async () => {
    await addTenant(scene, "T1", { members: [before.user.userId] });

    expect((await signInByCode({ tenantId: "T1" })).claims.dct).toBe("T1");
  });

  it.each(["stepup", "mfa"])("%s needs the user's own session when the code is asked for", async (option) => {
    const bob = await enter(scene.deps, BOB);
    await collectLetters(scene.deps);

    const ask = (refreshJwt?: string) =>
      requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { [option]: true } }, testCaller(scene.deps, refreshJwt));

    for (const refreshJwt of [undefined, bob.refreshJwt, before.sessionJwt, "stale.token.indeed"]) {
      expect(await outcomeOf(ask(refreshJwt))).toBe("E062130");
    }
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it.each(["stepup", "mfa"])("%s answers E064001 when its session has ended meanwhile", async (option) => {
    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { [option]: true } }, testCaller(scene.deps, before.refreshJwt));
    const code = await collectCode(scene.deps);
    await scene.deps.store.sessions.revoke(sessionIdOf(before), before.user.userId, scene.deps.clock.now());

    expect(await outcomeOf(verify(code))).toBe("E064001");
  });

  it("count for links as well", async () => {
    const loginOptions = { mfa: true, customClaims: { a: 1 } };
    const caller = testCaller(scene.deps, before.refreshJwt);
    const { pendingRef, linkId } = await requestEnchantedSignIn(scene.deps, { loginId: ADA, loginOptions }, caller);
    const [token = ""] = await collectTokens(scene.deps, linkId);
    await verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps));

    const { claims } = await collectEnchantedSession(scene.deps, { pendingRef }, testCaller(scene.deps));

    expect(claims).toMatchObject({ amr: ["pwd", "email", "mfa"], nsec: { a: 1 } });
  });

  it("let nobody in who was disabled meanwhile", async () => {
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });

    expect(await outcomeOf(verify(code))).toBe("E062110");
  });
});

describe("a request that was masked", () => {
  it.each([
    ["sign-up of who is registered", ADA, requestSignUpCode],
    ["sign-in of nobody", BOB, requestSignInCode],
  ])("opens nothing, whatever is typed: %s", async (_, loginId, request) => {
    await enter(scene.deps, ADA);
    const caller: TestCaller = visitor(scene.deps);
    const drawn = Buffer.from("000cbe7d", "hex");
    scene.deps.random = { bytes: (length) => (length === drawn.length ? drawn : randomBytes(length)) };
    await request(scene.deps, { loginId }, caller);
    const { id } = await scene.prisma.challenge.findFirstOrThrow();

    for (const code of ["835197", "", "not mailed", id, `${id}:`]) expect(await outcomeOf(verify(code, loginId, caller))).toBe("E061102");
    expect(await scene.prisma.user.count()).toBe(1);
  });
});
