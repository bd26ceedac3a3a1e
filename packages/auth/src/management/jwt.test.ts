import { decodeJwt, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepHouse } from "../housekeeping";
import { showMe, validateSession } from "../session/about-me";
import { managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import { ADA, addTenant, BOB, enter, openScene, refresh, type Scene, sessionIdOf, userOf } from "../testing/scene";
import { signInManaged, signUpManaged, signUpOrInManaged, startAnonymous, updateJwt } from "./jwt";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { name: "back office" });
const update = (jwt: string, customClaims: Record<string, unknown> = {}, refreshDuration?: number) =>
  updateJwt(scene.deps, { jwt, customClaims, refreshDuration }, manager());
const inSeconds = (seconds: number) => Math.floor(scene.deps.clock.now().getTime() / 1000) + seconds;

/** What no custom claim may be called, each with a value that would be of use to somebody. */
const FORGED = {
  ...{ iss: "Pother", sub: "U1", aud: ["x"], exp: 9e9, nbf: 9e9, iat: 1, jti: "x", drn: "DSR", sid: "S1", amr: ["pwd", "totp", "mfa"] },
  ...{ roles: ["Admin"], permissions: ["all"], tenants: { T1: {} }, dct: "T1", su: true, act: { sub: "U1" }, nsec: { a: 1 }, rexp: "x" },
  ...{ cnf: { jkt: "x" }, dsub: "U1", pending: "x", anonymous: true, boundUserId: "U1" },
};

describe("S65: a token that management adds claims to", () => {
  it("keeps what is ours to say", async () => {
    const { sessionJwt, refreshJwt } = await enter(scene.deps, ADA, { customClaims: { app: 1 } });

    for (const jwt of [sessionJwt, refreshJwt]) {
      const updated = await update(jwt, { ...FORGED, plan: "gold" });

      expect(decodeJwt(updated.jwt)).toEqual({ ...decodeJwt(jwt), plan: "gold" });
    }
  });

  it.each<[string, () => Promise<string>]>([
    ["was ended", async () => (await enter(scene.deps, ADA)).refreshJwt],
    ["was ended, by its session token", async () => (await enter(scene.deps, ADA)).sessionJwt],
  ])("belongs to no session that %s", async (_, arrange) => {
    const jwt = await arrange();
    await scene.prisma.session.updateMany({ data: { revokedAt: scene.deps.clock.now() } });

    expect(await outcomeOf(update(jwt))).toBe("E064001");
  });

  it("is one of ours", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const forged = await new SignJWT(decodeJwt(refreshJwt))
      .setProtectedHeader({ alg: "HS256", kid: scene.deps.keys.current().kid })
      .sign(new TextEncoder().encode("a secret of somebody else's, long enough"));

    for (const jwt of [forged, `${refreshJwt.slice(0, -6)}AAAAAA`, "a.b.c", "x"]) expect(await outcomeOf(update(jwt))).toBe("E064002");
  });

  it("is no spent refresh token", async () => {
    const rotating = await openScene({ refreshRotation: true });
    const { refreshJwt } = await enter(rotating.deps, ADA);
    await refresh(rotating.deps, refreshJwt);
    rotating.deps.clock.advance({ minutes: 1 });

    expect(await outcomeOf(updateJwt(rotating.deps, { jwt: refreshJwt }, managementCaller(rotating.deps)))).toBe("E064002");
    await rotating.close();
  });

  it("says it in every token to come, where it is a refresh token", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const { jwt } = await update(refreshJwt, { plan: "gold", level: 1 });
    await update(jwt, { level: 2 });

    for (const token of [refreshJwt, jwt]) {
      const refreshed = await refresh(scene.deps, token);

      expect(refreshed.claims).toMatchObject({ plan: "gold", level: 2 });
      expect(await validateSession(scene.deps, {}, testCaller(scene.deps, refreshed.sessionJwt))).toMatchObject({ plan: "gold" });
    }
  });

  it("says it alone, and ends when it did, where it is a session token", async () => {
    const { sessionJwt, refreshJwt } = await enter(scene.deps, ADA);
    scene.deps.clock.advance({ minutes: 5 });

    const { jwt } = await update(sessionJwt, { plan: "gold" }, 3600);

    expect(decodeJwt(jwt).exp).toBe(decodeJwt(sessionJwt).exp);
    expect((await refresh(scene.deps, refreshJwt)).claims).not.toHaveProperty("plan");
  });

  it("ends when it is said to, and no later than any", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);

    const short = await update(refreshJwt, {}, 60);
    expect(decodeJwt(short.jwt).exp).toBe(inSeconds(60));
    const long = await update(short.jwt, {}, 2 ** 31 - 1);
    expect(decodeJwt(long.jwt).exp).toBe(inSeconds(scene.deps.config.refreshTtlSeconds));
    await update(refreshJwt, {}, 60);
    scene.deps.clock.advance({ minutes: 1 });
    for (const { jwt } of [{ jwt: refreshJwt }, short, long]) expect(await outcomeOf(refresh(scene.deps, jwt))).toBe("E064002");
  });

  it("ends no later than its tenant's sessions do", async () => {
    const { user, refreshJwt } = await enter(scene.deps, ADA);
    await addTenant(scene, "T1", { members: [user.userId] });
    await scene.prisma.tenant.updateMany({
      data: { settings: JSON.stringify({ enabled: true, refreshTokenExpiration: 1, refreshTokenExpirationUnit: "hours" }) },
    });
    await scene.prisma.session.updateMany({ data: { tenantId: "T1" } });

    expect(decodeJwt((await update(refreshJwt, {}, 7200)).jwt).exp).toBe(inSeconds(3600));
  });

  it("loses nothing of twenty updates at once", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);

    expect(await outcomesAtOnce(20, (index) => update(refreshJwt, { [`c${index}`]: index }))).toEqual({ done: 20 });

    const { claims } = await refresh(scene.deps, refreshJwt);
    expect(Array.from({ length: 20 }, (_, index) => claims[`c${index}`])).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(await scene.prisma.auditEvent.count({ where: { action: "TokenUpdated", actorId: "back office" } })).toBe(20);
  });
});

