import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, enter, openScene, refresh, type Scene, sealedCaller, sessionIdOf } from "../testing/scene";
import { refuseStale, requireSession, requireSessionToken } from "./resolve";

let scene: Scene;
let signedUp: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedUp = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

async function lastUsedAt(): Promise<Date> {
  return (await scene.prisma.session.findFirstOrThrow()).lastUsedAt;
}

describe("caller.session()", () => {
  it("is none for someone who shows nothing", async () => {
    expect(await testCaller(scene.deps).session()).toEqual({ kind: "none" });
  });

  it("is the stored session for a refresh token", async () => {
    expect(await testCaller(scene.deps, signedUp.refreshJwt).session()).toMatchObject({
      kind: "valid",
      session: { id: sessionIdOf(signedUp), userId: signedUp.user.userId, methods: ["pwd"] },
      refreshJwt: signedUp.refreshJwt,
      isCurrent: true,
    });
  });

  it("is the stored session for a sealed cookie, which holds no token", async () => {
    expect(await sealedCaller(scene.deps, sessionIdOf(signedUp)).session()).toMatchObject({
      kind: "valid",
      session: { id: sessionIdOf(signedUp) },
      refreshJwt: null,
      isCurrent: true,
    });
  });

  it.each(["stale.token.indeed", "", "a".repeat(60_000)])("is invalid, and throws nothing, for what is no token of ours", async (token) => {
    expect(await testCaller(scene.deps, token).session()).toMatchObject({ kind: "invalid", error: { code: "E064002" } });
  });

  it("is looked up when it is first asked for, and once", async () => {
    const find = vi.spyOn(scene.deps.store.sessions, "find");
    const caller = testCaller(scene.deps, signedUp.refreshJwt);
    expect(find).not.toHaveBeenCalled();

    const sessions = await Promise.all([caller.session(), caller.session()]);

    expect(sessions[0]).toBe(sessions[1]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it("lets a failure of the storage through: it is not the caller's", async () => {
    vi.spyOn(scene.deps.store.sessions, "find").mockRejectedValue(new Error("disk"));

    await expect(testCaller(scene.deps, signedUp.refreshJwt).session()).rejects.toThrow("disk");
  });

  it("notes the time of use, to the nearest five minutes", async () => {
    const start = scene.deps.clock.now();
    scene.deps.clock.advance({ minutes: 5 });
    await refresh(scene.deps, signedUp.refreshJwt);
    expect(await lastUsedAt()).toEqual(start);

    scene.deps.clock.advance({ seconds: 1 });
    await refresh(scene.deps, signedUp.refreshJwt);

    expect(await lastUsedAt()).toEqual(scene.deps.clock.now());
  });

  it("is valid though the time of use cannot be written", async () => {
    vi.spyOn(scene.deps.store.sessions, "touch").mockRejectedValue(new Error("full"));
    scene.deps.clock.advance({ hours: 1 });

    expect(await testCaller(scene.deps, signedUp.refreshJwt).session()).toMatchObject({ kind: "valid" });
  });
});

describe("requireSession", () => {
  it("S10: refuses a session token where a refresh token belongs", async () => {
    await expect(requireSession(testCaller(scene.deps, signedUp.sessionJwt))).rejects.toMatchObject({ code: "E064002" });
  });

  it("S3: refuses a session that was ended, by token and by cookie, at once", async () => {
    await scene.deps.store.sessions.revoke(sessionIdOf(signedUp), signedUp.user.userId, scene.deps.clock.now());

    const refusal = { code: "E064001", status: 401, message: "Expired due to logout" };
    await expect(requireSession(testCaller(scene.deps, signedUp.refreshJwt))).rejects.toMatchObject(refusal);
    await expect(requireSession(sealedCaller(scene.deps, sessionIdOf(signedUp)))).rejects.toMatchObject(refusal);
  });

  it.each(["disabled", "expired", "something else"])("S3: refuses a user who is %s, by token and by cookie, at once", async (status) => {
    await scene.prisma.user.updateMany({ data: { status } });

    const refusal = { code: "E062110", status: 403 };
    await expect(requireSession(testCaller(scene.deps, signedUp.refreshJwt))).rejects.toMatchObject(refusal);
    await expect(requireSession(sealedCaller(scene.deps, sessionIdOf(signedUp)))).rejects.toMatchObject(refusal);
  });

  it("S3: refuses a deleted user, by token and by cookie, at once", async () => {
    await scene.prisma.user.deleteMany();

    const refusal = { code: "E064002", status: 401 };
    await expect(requireSession(testCaller(scene.deps, signedUp.refreshJwt))).rejects.toMatchObject(refusal);
    await expect(requireSession(sealedCaller(scene.deps, sessionIdOf(signedUp)))).rejects.toMatchObject(refusal);
  });

  it("4.6: loses no session when the clock steps back 60 s", async () => {
    const now = scene.deps.clock.now();
    scene.deps.clock.advance({ seconds: -60 });

    const byToken = await requireSession(testCaller(scene.deps, signedUp.refreshJwt));
    const byCookie = await requireSession(sealedCaller(scene.deps, sessionIdOf(signedUp)));
    const refreshed = await refresh(scene.deps, signedUp.refreshJwt);

    expect([byToken.session.id, byCookie.session.id, sessionIdOf(refreshed)]).toEqual(new Array(3).fill(sessionIdOf(signedUp)));
    expect(await lastUsedAt()).toEqual(now);
  });

  it("4.6: takes a time of use that a clock which ran ahead has noted for none", async () => {
    scene.deps.clock.advance({ days: 3 });
    await refresh(scene.deps, signedUp.refreshJwt);
    scene.deps.clock.advance({ days: -3 });

    await refresh(scene.deps, signedUp.refreshJwt);

    expect(await lastUsedAt()).toEqual(scene.deps.clock.now());
  });

  it("4.6: takes no factor for fresh that was shown by a clock which ran ahead", async () => {
    scene.deps.clock.advance({ hours: 1 });
    const browser = await enter(scene.deps, ADA, {}, testCaller(scene.deps, undefined, { surface: "browser" }));
    scene.deps.clock.advance({ hours: -1 });
    const caller = sealedCaller(scene.deps, sessionIdOf(browser));
    const live = await requireSession(caller);

    expect(() => refuseStale(scene.deps, caller, live)).toThrow(expect.objectContaining({ code: "E062132" }));
  });

  it("4.6: the grace for a spent refresh token is no longer because the clock ran ahead", async () => {
    scene.deps.config.refreshRotation = true;
    scene.deps.clock.advance({ hours: 1 });
    await refresh(scene.deps, signedUp.refreshJwt);
    scene.deps.clock.advance({ hours: -1 });

    await expect(refresh(scene.deps, signedUp.refreshJwt)).rejects.toMatchObject({ code: "E064002" });
  });

  it("4.6: goes on rotating when the clock steps back 60 s", async () => {
    scene.deps.config.refreshRotation = true;
    const second = await refresh(scene.deps, signedUp.refreshJwt);
    scene.deps.clock.advance({ seconds: -60 });

    const third = await refresh(scene.deps, second.refreshJwt);

    await expect(refresh(scene.deps, third.refreshJwt)).resolves.toBeDefined();
  });

  it("4.6: loses no session when the clock steps forward 120 s", async () => {
    scene.deps.clock.advance({ seconds: 120 });

    await expect(requireSession(testCaller(scene.deps, signedUp.refreshJwt))).resolves.toBeDefined();
  });
});

describe("a browser's session", () => {
  let browser: JWTResponse;

  beforeEach(async () => {
    browser = await enter(scene.deps, ADA, {}, testCaller(scene.deps, undefined, { surface: "browser" }));
  });

  function requireBrowser() {
    return requireSession(sealedCaller(scene.deps, sessionIdOf(browser)));
  }

  it("S4: is over when it was unused for more than 7 days", async () => {
    scene.deps.clock.advance({ days: 7 });
    await expect(requireBrowser()).resolves.toBeDefined();

    scene.deps.clock.advance({ days: 7, seconds: 1 });

    await expect(requireBrowser()).rejects.toMatchObject({ code: "E064002" });
  });

  it("S4: is over after 28 days, however much it is used", async () => {
    for (let week = 0; week < 4; week++) {
      await expect(requireBrowser()).resolves.toBeDefined();
      scene.deps.clock.advance({ days: 7 });
    }

    await expect(requireBrowser()).rejects.toMatchObject({ code: "E064002" });
  });

  it("S4: is the only kind with an idle limit: SDKs keep theirs for 28 days", async () => {
    scene.deps.clock.advance({ days: 27 });

    await expect(requireSession(testCaller(scene.deps, signedUp.refreshJwt))).resolves.toBeDefined();
  });
});

describe("requireSessionToken", () => {
  it("answers claims and session of a session token", async () => {
    const { claims, session } = await requireSessionToken(scene.deps, testCaller(scene.deps, signedUp.sessionJwt));

    expect(claims).toEqual(signedUp.claims);
    expect(session.id).toBe(sessionIdOf(signedUp));
  });

  it("S10: refuses a refresh token where a session token belongs", async () => {
    await expect(requireSessionToken(scene.deps, testCaller(scene.deps, signedUp.refreshJwt))).rejects.toMatchObject({ code: "E064002" });
  });

  it("refuses someone who shows no token", async () => {
    await expect(requireSessionToken(scene.deps, testCaller(scene.deps))).rejects.toMatchObject({ code: "E064002" });
    await expect(requireSessionToken(scene.deps, sealedCaller(scene.deps, sessionIdOf(signedUp)))).rejects.toMatchObject({
      code: "E064002",
    });
  });

  it("S3: refuses the token of a session that was ended, though it has not expired", async () => {
    await scene.deps.store.sessions.revoke(sessionIdOf(signedUp), signedUp.user.userId, scene.deps.clock.now());

    await expect(requireSessionToken(scene.deps, testCaller(scene.deps, signedUp.sessionJwt))).rejects.toMatchObject({ code: "E064001" });
  });

  it.each(["disabled", "expired"])("S3: refuses the token of a user who is %s", async (status) => {
    await scene.prisma.user.updateMany({ data: { status } });

    await expect(requireSessionToken(scene.deps, testCaller(scene.deps, signedUp.sessionJwt))).rejects.toMatchObject({ code: "E062110" });
  });
});
