import type { LoginOptions } from "@repo/contract/login-options";
import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, addTenant, BOB, enter, openScene, refresh, type Scene, sealedCaller, sessionIdOf, signIn } from "../testing/scene";
import { completeSignIn, readMode } from "./complete-sign-in";
import type { Method } from "./methods";
import { selectSessionTenant } from "./refresh";

let scene: Scene;
let first: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  first = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

/** Ada shows a factor, with the refresh token of a session she has. */
async function show(method: Method, options: LoginOptions = {}, refreshJwt?: string): Promise<JWTResponse> {
  const caller = testCaller(scene.deps, refreshJwt);
  const mode = await readMode(caller, options);
  return completeSignIn(scene.deps, caller, { method, mode, options, authenticate: async () => ({ userId: first.user.userId }) });
}

function sessionRow(answer: JWTResponse) {
  return scene.prisma.session.findUniqueOrThrow({ where: { id: sessionIdOf(answer) } });
}

/** Tokens that stand for no live session of Ada's. */
async function uselessTokens(): Promise<(string | undefined)[]> {
  const { deps } = scene;
  const over = await enter(deps, ADA);
  await deps.store.sessions.revoke(sessionIdOf(over), over.user.userId, deps.clock.now());
  return [undefined, "stale.token.indeed", first.sessionJwt, over.refreshJwt, `${first.refreshJwt.slice(0, -8)}AAAAAAAA`];
}

describe("loginOptions.stepup", () => {
  it("says su in the session token, not in the refresh token, and no longer after a refresh", async () => {
    const stepped = await enter(scene.deps, ADA, { stepup: true }, testCaller(scene.deps, first.refreshJwt));
    const refreshed = await refresh(scene.deps, stepped.refreshJwt);

    expect(decodeJwt(stepped.sessionJwt).su).toBe(true);
    expect(stepped.claims.su).toBe(true);
    expect(decodeJwt(stepped.refreshJwt)).not.toHaveProperty("su");
    expect(decodeJwt(refreshed.sessionJwt)).not.toHaveProperty("su");
  });

  it("keeps the session and its refresh token, and notes the time", async () => {
    scene.deps.clock.advance({ minutes: 30 });

    const stepped = await enter(scene.deps, ADA, { stepup: true }, testCaller(scene.deps, first.refreshJwt));

    expect(stepped.refreshJwt).toBe(first.refreshJwt);
    expect(await scene.prisma.session.count()).toBe(1);
    expect(await sessionRow(first)).toMatchObject({ authenticatedAt: scene.deps.clock.now(), lastUsedAt: scene.deps.clock.now() });
  });

  it("steps a browser's session up by its sealed cookie", async () => {
    const stepped = await enter(scene.deps, ADA, { stepup: true }, sealedCaller(scene.deps, sessionIdOf(first)));

    expect(stepped.claims).toMatchObject({ sid: sessionIdOf(first), su: true });
  });

  it("answers with the refresh token of now when another tab rotated it meanwhile", async () => {
    scene.deps.config.refreshRotation = true;
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    const otherTab = await refresh(scene.deps, first.refreshJwt);

    const stepped = await enter(scene.deps, ADA, { stepup: true }, caller);

    expect(stepped.refreshJwt).toBe(otherTab.refreshJwt);
    scene.deps.clock.advance({ minutes: 1 });
    await expect(refresh(scene.deps, stepped.refreshJwt)).resolves.toBeDefined();
  });

  it("answers E064001 when the session was ended meanwhile", async () => {
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    await scene.deps.store.sessions.revoke(sessionIdOf(first), first.user.userId, scene.deps.clock.now());

    await expect(enter(scene.deps, ADA, { stepup: true }, caller)).rejects.toMatchObject({ code: "E064001" });
  });

  it("keeps the selected tenant", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });
    const selected = await selectSessionTenant(scene.deps, { tenant: "T1" }, testCaller(scene.deps, first.refreshJwt));

    const stepped = await show("pwd", { stepup: true }, selected.refreshJwt);

    expect(stepped.claims.dct).toBe("T1");
  });
});

