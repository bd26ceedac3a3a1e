import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, addTenant, BOB, enter, grantRole, openScene, refresh, type Scene, sealedCaller, sessionIdOf } from "../testing/scene";
import { refreshSession, selectSessionTenant, tryRefreshSession } from "./refresh";

let scene: Scene;
let first: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  first = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

function select(tenant: string, refreshJwt = first.refreshJwt): Promise<JWTResponse> {
  return selectSessionTenant(scene.deps, { tenant }, testCaller(scene.deps, refreshJwt));
}

describe("refreshSession", () => {
  it("gives a new session token and the presented refresh token back", async () => {
    scene.deps.clock.advance({ minutes: 9 });

    const refreshed = await refresh(scene.deps, first.refreshJwt);

    expect(refreshed.refreshJwt).toBe(first.refreshJwt);
    expect(refreshed).toMatchObject({ firstSeen: false, user: first.user, cookieExpiration: first.cookieExpiration });
    expect(refreshed.sessionExpiration).toBe(first.sessionExpiration + 9 * 60);
    expect(refreshed.cookieMaxAge).toBe(first.cookieMaxAge - 9 * 60);
  });

  it("tells what the user is and may do now", async () => {
    await grantRole(scene, first.user.userId, { name: "editor", permissions: ["write"] });
    await scene.prisma.user.updateMany({ data: { name: "Ada King" } });

    const { claims, user } = await refresh(scene.deps, first.refreshJwt);

    expect(claims).toMatchObject({ roles: ["editor"], permissions: ["write"] });
    expect(user).toMatchObject({ name: "Ada King", roleNames: ["editor"] });
  });

  it("carries methods, client claims and tenant over", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });
    const { refreshJwt, claims } = await enter(scene.deps, ADA, { tenantId: "T1", customClaims: { plan: "free" } });

    const refreshed = await refresh(scene.deps, refreshJwt);

    expect(refreshed.claims).toEqual(claims);
    expect(refreshed.claims).toMatchObject({ amr: ["pwd"], nsec: { plan: "free" }, dct: "T1" });
  });

  it("signs a refresh token for a browser, which has none", async () => {
    const refreshed = await refreshSession(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(first)));

    expect(refreshed.refreshJwt).toBe(first.refreshJwt);
  });

  it("E062110: is refused to a disabled user", async () => {
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });

    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E062110", status: 403 });
  });

  it("E064002: is refused when the user was deleted", async () => {
    await scene.prisma.user.deleteMany();

    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E064002", status: 401 });
  });

  it("E064002: is refused without a token", async () => {
    await expect(refreshSession(scene.deps, {}, testCaller(scene.deps))).rejects.toMatchObject({ code: "E064002" });
  });

  it("S8: comes to its end 28 days after the sign-in, however often it was used", async () => {
    scene.deps.clock.advance({ days: 14 });
    await refresh(scene.deps, first.refreshJwt);
    scene.deps.clock.advance({ days: 13, hours: 23, minutes: 59, seconds: 59 });
    await expect(refresh(scene.deps, first.refreshJwt)).resolves.toBeDefined();

    scene.deps.clock.advance({ seconds: 1 });

    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E064002" });
  });

  it("gives a session token that ends no later than the refresh token", async () => {
    scene.deps.clock.advance({ days: 27, hours: 23, minutes: 55 });

    const { sessionExpiration, cookieExpiration, cookieMaxAge } = await refresh(scene.deps, first.refreshJwt);

    expect(sessionExpiration).toBe(cookieExpiration);
    expect(cookieMaxAge).toBe(300);
  });
});

// A stolen refresh token shows when thief and owner both use it: the second of them ends the session of both.
describe("refreshSession with rotation", () => {
  beforeEach(() => {
    scene.deps.config.refreshRotation = true;
  });

  it("S7: gives a successor at each use", async () => {
    const second = await refresh(scene.deps, first.refreshJwt);
    const third = await refresh(scene.deps, second.refreshJwt);

    expect(new Set([first, second, third].map(({ refreshJwt }) => refreshJwt)).size).toBe(3);
    expect([first, second, third].map(({ refreshJwt }) => decodeJwt(refreshJwt).jti)).toEqual(
      [0, 1, 2].map((serial) => `${sessionIdOf(first)}.${serial}`),
    );
  });

  it("S7: gives the same successor, byte for byte, for 10 s", async () => {
    const second = await refresh(scene.deps, first.refreshJwt);

    scene.deps.clock.advance({ seconds: 10 });
    const again = await refresh(scene.deps, first.refreshJwt);

    expect(again.refreshJwt).toBe(second.refreshJwt);
    await expect(refresh(scene.deps, second.refreshJwt)).resolves.toBeDefined();
  });

  it("S7, 4.1: ends the family when a spent token comes after that", async () => {
    const second = await refresh(scene.deps, first.refreshJwt);

    scene.deps.clock.advance({ seconds: 11 });

    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E064002", status: 401 });
    await expect(refresh(scene.deps, second.refreshJwt)).rejects.toMatchObject({ code: "E064001", status: 401 });
  });

  it("S7, 4.1: ends the family at once when a token older than the last comes", async () => {
    const second = await refresh(scene.deps, first.refreshJwt);
    const third = await refresh(scene.deps, second.refreshJwt);

    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toMatchObject({ code: "E064002" });
    for (const { refreshJwt } of [second, third]) {
      await expect(refresh(scene.deps, refreshJwt)).rejects.toMatchObject({ code: "E064001" });
    }
  });

  it("S7: ends the user's other sessions not", async () => {
    const other = await enter(scene.deps, ADA);
    const second = await refresh(scene.deps, first.refreshJwt);
    await refresh(scene.deps, second.refreshJwt);
    await expect(refresh(scene.deps, first.refreshJwt)).rejects.toThrow();

    await expect(refresh(scene.deps, other.refreshJwt)).resolves.toBeDefined();
  });

  it("2.4: gives 20 refreshes of one token at once one live successor", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(scene.deps, first.refreshJwt)));

    const successors = new Set(answers.map(({ refreshJwt }) => refreshJwt));
    expect(successors.size).toBe(1);
    expect(await scene.prisma.session.findMany({ select: { refreshSerial: true, revokedAt: true } })).toEqual([
      { refreshSerial: 1, revokedAt: null },
    ]);
    scene.deps.clock.advance({ minutes: 1 });
    await expect(refresh(scene.deps, [...successors][0] ?? "")).resolves.toBeDefined();
  });

  it("2.4: gives it with the tenant that another tab selected meanwhile", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    await select("T1");

    const refreshed = await refreshSession(scene.deps, {}, caller);
    const again = await refresh(scene.deps, first.refreshJwt);

    expect(refreshed.claims.dct).toBe("T1");
    expect(again.refreshJwt).toBe(refreshed.refreshJwt);
  });

  it("S8: does not put the end off", async () => {
    let { refreshJwt } = first;
    for (let week = 0; week < 3; week++) {
      scene.deps.clock.advance({ days: 7 });
      ({ refreshJwt } = await refresh(scene.deps, refreshJwt));
    }

    expect(decodeJwt(refreshJwt).exp).toBe(decodeJwt(first.refreshJwt).exp);
    scene.deps.clock.advance({ days: 7 });
    await expect(refresh(scene.deps, refreshJwt)).rejects.toMatchObject({ code: "E064002" });
  });

  it("E064001: is refused when the session was ended between the look and the turn", async () => {
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    await scene.deps.store.sessions.revoke(sessionIdOf(first), first.user.userId, scene.deps.clock.now());

    await expect(refreshSession(scene.deps, {}, caller)).rejects.toMatchObject({ code: "E064001" });
  });
});

