import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink, requestUpdateLink, verifyMagicLink } from "../links/magic-link";
import { requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { askForTwo, showCode } from "../testing/authenticator";
import { collectCode, collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, proveAddresses, type Scene, sealedCaller, sessionIdOf, userOf, visitor } from "../testing/scene";
import { verifyTotp } from "../totp/verify";

const NEW = "new@example.com";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function verify(code: string, loginId = ADA, caller = testCaller(scene.deps)): Promise<JWTResponse> {
  return verifyEmailCode(scene.deps, { loginId, code }, caller);
}

/** Asks for a change of Ada's address. Answers the code. */
async function askUpdate(refreshJwt: string, input: { email?: string; addToLoginIDs?: boolean; mfa?: boolean } = {}): Promise<string> {
  await requestUpdateCode(scene.deps, { loginId: ADA, email: NEW, ...input }, testCaller(scene.deps, refreshJwt));
  return collectCode(scene.deps);
}

describe("a change of address", () => {
  let signedIn: JWTResponse;

  beforeEach(async () => {
    signedIn = await enter(scene.deps, ADA);
  });

  it("changes nothing until it is verified", async () => {
    const before = await userOf(scene, ADA);

    await askUpdate(signedIn.refreshJwt, { addToLoginIDs: true });

    expect(await userOf(scene, ADA)).toEqual(before);
  });

  it("replaces the address, proven, and leaves the login IDs", async () => {
    const answer = await verify(await askUpdate(signedIn.refreshJwt));

    expect(answer.user).toMatchObject({ email: NEW, verifiedEmail: true, loginIds: [ADA], userId: signedIn.user.userId });
    expect(answer).toMatchObject({ firstSeen: false, claims: { amr: ["email"] } });
  });

  it("to the same address proves it, without a notice", async () => {
    const { user } = await verify(await askUpdate(signedIn.refreshJwt, { email: ADA }));

    expect(user).toMatchObject({ email: ADA, verifiedEmail: true });
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("F8: tells the former address", async () => {
    await proveAddresses(scene);
    await verify(await askUpdate(signedIn.refreshJwt));

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "emailChanged", to: ADA, props: { hours: 72 } }]);
  });

  it("is in the audit too where the former address was never proven, which is told nothing", async () => {
    await verify(await askUpdate(signedIn.refreshJwt));

    expect(await collectLetters(scene.deps)).toEqual([]);
    expect(await scene.prisma.auditEvent.count({ where: { action: "EmailChanged" } })).toBe(1);
  });

  it("adds the address to the login IDs when asked to", async () => {
    await verify(await askUpdate(signedIn.refreshJwt, { addToLoginIDs: true }));

    expect(await userOf(scene, NEW)).toMatchObject({ id: signedIn.user.userId, loginIds: [ADA, NEW], email: NEW });
    const again = await verify(await askUpdate(signedIn.refreshJwt, { addToLoginIDs: true }));
    expect(again.user.loginIds).toEqual([ADA, NEW]);
  });

  it("answers E062125 when somebody took the login ID meanwhile, and changes nothing", async () => {
    const code = await askUpdate(signedIn.refreshJwt, { addToLoginIDs: true });
    await enter(scene.deps, NEW);
    const before = await userOf(scene, ADA);

    expect(await outcomeOf(verify(code))).toBe("E062125");
    expect(await userOf(scene, ADA)).toEqual(before);
  });

  it("keeps the methods of the session when `mfa` is asked for", async () => {
    const { claims } = await verify(await askUpdate(signedIn.refreshJwt, { mfa: true }));

    expect(claims.amr).toEqual(["pwd", "email", "mfa"]);
  });

  it("verified on a page of the signed-in user keeps the session: one more would be a stray entry among the devices", async () => {
    const browser = await enter(scene.deps, ADA, {}, visitor(scene.deps));
    const caller = sealedCaller(scene.deps, sessionIdOf(browser));
    await requestUpdateCode(scene.deps, { loginId: ADA, email: NEW }, caller);
    const before = await scene.prisma.session.findMany();

    const answer = await verify(await collectCode(scene.deps), ADA, caller);

    expect(sessionIdOf(answer)).toBe(sessionIdOf(browser));
    expect(answer.user.email).toBe(NEW);
    expect(await scene.prisma.session.findMany()).toEqual(before);
  });

  // A thief with a stolen session asks for a change to an address of their own, and waits until the owner has thrown them out.
  it.each(["code", "link"])("R4, 2.7: asked for in a session that has ended since is void: by %s", async (kind) => {
    const code = await askUpdate(signedIn.refreshJwt);
    await requestUpdateLink(scene.deps, { loginId: ADA, email: NEW }, testCaller(scene.deps, signedIn.refreshJwt));
    const [token = ""] = await collectTokens(scene.deps);
    await scene.deps.store.sessions.revokeAll(signedIn.user.userId, scene.deps.clock.now());

    const shown = kind === "code" ? verify(code) : verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));

    expect(await outcomeOf(shown)).toBe("E064001");
    expect(await userOf(scene, ADA)).toMatchObject({ email: ADA, verifiedEmail: false });
  });

  // The former mailbox may be somebody else's by now: a former employer's, a provider's that hands names out again.
  it("voids the codes and links that went to the former address", async () => {
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    await verify(await askUpdate(signedIn.refreshJwt));

    expect(await outcomeOf(verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
    expect(await userOf(scene, ADA)).toMatchObject({ email: NEW, verifiedEmail: true });
  });
});

// The second factor was shown to ask; the letter proves an address, and confirms nothing.
describe("a change of address by who signs in with two steps", () => {
  it.each([true, false])("F8: is made, and leaves what was shown, and when, as it is: mfa %s", async (mfa) => {
    const { key } = await askForTwo(scene);
    const first = await enter(scene.deps, ADA);
    const code = showCode(scene.deps, key);
    const whole = await verifyTotp(
      scene.deps,
      { loginId: ADA, code, loginOptions: { mfa: true } },
      testCaller(scene.deps, first.refreshJwt),
    );
    const shownAt = scene.deps.clock.now();
    scene.deps.clock.advance({ minutes: 4 });

    const answer = await verify(await askUpdate(whole.refreshJwt, { mfa }));

    expect(answer.user).toMatchObject({ email: NEW, verifiedEmail: true });
    expect(answer.claims).toMatchObject(mfa ? { amr: ["pwd", "totp", "email", "mfa"] } : { amr: ["email"], pending: "secondFactor" });
    expect(answer.claims).not.toHaveProperty("su");
    const { authenticatedAt } = await scene.prisma.session.findUniqueOrThrow({ where: { id: sessionIdOf(mfa ? answer : whole) } });
    expect(authenticatedAt).toEqual(shownAt);
  });
});
