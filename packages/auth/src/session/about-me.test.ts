import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, addTenant, BOB, enter, openScene, type Scene, sealedCaller, sessionIdOf, signIn } from "../testing/scene";
import { showHistory, showMe, showMyTenants, showSessions, showTimeLeft, validateSession } from "./about-me";
import { selectSessionTenant } from "./refresh";

/** The test clock's noon, in epoch seconds. */
const NOON = 1772366400;

let scene: Scene;
let ada: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  ada = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

function adaCalling() {
  return testCaller(scene.deps, ada.refreshJwt);
}

describe("showMe", () => {
  it("answers the user as sign-up did", async () => {
    expect(await showMe(scene.deps, {}, adaCalling())).toEqual(ada.user);
  });

  it("answers what is stored now", async () => {
    await scene.prisma.user.updateMany({ data: { name: "Ada King" } });

    expect(await showMe(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(ada)))).toEqual({ ...ada.user, name: "Ada King" });
  });
});

describe("showMyTenants", () => {
  beforeEach(async () => {
    await addTenant(scene, "T1", { name: "Northfold", customAttributes: { tier: 2 }, members: [ada.user.userId] });
    await addTenant(scene, "T2", { name: "Southfold", members: [ada.user.userId] });
    await addTenant(scene, "T3");
  });

  const T1 = { id: "T1", name: "Northfold", customAttributes: { tier: 2 } };
  const T2 = { id: "T2", name: "Southfold", customAttributes: {} };

  it("answers those of the named tenants that the user belongs to", async () => {
    expect(await showMyTenants(scene.deps, { ids: ["T2", "T3", "T4"] }, adaCalling())).toEqual({ tenants: [T2] });
  });

  it("answers the selected tenant, and an empty list of names beside it changes nothing", async () => {
    await selectSessionTenant(scene.deps, { tenant: "T1" }, adaCalling());

    expect(await showMyTenants(scene.deps, { dct: true }, adaCalling())).toEqual({ tenants: [T1] });
    expect(await showMyTenants(scene.deps, { dct: true, ids: [] }, adaCalling())).toEqual({ tenants: [T1] });
  });

  it("answers none when none is selected", async () => {
    expect(await showMyTenants(scene.deps, { dct: true }, adaCalling())).toEqual({ tenants: [] });
  });

  it.each([{}, { dct: false }, { ids: [] }, { dct: false, ids: [] }])("answers E011002 when neither is asked for: %j", async (input) => {
    await expect(showMyTenants(scene.deps, input, adaCalling())).rejects.toMatchObject({ code: "E011002" });
  });
});

describe("showHistory", () => {
  it("lists the user's sign-ins, newest first, with address and tenant", async () => {
    await addTenant(scene, "T1", { members: [ada.user.userId] });
    await enter(scene.deps, BOB);
    scene.deps.clock.advance({ minutes: 1 });
    await enter(scene.deps, ADA, { tenantId: "T1" }, testCaller(scene.deps, undefined, { address: "198.51.100.7" }));

    const record = { userId: ada.user.userId, city: "", country: "" };
    expect(await showHistory(scene.deps, {}, adaCalling())).toEqual([
      { ...record, loginTime: NOON + 60, ip: "198.51.100.7", selectedTenant: "T1" },
      { ...record, loginTime: NOON, ip: "192.0.2.1", selectedTenant: "" },
    ]);
  });

  it("leaves out what failed", async () => {
    await expect(signIn(scene.deps, ADA, { password: "wrong" })).rejects.toThrow();

    expect(await showHistory(scene.deps, {}, adaCalling())).toHaveLength(1);
  });
});