describe("loginOptions.mfa", () => {
  it("unites the methods in both tokens and adds mfa as the last", async () => {
    const { claims, refreshJwt } = await show("totp", { mfa: true }, first.refreshJwt);

    expect(claims.amr).toEqual(["pwd", "totp", "mfa"]);
    expect(decodeJwt(refreshJwt).amr).toEqual(["pwd", "totp", "mfa"]);
  });

  it("keeps mfa the last with a third factor", async () => {
    const two = await show("totp", { mfa: true }, first.refreshJwt);

    const three = await show("email", { mfa: true }, two.refreshJwt);

    expect(three.claims.amr).toEqual(["pwd", "totp", "email", "mfa"]);
  });

  it("takes the same factor twice for one", async () => {
    const { claims } = await enter(scene.deps, ADA, { mfa: true }, testCaller(scene.deps, first.refreshJwt));

    expect(claims.amr).toEqual(["pwd"]);
  });

  it("S2: puts a new session in the place of the old one", async () => {
    const stronger = await show("totp", { mfa: true }, first.refreshJwt);

    expect(sessionIdOf(stronger)).not.toBe(sessionIdOf(first));
    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E064001" });
    expect((await refresh(scene.deps, stronger.refreshJwt)).claims.amr).toEqual(["pwd", "totp", "mfa"]);
  });

  it("carries tenant and custom claims over", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });
    const before = await enter(scene.deps, ADA, { tenantId: "T1", customClaims: { a: 1, b: 1 } });

    const { claims } = await show("totp", { mfa: true, customClaims: { b: 2 } }, before.refreshJwt);

    expect(claims).toMatchObject({ dct: "T1", nsec: { a: 1, b: 2 } });
  });

  it("S20: takes no more claims altogether than one request may ask for, and leaves the session", async () => {
    const claims = (key: string) => Object.fromEntries([1, 2].map((number) => [`${key}${number}`, "x".repeat(480)]));
    const before = await enter(scene.deps, ADA, { customClaims: claims("a") });
    const two = await show("totp", { mfa: true, customClaims: claims("b") }, before.refreshJwt);

    const more = show("email", { mfa: true, customClaims: claims("c") }, two.refreshJwt);

    await expect(more).rejects.toMatchObject({ code: "E011003", status: 400, message: expect.stringContaining("2000 bytes") });
    expect((await refresh(scene.deps, two.refreshJwt)).claims.nsec).toEqual({ ...claims("a"), ...claims("b") });
    await expect(show("email", { mfa: true, customClaims: claims("b") }, two.refreshJwt)).resolves.toBeDefined();
  });

  it("grows from one session once, though two factors are shown at once", async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => show("totp", { mfa: true }, first.refreshJwt)));

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(1);
  });
});

describe.each(["stepup", "mfa"] as const)("loginOptions.%s without the user's refresh token", (option) => {
  it("is answered E062130, whatever else is shown", async () => {
    for (const token of await uselessTokens()) {
      await expect(enter(scene.deps, ADA, { [option]: true }, testCaller(scene.deps, token))).rejects.toMatchObject({
        code: "E062130",
        status: 401,
      });
    }
  });

  it("is answered E062130 with the token of another user, whose session stays", async () => {
    const bob = await enter(scene.deps, BOB);

    const foreign = enter(scene.deps, ADA, { [option]: true }, testCaller(scene.deps, bob.refreshJwt));

    await expect(foreign).rejects.toMatchObject({ code: "E062130" });
    await expect(refresh(scene.deps, bob.refreshJwt)).resolves.toMatchObject({ claims: { sub: bob.user.userId, amr: ["pwd"] } });
  });

  it("is answered E062906 with a wrong password, even with the user's token", async () => {
    const wrong = signIn(
      scene.deps,
      ADA,
      { password: "wrong", loginOptions: { [option]: true } },
      testCaller(scene.deps, first.refreshJwt),
    );

    await expect(wrong).rejects.toMatchObject({ code: "E062906" });
    await expect(refresh(scene.deps, first.refreshJwt)).resolves.toBeDefined();
  });
});

describe("a sign-in without either", () => {
  it("minds no token, however stale, where none is asked for", async () => {
    for (const token of await uselessTokens()) {
      await expect(enter(scene.deps, ADA, {}, testCaller(scene.deps, token))).resolves.toMatchObject({ firstSeen: false });
    }
  });
});