describe("tryRefreshSession", () => {
  it("is a refresh for someone with a live session", async () => {
    const answer = await tryRefreshSession(scene.deps, {}, testCaller(scene.deps, first.refreshJwt));

    expect(answer).toEqual({ ...first, firstSeen: false });
  });

  it.each([
    ["without a token", undefined],
    ["with garbage", "stale.token.indeed"],
  ])("answers {} to someone %s", async (_, token) => {
    expect(await tryRefreshSession(scene.deps, {}, testCaller(scene.deps, token))).toEqual({});
  });

  it("answers {} after sign-out, to a disabled user, and at the end", async () => {
    const { store, clock } = scene.deps;
    const bob = await enter(scene.deps, BOB);
    const second = await enter(scene.deps, ADA);
    await store.sessions.revoke(sessionIdOf(first), first.user.userId, clock.now());
    await scene.prisma.user.update({ where: { id: bob.user.userId }, data: { status: "disabled" } });

    expect(await tryRefreshSession(scene.deps, {}, testCaller(scene.deps, first.refreshJwt))).toEqual({});
    expect(await tryRefreshSession(scene.deps, {}, testCaller(scene.deps, bob.refreshJwt))).toEqual({});
    clock.advance({ days: 28 });
    expect(await tryRefreshSession(scene.deps, {}, testCaller(scene.deps, second.refreshJwt))).toEqual({});
  });
});

describe("selectSessionTenant", () => {
  beforeEach(async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });
    await addTenant(scene, "T2", { members: [first.user.userId] });
    await addTenant(scene, "T3");
  });

  it("names the tenant in new session and refresh tokens, beside the user's others", async () => {
    const selected = await select("T1");

    expect(selected.claims).toMatchObject({ dct: "T1", tenants: { T1: {}, T2: {} } });
    expect(decodeJwt(selected.sessionJwt).dct).toBe("T1");
    expect(decodeJwt(selected.refreshJwt).dct).toBe("T1");
    expect(selected.firstSeen).toBe(false);
  });

  it("stays the choice after a refresh, with the old token too", async () => {
    const selected = await select("T1");

    expect((await refresh(scene.deps, selected.refreshJwt)).claims.dct).toBe("T1");
    expect((await refresh(scene.deps, first.refreshJwt)).claims.dct).toBe("T1");
  });

  it("is changed, and cleared by an empty name", async () => {
    await select("T1");

    expect((await select("T2")).claims.dct).toBe("T2");
    expect((await select("")).claims).not.toHaveProperty("dct");
  });

  it.each(["T3", "T4"])("answers 403 E011004 for %s, which is not the user's, and selects nothing", async (tenant) => {
    await expect(select(tenant)).rejects.toMatchObject({ code: "E011004", status: 403 });

    expect((await refresh(scene.deps, first.refreshJwt)).claims).not.toHaveProperty("dct");
  });

  it("answers with the refresh token of now when another tab rotated it meanwhile", async () => {
    scene.deps.config.refreshRotation = true;
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    await refresh(scene.deps, first.refreshJwt);

    const selected = await selectSessionTenant(scene.deps, { tenant: "T1" }, caller);

    scene.deps.clock.advance({ minutes: 1 });
    await expect(refresh(scene.deps, selected.refreshJwt)).resolves.toMatchObject({ claims: { dct: "T1" } });
  });

  it("answers E064001 when the session was ended meanwhile", async () => {
    const caller = testCaller(scene.deps, first.refreshJwt);
    await caller.session();
    await scene.deps.store.sessions.revoke(sessionIdOf(first), first.user.userId, scene.deps.clock.now());

    await expect(selectSessionTenant(scene.deps, { tenant: "T1" }, caller)).rejects.toMatchObject({ code: "E064001" });
  });
});
