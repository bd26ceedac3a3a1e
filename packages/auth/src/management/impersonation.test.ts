import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateProfile } from "../profile/update";
import { showHistory } from "../session/about-me";
import { signOut, signOutElsewhere, signOutEverywhere, signOutSession } from "../session/sign-out";
import { managementCaller, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import { ADA, BOB, enter, openScene, refresh, type Scene, sessionIdOf } from "../testing/scene";
import { impersonate, stopImpersonation, updateImpersonationConsent } from "./impersonation";
import { updateJwt } from "./jwt";
import { deleteUser, logoutUser, updateUserStatus } from "./user";

let scene: Scene;
/** Ada, and Bob who acts in her name. */
let ids: { ada: string; bob: string };

beforeEach(async () => {
  scene = await openScene();
  ids = { ada: (await enter(scene.deps, ADA)).user.userId, bob: (await enter(scene.deps, BOB)).user.userId };
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { name: "back office" });
const inSeconds = (seconds: number) => Math.floor(scene.deps.clock.now().getTime() / 1000) + seconds;
const consent = (impersonationConsent: number) => updateImpersonationConsent(scene.deps, { loginId: ADA, impersonationConsent }, manager());

async function begin(more: { validateConsent?: boolean; customClaims?: Record<string, unknown>; refreshDuration?: number } = {}) {
  return (await impersonate(scene.deps, { impersonatorId: ids.bob, loginId: ADA, ...more }, manager())).jwt;
}

const stop = (jwt: string) => stopImpersonation(scene.deps, { jwt }, manager());

describe("S66: whoever acts in another's name", () => {
  it("says so in every token, whatever claims are added", async () => {
    const jwt = await begin({ customClaims: { act: { sub: ids.ada }, ticket: 7 } });
    const updated = await updateJwt(scene.deps, { jwt, customClaims: { act: null } }, manager());

    for (const token of [jwt, updated.jwt]) {
      expect(decodeJwt(token)).toMatchObject({ drn: "DSR", sub: ids.ada, act: { sub: ids.bob }, ticket: 7, amr: [] });
      expect((await refresh(scene.deps, token)).claims).toMatchObject({ drn: "DS", sub: ids.ada, act: { sub: ids.bob }, ticket: 7 });
    }
    expect((await enter(scene.deps, ADA, { mfa: true }, testCaller(scene.deps, jwt))).claims.act).toEqual({ sub: ids.bob });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["they are disabled", () => updateUserStatus(scene.deps, { loginId: BOB, status: "disabled" }, manager())],
    ["they are deleted", () => deleteUser(scene.deps, { loginId: BOB }, manager())],
    ["the user is disabled", () => updateUserStatus(scene.deps, { loginId: ADA, status: "disabled" }, manager())],
    ["the user is signed out", () => logoutUser(scene.deps, { loginId: ADA }, manager())],
    ["the user takes the consent back", () => consent(0)],
  ])("is out at the next call once %s", async (_, end) => {
    const jwt = await begin();

    await end();

    expect(await outcomeOf(refresh(scene.deps, jwt))).toBe("E064001");
    expect(await outcomeOf(stop(jwt))).toBe("E064001");
  });

  it("is told of, under the key's name, and is no sign-in of the user's", async () => {
    const before = await showHistory(scene.deps, {}, testCaller(scene.deps, (await enter(scene.deps, ADA)).refreshJwt));
    await stop(await begin());
    const rows = await scene.prisma.auditEvent.findMany({ where: { action: { startsWith: "Impersonation" } }, orderBy: { action: "asc" } });

    expect(rows.map(({ action, actorId, userId }) => ({ action, actorId, userId }))).toEqual([
      { action: "ImpersonationStarted", actorId: "back office", userId: ids.ada },
      { action: "ImpersonationStopped", actorId: "back office", userId: ids.ada },
    ]);
    for (const { data } of rows) expect(JSON.parse(data)).toMatchObject({ impersonatorId: ids.bob });
    expect(await scene.prisma.auditEvent.count({ where: { userId: ids.ada, action: "LoginSucceed" } })).toBe(before.length);
  });

  it.each<[string, (caller: TestCaller) => Promise<unknown>]>([
    ["Logout", (caller) => signOut(scene.deps, {}, caller)],
    ["LogoutAll", (caller) => signOutEverywhere(scene.deps, {}, caller)],
    ["OtherSessionsRevoked", (caller) => signOutElsewhere(scene.deps, {}, caller)],
    ["SessionRevoked", async (caller) => signOutSession(scene.deps, { id: sessionIdOf(await enter(scene.deps, ADA)) }, caller)],
    ["StepUp", (caller) => enter(scene.deps, ADA, { stepup: true }, caller)],
    ["LoginSucceed", (caller) => enter(scene.deps, ADA, { mfa: true }, caller)],
  ])("is told to be who has done it, as the user is of what they do themselves: %s", async (action, run) => {
    const actors: unknown[] = [];
    for (const open of [async () => (await enter(scene.deps, ADA)).refreshJwt, begin]) {
      const token = await open();
      scene.deps.clock.advance({ seconds: 1 });
      await run(testCaller(scene.deps, token));
      actors.push(await scene.prisma.auditEvent.findFirst({ where: { action }, orderBy: { occurredAt: "desc" } }));
    }

    expect(actors).toMatchObject([
      { userId: ids.ada, actorId: ids.ada },
      { userId: ids.ada, actorId: ids.bob },
    ]);
  });

  it("is told of in a profile that they have changed, unlike the user", async () => {
    const own = (await enter(scene.deps, ADA)).refreshJwt;
    for (const token of [own, await begin()]) await updateProfile(scene.deps, { name: "Ada" }, testCaller(scene.deps, token));

    const rows = await scene.prisma.auditEvent.findMany({ where: { action: "ProfileUpdated" } });
    expect(rows).toMatchObject([{ userId: ids.ada, actorId: ids.bob, data: JSON.stringify({ fields: ["name"] }) }]);
  });

  it("is nobody in what is done to another account, nor where they sign in as themselves beside it", async () => {
    const caller = testCaller(scene.deps, await begin());
    await caller.session();
    await enter(scene.deps, BOB, {}, caller);
    await enter(scene.deps, ADA, {}, caller);
    const rows = await scene.prisma.auditEvent.findMany({ where: { action: "LoginSucceed" }, orderBy: { occurredAt: "asc" } });

    expect(rows.map(({ userId, actorId }) => [userId, actorId])).toEqual([ids.ada, ids.bob, ids.bob, ids.ada].map((id) => [id, id]));
  });

  it("goes back to being themselves once, of however many who ask at once", async () => {
    const jwt = await begin();
    const outcomes = await outcomesAtOnce(10, () => stop(jwt));

    expect(outcomes).toEqual({ done: 1, E064001: 9 });
    expect(await outcomeOf(refresh(scene.deps, jwt))).toBe("E064001");
  });

  it("is themselves again", async () => {
    const { jwt } = await stop(await begin());

    expect(decodeJwt(jwt)).toMatchObject({ drn: "DSR", sub: ids.bob });
    expect((await refresh(scene.deps, jwt)).claims).not.toHaveProperty("act");
  });

  it("stops by a session token as well", async () => {
    const { sessionJwt } = await refresh(scene.deps, await begin());

    expect(decodeJwt((await stop(sessionJwt)).jwt).sub).toBe(ids.bob);
  });

  it("acts for no longer than was said, by an update neither", async () => {
    const jwt = await begin({ refreshDuration: 60 });
    const updated = await updateJwt(scene.deps, { jwt, refreshDuration: 3600 }, manager());

    expect([decodeJwt(jwt).exp, decodeJwt(updated.jwt).exp]).toEqual([inSeconds(60), inSeconds(60)]);
  });
});

describe("S67: where consent is asked for", () => {
  it("nobody acts without it, before or after", async () => {
    expect(await outcomeOf(begin({ validateConsent: true }))).toBe("E112120");
    await consent(inSeconds(60));
    expect(await outcomeOf(begin({ validateConsent: true }))).toBe("done");
    scene.deps.clock.advance({ minutes: 1 });
    expect(await outcomeOf(begin({ validateConsent: true }))).toBe("E112120");
  });

  it("nobody acts for longer than it holds", async () => {
    await consent(inSeconds(60));
    const jwt = await begin({ validateConsent: true, refreshDuration: 3600 });

    expect(decodeJwt(jwt).exp).toBe(inSeconds(60));
    scene.deps.clock.advance({ minutes: 1 });
    expect(await outcomeOf(refresh(scene.deps, jwt))).toBe("E064002");
  });

  it("who acts stops when consent is shortened, and goes on for no longer where it is lengthened", async () => {
    await consent(inSeconds(3600));
    const jwt = await begin({ validateConsent: true });
    await consent(inSeconds(60));
    await consent(inSeconds(7200));

    scene.deps.clock.advance({ minutes: 1 });

    expect(await outcomeOf(refresh(scene.deps, jwt))).toBe("E064002");
  });
});
