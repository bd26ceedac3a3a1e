import { AuthError } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, addTenant, BOB, enter, openScene, proveAddresses, refresh, type Scene, sessionIdOf, signIn } from "../testing/scene";
import { completeSignIn } from "./complete-sign-in";

let scene: Scene;
let first: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  first = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

function sessionRow(answer: JWTResponse) {
  return scene.prisma.session.findUniqueOrThrow({ where: { id: sessionIdOf(answer) } });
}

describe("completeSignIn", () => {
  it("stores the session with who, how, where and until when", async () => {
    const caller = testCaller(scene.deps, undefined, { address: "198.51.100.7", userAgent: "Browser/2.0", surface: "browser" });

    const answer = await enter(scene.deps, ADA, {}, caller);

    const now = scene.deps.clock.now();
    expect(await sessionRow(answer)).toEqual({
      id: expect.stringMatching(/^S[0-9A-Za-z]{27}$/),
      userId: answer.user.userId,
      surface: "browser",
      purpose: "signIn",
      methods: '["pwd"]',
      tenantId: null,
      clientClaims: "{}",
      trustedClaims: "{}",
      userAgent: "Browser/2.0",
      address: "198.51.100.7",
      refreshSerial: 0,
      refreshIssuedAt: now,
      createdAt: now,
      authenticatedAt: now,
      lastUsedAt: now,
      expiresAt: new Date("2026-03-29T12:00:00Z"),
      revokedAt: null,
      actorId: null,
      deviceId: sessionIdOf(answer),
      deviceSince: null,
    });
  });

  it("writes down what happened", async () => {
    scene.deps.clock.advance({ minutes: 1 });
    await enter(scene.deps, ADA);

    const events = await scene.deps.store.audit.listByUser(first.user.userId, "LoginSucceed", 10);

    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      userId: first.user.userId,
      action: "LoginSucceed",
      type: "info",
      occurredAt: scene.deps.clock.now(),
      method: "password",
      remoteAddress: "192.0.2.1",
      externalIds: [ADA],
      tenants: [],
    });
  });

  it("keeps 500 characters of the user agent", async () => {
    const answer = await enter(scene.deps, ADA, {}, testCaller(scene.deps, undefined, { userAgent: "x".repeat(60_000) }));

    expect((await sessionRow(answer)).userAgent).toBe("x".repeat(500));
  });

  it("H12: stores nothing when the method's own effect fails", async () => {
    const failing = completeSignIn(scene.deps, testCaller(scene.deps), {
      method: "email",
      mode: { kind: "signIn" },
      options: {},
      async authenticate(tx) {
        await tx.users.acceptInvitation(first.user.userId, scene.deps.clock.now());
        throw new AuthError("E062906");
      },
    });

    await expect(failing).rejects.toMatchObject({ code: "E062906" });
    expect(await scene.prisma.session.count()).toBe(1);
    expect(await scene.prisma.auditEvent.count()).toBe(1);
  });

  it("H12: undoes the method's own effect when the sign-in is refused", async () => {
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });
    const id = "Unew000000000000000000000000";
    const refused = completeSignIn(scene.deps, testCaller(scene.deps), {
      method: "email",
      mode: { kind: "signIn" },
      options: {},
      async authenticate(tx) {
        await tx.users.create({ id, loginIds: ["new@example.com"], createdAt: scene.deps.clock.now() });
        return { userId: first.user.userId };
      },
    });

    await expect(refused).rejects.toMatchObject({ code: "E062110" });
    expect(await scene.deps.store.users.findById(id)).toBeNull();
  });

  it.each(["disabled", "expired"])("answers E062110 to a user who is %s", async (status) => {
    await scene.prisma.user.updateMany({ data: { status } });

    await expect(enter(scene.deps, ADA)).rejects.toMatchObject({ code: "E062110", status: 403 });
  });

  it("says firstSeen to exactly one of ten sign-ins at once", async () => {
    await scene.prisma.user.updateMany({ data: { status: "invited", firstSeenAt: null } });

    const answers = await Promise.all(Array.from({ length: 10 }, () => enter(scene.deps, ADA)));

    expect(answers.filter(({ firstSeen }) => firstSeen)).toHaveLength(1);
  });

  it("4.7, S2: opens a session of its own whatever token the caller came with", async () => {
    const answer = await enter(scene.deps, ADA, {}, testCaller(scene.deps, first.refreshJwt));

    expect(sessionIdOf(answer)).not.toBe(sessionIdOf(first));
    expect(answer.refreshJwt).not.toBe(first.refreshJwt);
    await expect(refresh(scene.deps, first.refreshJwt)).resolves.toBeDefined();
  });
});

