import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyMagicLink } from "../links/magic-link";
import { collectLetters, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import { ADA, enter, openScene, type Scene, signIn, signUp, userOf, visitor } from "../testing/scene";
import { createEmbeddedSignIn, createEmbeddedSignUp } from "./embedded-link";
import { logoutUser, updateUserStatus } from "./user";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps);
const verify = (token: string, caller = testCaller(scene.deps)): Promise<JWTResponse> => verifyMagicLink(scene.deps, { token }, caller);

describe("an embedded link", () => {
  beforeEach(async () => {
    await signUp(scene.deps, ADA);
  });

  const create = (more: object = {}) => createEmbeddedSignIn(scene.deps, { loginId: ADA, ...more }, manager());

  it("C33: signs in once, with its claims under nsec, and says of no method", async () => {
    const { token } = await create({ customClaims: { plan: "gold", sub: "somebody" } });

    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => verify(token)));

    const done = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    expect(done).toMatchObject([{ user: { loginIds: [ADA] }, claims: { amr: [], nsec: { plan: "gold", sub: "somebody" } } }]);
    expect(done[0]?.claims.sub).toBe(done[0]?.user.userId);
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("C33: brings its claims at a page too", async () => {
    const { token } = await create({ customClaims: { plan: "gold" } });

    await verify(token, visitor(scene.deps));

    const sessions = await scene.prisma.session.findMany({ where: { surface: "browser" } });
    expect(sessions.map(({ clientClaims }) => JSON.parse(clientClaims))).toEqual([{ plan: "gold" }]);
  });

  it("C33: lives a minute, or as long as it was made for", async () => {
    const short = await create();
    const long = await create({ timeout: 3600 });

    scene.deps.clock.advance({ seconds: 61 });
    expect(await outcomeOf(verify(short.token))).toBe("E062504");
    scene.deps.clock.advance({ minutes: 58 });
    expect(await outcomeOf(verify(long.token))).toBe("done");
  });

  it("C33: proves no address, and takes nothing from the account", async () => {
    const { token } = await create();

    expect(await verify(token)).toMatchObject({ user: { verifiedEmail: false, password: true } });
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("done");
  });

  it.each([
    ["disabled", () => updateUserStatus(scene.deps, { loginId: ADA, status: "disabled" }, manager())],
    [
      "disabled and enabled again",
      () =>
        updateUserStatus(scene.deps, { loginId: ADA, status: "disabled" }, manager()).then(() =>
          updateUserStatus(scene.deps, { loginId: ADA, status: "enabled" }, manager()),
        ),
    ],
  ])("C33: lets nobody in who was %s meanwhile", async (_, act) => {
    const { token } = await create();

    await act();

    expect(await outcomeOf(verify(token))).toBe("E062504");
  });

  it("C33: outlives a sign-out, as other letters do", async () => {
    const { token } = await create();

    await logoutUser(scene.deps, { loginId: ADA }, manager());

    expect(await outcomeOf(verify(token))).toBe("done");
  });

  it("C34: is one of two steps for who signs in with two", async () => {
    await scene.prisma.user.updateMany({ data: { secondFactor: true } });
    const { token } = await create();

    expect((await verify(token)).claims).toMatchObject({ pending: expect.anything() });
  });
});

describe("an embedded link that signs up", () => {
  const create = (more: object = {}) => createEmbeddedSignUp(scene.deps, { loginId: ADA, ...more }, manager());

  it("C33: makes the user when it comes back, with what was said of them and not more", async () => {
    const { token } = await create({ user: { name: "Ada", phone: "+14155550100" }, phoneVerified: true });

    expect(await userOf(scene, ADA)).toBeNull();
    expect(await verify(token)).toMatchObject({
      firstSeen: true,
      user: { loginIds: [ADA], name: "Ada", email: ADA, verifiedEmail: false, verifiedPhone: true },
    });
  });

  it("C33: takes an address for proven where that is said", async () => {
    expect(await verify((await create({ emailVerified: true })).token)).toMatchObject({ user: { email: ADA, verifiedEmail: true } });
  });

  it("C33: signs in who has an account by then, and leaves it as it is", async () => {
    const { token } = await create({ emailVerified: true, user: { name: "Somebody" } });
    await enter(scene.deps, ADA);

    expect(await verify(token)).toMatchObject({ firstSeen: false, user: { name: "", verifiedEmail: false } });
    expect(await scene.prisma.user.count()).toBe(1);
  });

  it("C33: makes one user of several at once", async () => {
    const tokens = await Promise.all(Array.from({ length: 5 }, () => create()));

    expect(await outcomesAtOnce(5, (index) => verify(tokens[index]?.token ?? ""))).toEqual({ done: 5 });
    expect(await scene.prisma.user.count()).toBe(1);
  });
});