describe("showSessions", () => {
  it("S5: lists where the user is signed in, newest first, and which of them is here", async () => {
    await enter(scene.deps, BOB);
    scene.deps.clock.advance({ hours: 1 });
    const phone = testCaller(scene.deps, undefined, { address: "198.51.100.7", userAgent: "Phone/1.0", surface: "browser" });
    const onPhone = await enter(scene.deps, ADA, {}, phone);
    scene.deps.clock.advance({ hours: 1 });
    await showMe(scene.deps, {}, adaCalling());

    expect(await showSessions(scene.deps, {}, adaCalling())).toEqual([
      {
        id: sessionIdOf(onPhone),
        current: false,
        userAgent: "Phone/1.0",
        address: "198.51.100.7",
        methods: ["pwd"],
        createdTime: NOON + 3600,
        lastUsedTime: NOON + 3600,
        name: "",
        firstSeenTime: NOON + 3600,
      },
      {
        id: sessionIdOf(ada),
        current: true,
        userAgent: "Test/1.0",
        address: "192.0.2.1",
        methods: ["pwd"],
        createdTime: NOON,
        lastUsedTime: NOON + 7200,
        name: "",
        firstSeenTime: NOON,
      },
    ]);
  });

  it("leaves out sessions that were ended and those that are over", async () => {
    scene.deps.clock.advance({ days: 1 });
    const ended = await enter(scene.deps, ADA);
    const here = await enter(scene.deps, ADA);
    await scene.deps.store.sessions.revoke(sessionIdOf(ended), ended.user.userId, scene.deps.clock.now());
    scene.deps.clock.advance({ days: 27 });

    const sessions = await showSessions(scene.deps, {}, testCaller(scene.deps, here.refreshJwt));

    expect(sessions.map(({ id }) => id)).toEqual([sessionIdOf(here)]);
  });

  it("S4: leaves out a browser's session that is over its idle limit", async () => {
    await enter(scene.deps, ADA, {}, testCaller(scene.deps, undefined, { surface: "browser" }));
    scene.deps.clock.advance({ days: 7, seconds: 1 });

    const sessions = await showSessions(scene.deps, {}, adaCalling());

    expect(sessions.map(({ id }) => id)).toEqual([sessionIdOf(ada)]);
  });
});

describe("showTimeLeft", () => {
  const DAY = 24 * 3600;
  const NONE = { secondsLeft: 0, secondsAtMost: 0 };

  async function enterByBrowser() {
    const { deps } = scene;
    const id = sessionIdOf(await enter(deps, ADA, {}, testCaller(deps, undefined, { surface: "browser" })));
    const ask = () => showTimeLeft(deps, {}, sealedCaller(deps, id));
    const use = () => showMe(deps, {}, sealedCaller(deps, id));
    return { id, ask, use };
  }

  it("U38: counts down to the idle limit, which asking does not put off", async () => {
    const { ask, use } = await enterByBrowser();
    scene.deps.clock.advance({ days: 6, hours: 23 });
    expect(await ask()).toEqual({ secondsLeft: 3600, secondsAtMost: 21 * DAY + 3600 });

    scene.deps.clock.advance({ hours: 1, seconds: 1 });

    expect(await ask()).toEqual(NONE);
    await expect(use()).rejects.toMatchObject({ code: "E064002" });
  });

  it("U38: begins anew with the next use, and ends with the lifetime all the same", async () => {
    const { ask, use } = await enterByBrowser();
    for (const secondsLeft of [7 * DAY, 7 * DAY, 7 * DAY, 4 * DAY]) {
      scene.deps.clock.advance({ days: 6 });
      await use();
      expect(await ask()).toMatchObject({ secondsLeft });
    }
  });

  it("answers nothing to strangers, the half signed-in and the signed-out", async () => {
    const { id, ask } = await enterByBrowser();
    await scene.prisma.session.updateMany({ where: { id }, data: { purpose: "secondFactor" } });
    expect(await ask()).toEqual(NONE);
    await scene.prisma.session.updateMany({ where: { id }, data: { purpose: "signIn", revokedAt: scene.deps.clock.now() } });
    expect(await ask()).toEqual(NONE);
    expect(await showTimeLeft(scene.deps, {}, testCaller(scene.deps))).toEqual(NONE);
  });
});

describe("validateSession", () => {
  it("answers the claims of a live session token", async () => {
    expect(await validateSession(scene.deps, {}, testCaller(scene.deps, ada.sessionJwt))).toEqual(ada.claims);
  });

  it("S10: refuses a refresh token", async () => {
    await expect(validateSession(scene.deps, {}, adaCalling())).rejects.toMatchObject({ code: "E064002" });
  });
});

describe("everything about me", () => {
  it.each([
    ["showMe", showMe],
    ["showHistory", showHistory],
    ["showSessions", showSessions],
    [
      "showMyTenants",
      (deps: Scene["deps"], _: object, caller: ReturnType<typeof testCaller>) => showMyTenants(deps, { dct: true }, caller),
    ],
    ["validateSession", validateSession],
  ])("is for someone signed in: %s", async (_, run) => {
    await expect(run(scene.deps, {}, testCaller(scene.deps))).rejects.toMatchObject({ code: "E064002", status: 401 });
  });
});
