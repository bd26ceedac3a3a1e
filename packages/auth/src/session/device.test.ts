import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import { testCaller } from "../testing/deps";
import { ADA, BOB, enter, openScene, type Scene, sessionIdOf } from "../testing/scene";
import { showSessions } from "./about-me";
import { nameSessionDevice } from "./name-device";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** A browser, as its cookie knows it. */
function browser(userId: string, id: string, since: Date): Partial<Caller> {
  return { surface: "browser", devices: [{ userId, id: "mark", device: { id, since: since.getTime() / 1000 } }] };
}

describe("a device", () => {
  it("keeps its name and the time it was first seen over sign-ins, and shares them with no other", async () => {
    const { deps } = scene;
    const since = deps.clock.now();
    const first = await enter(deps, ADA, {}, testCaller(deps, undefined, { surface: "browser" }));
    const known = browser(first.user.userId, sessionIdOf(first), since);
    await nameSessionDevice(deps, { id: sessionIdOf(first), name: "Kitchen" }, testCaller(deps, first.refreshJwt));
    deps.clock.advance({ days: 2 });
    const second = await enter(deps, ADA, {}, testCaller(deps, undefined, known));
    const alike = await enter(deps, ADA, {}, testCaller(deps, undefined, { surface: "browser" }));
    const here = testCaller(deps, second.refreshJwt);

    const named = (await showSessions(deps, {}, here)).map(({ id, name, firstSeenTime }) => [id, name, firstSeenTime]);

    const seconds = since.getTime() / 1000;
    expect(named).toHaveLength(3);
    expect(named).toEqual(
      expect.arrayContaining([
        [sessionIdOf(first), "Kitchen", seconds],
        [sessionIdOf(second), "Kitchen", seconds],
        [sessionIdOf(alike), "", seconds + 2 * 24 * 3600],
      ]),
    );

    await nameSessionDevice(deps, { id: sessionIdOf(second), name: "" }, here);
    expect((await showSessions(deps, {}, here)).map(({ name }) => name)).toEqual(["", "", ""]);
  });

  it("is named by nobody else, and not once it is signed out", async () => {
    const { deps } = scene;
    const ada = await enter(deps, ADA);
    const bob = await enter(deps, BOB);
    await nameSessionDevice(deps, { id: sessionIdOf(ada), name: "Bob’s" }, testCaller(deps, bob.refreshJwt));
    const gone = await enter(deps, ADA);
    await deps.store.sessions.revoke(sessionIdOf(gone), ada.user.userId, deps.clock.now());
    await nameSessionDevice(deps, { id: sessionIdOf(gone), name: "Gone" }, testCaller(deps, ada.refreshJwt));

    expect(await scene.prisma.deviceName.count()).toBe(0);
  });
});
