import type { JWTResponse } from "@repo/contract/session";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TEST_PROJECT_ID } from "../testing/deps";
import { ADA, addTenant, enter, grantRole, openScene, refresh, type Scene, sessionIdOf } from "../testing/scene";
import { publishKeySet } from "./publish-keys";
import { verifyToken } from "./tokens";

/** The test clock's noon, in epoch seconds. */
const NOW = 1772366400;
const DAYS = 24 * 3600;

let scene: Scene;
let answer: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  answer = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

describe("a session token", () => {
  it("has the header that every SDK reads", () => {
    const { kid } = scene.deps.keys.current();

    expect(decodeProtectedHeader(answer.sessionJwt)).toEqual({ alg: "RS256", kid, typ: "JWT" });
  });

  it("says who, how, until when, and what they may do", async () => {
    const { userId } = answer.user;
    await addTenant(scene, "T1", { members: [userId] });
    await addTenant(scene, "T2", { members: [userId] });
    await grantRole(scene, userId, { name: "editor", permissions: ["read", "write"] });
    await grantRole(scene, userId, { name: "auditor", permissions: ["read", "export"] });
    await grantRole(scene, userId, { name: "owner", permissions: ["pay"], tenantId: "T1" });

    const { sessionJwt, claims } = await enter(scene.deps, ADA, { tenantId: "T1", customClaims: { plan: "free" } });

    expect(claims).toEqual({
      iss: TEST_PROJECT_ID,
      aud: [TEST_PROJECT_ID],
      sub: userId,
      sid: expect.stringMatching(/^S[0-9A-Za-z]{27}$/),
      drn: "DS",
      amr: ["pwd"],
      iat: NOW,
      exp: NOW + 600,
      rexp: "2026-03-29T12:00:00Z",
      dct: "T1",
      nsec: { plan: "free" },
      roles: ["auditor", "editor"],
      permissions: ["export", "read", "write"],
      tenants: { T1: { roles: ["owner"], permissions: ["pay"] }, T2: {} },
    });
    expect(decodeJwt(sessionJwt)).toEqual(claims);
  });

  it("has empty roles, permissions and tenants for a user without, and neither dct, nsec nor su", () => {
    expect(answer.claims).toEqual({
      iss: TEST_PROJECT_ID,
      aud: [TEST_PROJECT_ID],
      sub: answer.user.userId,
      sid: sessionIdOf(answer),
      drn: "DS",
      amr: ["pwd"],
      iat: NOW,
      exp: NOW + 600,
      rexp: "2026-03-29T12:00:00Z",
      roles: [],
      permissions: [],
      tenants: {},
    });
  });

  it("holds claims set by a trusted party at the top, where they change none of ours", async () => {
    const trustedClaims = JSON.stringify({ department: "sales", sub: "U0", roles: ["admin"], drn: "DSR", exp: 0 });
    await scene.prisma.session.updateMany({ data: { trustedClaims } });

    const { claims } = await refresh(scene.deps, answer.refreshJwt);

    expect(claims).toEqual({ ...answer.claims, department: "sales" });
  });
});

describe("a refresh token", () => {
  it("has the header that every SDK reads", () => {
    expect(decodeProtectedHeader(answer.refreshJwt)).toEqual(decodeProtectedHeader(answer.sessionJwt));
  });

  it("says who and how, and whose it is, for 28 days; no roles", async () => {
    const { userId } = answer.user;
    await addTenant(scene, "T1", { members: [userId] });
    await grantRole(scene, userId, { name: "editor", permissions: ["write"] });

    const signedIn = await enter(scene.deps, ADA, { tenantId: "T1", customClaims: { plan: "free" } });

    expect(decodeJwt(signedIn.refreshJwt)).toEqual({
      iss: TEST_PROJECT_ID,
      aud: [TEST_PROJECT_ID],
      sub: userId,
      sid: sessionIdOf(signedIn),
      jti: `${sessionIdOf(signedIn)}.0`,
      drn: "DSR",
      amr: ["pwd"],
      iat: NOW,
      exp: NOW + 28 * DAYS,
      dct: "T1",
      nsec: { plan: "free" },
    });
  });
});

describe("the JWT response", () => {
  it("tells clients what they need beside the tokens", () => {
    const { sessionJwt, refreshJwt, claims, user, ...rest } = answer;

    expect(rest).toEqual({
      cookieDomain: "",
      cookiePath: "/",
      cookieMaxAge: 28 * DAYS,
      cookieExpiration: NOW + 28 * DAYS,
      sessionExpiration: NOW + 600,
      firstSeen: true,
      idpResponse: null,
      tenantSSOID: "",
    });
  });

  it("follows the settings", async () => {
    Object.assign(scene.deps.config, { sessionTtlSeconds: 180, refreshTtlSeconds: 3600, cookieDomain: "northfold.example" });

    expect(await enter(scene.deps, ADA)).toMatchObject({
      cookieDomain: "northfold.example",
      cookieMaxAge: 3600,
      cookieExpiration: NOW + 3600,
      sessionExpiration: NOW + 180,
    });
  });

  it("holds two tokens that the published keys verify", async () => {
    const keySet = createLocalJWKSet(await publishKeySet(scene.deps, { projectId: TEST_PROJECT_ID }));
    const options = { issuer: TEST_PROJECT_ID, audience: TEST_PROJECT_ID, currentDate: scene.deps.clock.now() };

    const verified = await Promise.all([answer.sessionJwt, answer.refreshJwt].map((token) => jwtVerify(token, keySet, options)));

    expect(verified.map(({ payload }) => payload.drn)).toEqual(["DS", "DSR"]);
  });
});

describe("verifyToken", () => {
  it("S10: takes a session token for a session token, and a refresh token for a refresh token", async () => {
    await expect(verifyToken(scene.deps, answer.sessionJwt, "DS")).resolves.toEqual(answer.claims);
    await expect(verifyToken(scene.deps, answer.refreshJwt, "DSR")).resolves.toMatchObject({ sid: sessionIdOf(answer) });
  });

  it("S10: takes neither for the other", async () => {
    await expect(verifyToken(scene.deps, answer.sessionJwt, "DSR")).rejects.toMatchObject({ code: "E064002" });
    await expect(verifyToken(scene.deps, answer.refreshJwt, "DS")).rejects.toMatchObject({ code: "E064002" });
  });

  it("S10, 4.6: is patient for less than 5 s with a token that has expired", async () => {
    scene.deps.clock.advance({ seconds: 604 });
    await expect(verifyToken(scene.deps, answer.sessionJwt, "DS")).resolves.toBeDefined();

    scene.deps.clock.advance({ seconds: 1 });

    await expect(verifyToken(scene.deps, answer.sessionJwt, "DS")).rejects.toMatchObject({ code: "E064002" });
  });

  it("4.6: takes a token of the future: a server's clock may have stepped back 60 s", async () => {
    scene.deps.clock.advance({ seconds: -60 });

    await expect(verifyToken(scene.deps, answer.sessionJwt, "DS")).resolves.toEqual(answer.claims);
  });
});