describe("S68: a sign-in by management", () => {
  it("shows no factor, is told under the key's name, and is in the user's history", async () => {
    const { claims, user } = await signUpManaged(scene.deps, { loginId: ADA }, manager());
    const [event] = await scene.deps.store.audit.listByUser(user.userId, "LoginSucceed", 10);

    expect(claims).toMatchObject({ amr: [], sub: user.userId });
    expect(event).toMatchObject({ actorId: "back office", method: "", externalIds: [ADA] });
  });

  it("of who signs in with two steps is whole, and counts as neither of them", async () => {
    const { user } = await signUpManaged(scene.deps, { loginId: ADA }, manager());
    await scene.prisma.user.updateMany({ data: { secondFactor: true } });

    const { claims, refreshJwt } = await signInManaged(scene.deps, { loginId: user.userId }, manager());

    expect(claims).not.toHaveProperty("pending");
    expect(await showMe(scene.deps, {}, testCaller(scene.deps, refreshJwt))).toMatchObject({ userId: user.userId });
    const added = await signInManaged(scene.deps, { loginId: ADA, mfa: true, jwt: refreshJwt }, manager());
    expect(added.claims.amr).toEqual(["mfa"]);
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("E064001");
  });

  it("makes nobody a member by the domain of an address", async () => {
    await addTenant(scene, "T1", { domains: ["example.com"] });
    const call = signUpManaged(scene.deps, { loginId: ADA, emailVerified: true, selectedTenantId: "T1" }, manager());

    expect(await outcomeOf(call)).toBe("E011001");
    expect(await userOf(scene, ADA)).toBeNull();
  });

  it("ends the user's other sessions where that is asked for, and lives as long as is asked for", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);

    const answer = await signInManaged(scene.deps, { loginId: ADA, revokeOtherSessions: true, refreshDuration: 120 }, manager());

    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("E064001");
    expect(answer.cookieExpiration).toBe(inSeconds(120));
  });

  it("keeps what a trusted party says when a factor is added", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await update(refreshJwt, { plan: "gold" });

    expect((await enter(scene.deps, ADA, { mfa: true }, testCaller(scene.deps, refreshJwt))).claims.plan).toBe("gold");
  });

  it("makes one user of twenty sign-ups at once", async () => {
    expect(await outcomesAtOnce(20, () => signUpOrInManaged(scene.deps, { loginId: ADA }, manager()))).toEqual({ done: 20 });
    expect(await scene.prisma.user.count()).toBe(1);
  });
});

describe("S69: a session of nobody in particular", () => {
  it("says so in its tokens, and is refreshed like any", async () => {
    const { refreshJwt, claims } = await startAnonymous(scene.deps, { customClaims: { cart: 7 } }, manager());
    const refreshed = await refresh(scene.deps, refreshJwt);

    expect(claims).toMatchObject({ anonymous: true, cart: 7, amr: [], roles: [], tenants: {} });
    expect(refreshed.claims).toMatchObject({ anonymous: true, cart: 7 });
    expect(refreshed.user).toMatchObject({ loginIds: [], email: "", verifiedEmail: false });
    expect((await enter(scene.deps, ADA)).claims).not.toHaveProperty("anonymous");
  });

  it("may do nothing, whatever new users may", async () => {
    const createdAt = scene.deps.clock.now();
    await scene.prisma.role.create({ data: { id: "R1", name: "Reader", isDefault: true, createdAt } });

    expect((await startAnonymous(scene.deps, {}, manager())).claims.roles).toEqual([]);
    expect((await signUpManaged(scene.deps, { loginId: ADA }, manager())).claims.roles).toEqual(["Reader"]);
  });

  it("leaves nothing behind when it has ended", async () => {
    await startAnonymous(scene.deps, {}, manager());
    const short = await startAnonymous(scene.deps, { refreshDuration: 60 }, manager());
    const ended = await startAnonymous(scene.deps, {}, manager());
    await scene.prisma.session.updateMany({ where: { id: String(ended.claims.sid) }, data: { revokedAt: scene.deps.clock.now() } });
    const mine = sessionIdOf(await enter(scene.deps, BOB));

    scene.deps.clock.advance({ days: 2 });
    await keepHouse(scene.deps);

    const left = await scene.prisma.user.findMany({ where: { anonymous: true }, select: { id: true } });
    expect(left).toHaveLength(1);
    expect(left.map(({ id }) => id)).not.toContain(short.claims.sub);
    expect(await scene.prisma.session.count({ where: { id: mine } })).toBe(1);
  });
});