describe("loginOptions.customClaims", () => {
  it("stand under nsec in both tokens, and after a refresh", async () => {
    const customClaims = { plan: "free", limits: { seats: 3 } };

    const answer = await enter(scene.deps, ADA, { customClaims });
    const refreshed = await refresh(scene.deps, answer.refreshJwt);

    const tokens = [answer.sessionJwt, answer.refreshJwt, refreshed.sessionJwt].map((token) => decodeJwt(token).nsec);
    expect(tokens).toEqual([customClaims, customClaims, customClaims]);
  });

  it("change no claim of ours", async () => {
    const customClaims = { sub: "U0", roles: ["admin"], drn: "DSR", iss: "other", exp: 4102444800, amr: ["pwd", "totp", "mfa"], su: true };

    const answer = await enter(scene.deps, ADA, { customClaims });

    expect(answer.claims).toMatchObject({ sub: first.user.userId, roles: [], drn: "DS", iss: scene.deps.config.projectId, amr: ["pwd"] });
    expect(answer.claims).not.toHaveProperty("su");
    expect(answer.claims.exp).toBe(answer.sessionExpiration);
  });
});

describe("loginOptions.revokeOtherSessions", () => {
  it("S6: ends every other session of the user", async () => {
    const second = await enter(scene.deps, ADA);

    const third = await enter(scene.deps, ADA, { revokeOtherSessions: true });

    for (const { refreshJwt } of [first, second]) {
      await expect(refresh(scene.deps, refreshJwt)).rejects.toMatchObject({ code: "E064001" });
    }
    await expect(refresh(scene.deps, third.refreshJwt)).resolves.toBeDefined();
  });

  it("leaves the sessions of other users", async () => {
    const bob = await enter(scene.deps, BOB);

    await enter(scene.deps, ADA, { revokeOtherSessions: true });

    await expect(refresh(scene.deps, bob.refreshJwt)).resolves.toBeDefined();
  });

  it("ends nothing when the sign-in fails", async () => {
    await expect(signIn(scene.deps, ADA, { password: "wrong", loginOptions: { revokeOtherSessions: true } })).rejects.toThrow();

    await expect(refresh(scene.deps, first.refreshJwt)).resolves.toBeDefined();
  });

  it("keeps the session that is stepped up", async () => {
    const second = await enter(scene.deps, ADA);

    const stepped = await enter(scene.deps, ADA, { stepup: true, revokeOtherSessions: true }, testCaller(scene.deps, first.refreshJwt));

    await expect(refresh(scene.deps, stepped.refreshJwt)).resolves.toBeDefined();
    await expect(refresh(scene.deps, second.refreshJwt)).rejects.toMatchObject({ code: "E064001" });
  });
});

describe("loginOptions.tenantId", () => {
  it("selects one of the user's tenants, in both tokens", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });

    const { claims, refreshJwt } = await enter(scene.deps, ADA, { tenantId: "T1" });

    expect(claims).toMatchObject({ dct: "T1", tenants: { T1: {} } });
    expect(decodeJwt(refreshJwt)).toMatchObject({ dct: "T1" });
  });

  it("answers E011001 alike for somebody else's tenant and for none, and stores nothing", async () => {
    await addTenant(scene, "T1");

    for (const tenantId of ["T1", "T2"]) {
      await expect(enter(scene.deps, ADA, { tenantId })).rejects.toMatchObject({
        code: "E011001",
        message: "The tenantId names no tenant of this user",
      });
    }
    expect(await scene.prisma.session.count()).toBe(1);
    expect(await scene.prisma.userTenant.count()).toBe(0);
  });

  it("S21: joins a tenant that takes the domain of the user's address, once that is proven", async () => {
    await addTenant(scene, "T1", { domains: ["example.com"] });
    await expect(enter(scene.deps, ADA, { tenantId: "T1" })).rejects.toMatchObject({ code: "E011001" });
    await proveAddresses(scene);

    const { claims } = await enter(scene.deps, ADA, { tenantId: "T1" });

    expect(claims).toMatchObject({ dct: "T1", tenants: { T1: {} } });
  });

  it("selects nothing when it is empty", async () => {
    const { claims } = await enter(scene.deps, ADA, { tenantId: "" });

    expect(claims).not.toHaveProperty("dct");
  });

  it("moves a session that is stepped up to the tenant", async () => {
    await addTenant(scene, "T1", { members: [first.user.userId] });

    const stepped = await enter(scene.deps, ADA, { stepup: true, tenantId: "T1" }, testCaller(scene.deps, first.refreshJwt));

    expect(stepped.claims.dct).toBe("T1");
    expect(decodeJwt(stepped.refreshJwt).dct).toBe("T1");
    expect((await sessionRow(first)).tenantId).toBe("T1");
  });
});
