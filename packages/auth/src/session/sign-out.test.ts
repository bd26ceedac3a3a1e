import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, BOB, enter, openScene, refresh, type Scene, sealedCaller, sessionIdOf } from "../testing/scene";
import { signOut, signOutElsewhere, signOutEverywhere, signOutSession } from "./sign-out";

let scene: Scene;
let here: JWTResponse;
let elsewhere: JWTResponse;
let bob: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  here = await enter(scene.deps, ADA);
  elsewhere = await enter(scene.deps, ADA);
  bob = await enter(scene.deps, BOB);
});

afterEach(() => scene.close());

/** Who is still signed in. */
async function signedIn() {
  const states = await Promise.all(
    [here, elsewhere, bob].map(({ refreshJwt }) =>
      refresh(scene.deps, refreshJwt).then(
        () => "in",
        ({ code }) => code,
      ),
    ),
  );
  return { here: states[0], elsewhere: states[1], bob: states[2] };
}

const NO_TOKENS = { sessionJwt: "", refreshJwt: "", cookieDomain: "", cookiePath: "/", cookieMaxAge: 0, cookieExpiration: 0 };

describe("signOut", () => {
  it("ends the caller's session and answers with empty tokens", async () => {
    expect(await signOut(scene.deps, {}, testCaller(scene.deps, here.refreshJwt))).toEqual(NO_TOKENS);

    expect(await signedIn()).toEqual({ here: "E064001", elsewhere: "in", bob: "in" });
  });

  it("ends the session of a browser", async () => {
    await signOut(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(here)));

    expect(await signedIn()).toEqual({ here: "E064001", elsewhere: "in", bob: "in" });
  });

  it("is refused the second time", async () => {
    await signOut(scene.deps, {}, testCaller(scene.deps, here.refreshJwt));

    await expect(signOut(scene.deps, {}, testCaller(scene.deps, here.refreshJwt))).rejects.toMatchObject({ code: "E064001" });
  });

  it("S10: is not for the holder of a session token", async () => {
    await expect(signOut(scene.deps, {}, testCaller(scene.deps, here.sessionJwt))).rejects.toMatchObject({ code: "E064002" });

    expect(await signedIn()).toMatchObject({ here: "in" });
  });
});

describe("signOutEverywhere", () => {
  it("ends every session of the user and nobody else's", async () => {
    expect(await signOutEverywhere(scene.deps, {}, testCaller(scene.deps, here.refreshJwt))).toEqual(NO_TOKENS);

    expect(await signedIn()).toEqual({ here: "E064001", elsewhere: "E064001", bob: "in" });
  });
});

describe("signOutSession", () => {
  it("S5: ends the session that is named", async () => {
    expect(await signOutSession(scene.deps, { id: sessionIdOf(elsewhere) }, testCaller(scene.deps, here.refreshJwt))).toEqual({});

    expect(await signedIn()).toEqual({ here: "in", elsewhere: "E064001", bob: "in" });
  });

  it("S5: does not end another user's, and does not tell that there is one", async () => {
    const caller = testCaller(scene.deps, here.refreshJwt);

    expect(await signOutSession(scene.deps, { id: sessionIdOf(bob) }, caller)).toEqual({});
    expect(await signOutSession(scene.deps, { id: "S0" }, caller)).toEqual({});

    expect(await signedIn()).toEqual({ here: "in", elsewhere: "in", bob: "in" });
  });

  it("keeps the time at which a session was ended first", async () => {
    const caller = testCaller(scene.deps, here.refreshJwt);
    await signOutSession(scene.deps, { id: sessionIdOf(elsewhere) }, caller);
    const endedAt = scene.deps.clock.now();
    scene.deps.clock.advance({ minutes: 1 });

    await signOutSession(scene.deps, { id: sessionIdOf(elsewhere) }, caller);

    expect(await scene.prisma.session.findUnique({ where: { id: sessionIdOf(elsewhere) } })).toMatchObject({ revokedAt: endedAt });
  });
});

describe("signOutElsewhere", () => {
  it("S5: ends every session of the user but this one", async () => {
    expect(await signOutElsewhere(scene.deps, {}, testCaller(scene.deps, here.refreshJwt))).toEqual({});

    expect(await signedIn()).toEqual({ here: "in", elsewhere: "E064001", bob: "in" });
  });
});

describe("every way to sign out", () => {
  it.each([
    ["signOut", signOut],
    ["signOutEverywhere", signOutEverywhere],
    ["signOutElsewhere", signOutElsewhere],
    [
      "signOutSession",
      (deps: Scene["deps"], _: object, caller: ReturnType<typeof testCaller>) => signOutSession(deps, { id: "S0" }, caller),
    ],
  ])("is for someone signed in: %s", async (_, run) => {
    await expect(run(scene.deps, {}, testCaller(scene.deps))).rejects.toMatchObject({ code: "E064002" });

    expect(await signedIn()).toEqual({ here: "in", elsewhere: "in", bob: "in" });
  });
});
