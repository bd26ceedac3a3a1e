import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addAuthenticator, readBase32, showCode, wrongCode } from "../testing/authenticator";
import { collectLetters, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import {
  ADA,
  addTenant,
  BOB,
  enter,
  openScene,
  proveAddresses,
  refresh,
  type Scene,
  sealedCaller,
  sessionIdOf,
  visitor,
} from "../testing/scene";
import { describeNewUser } from "../user/new-user";
import { signUpWithTotp, updateTotp } from "./enrol";
import { verifyTotp } from "./verify";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function verify(key: string, { loginId = ADA, steps = 0, caller = testCaller(scene.deps) } = {}): Promise<JWTResponse> {
  return verifyTotp(scene.deps, { loginId, code: showCode(scene.deps, key, steps) }, caller);
}

async function start(loginId = ADA, user?: { name: string }): Promise<string> {
  const { key } = await signUpWithTotp(scene.deps, { loginId, ...(user && { user }) }, testCaller(scene.deps));
  return key;
}

async function change(caller: TestCaller, loginId = ADA): Promise<string> {
  const { key } = await updateTotp(scene.deps, { loginId }, caller);
  return key;
}

async function noticesSent(): Promise<string[]> {
  return (await collectLetters(scene.deps)).map((letter) => (letter.kind === "securityNotice" ? letter.props.what : letter.kind));
}

describe("a sign-up with an authenticator", () => {
  it("F6: registers nobody before a code is verified", async () => {
    await start();

    expect(await scene.prisma.user.count()).toBe(0);
    expect(await scene.prisma.loginId.count()).toBe(0);
    expect(await scene.prisma.totpKey.count()).toBe(0);
  });

  it("makes the user with the first code", async () => {
    const key = await start(ADA, { name: "Ada Moreno" });

    expect(await verify(key)).toMatchObject({
      firstSeen: true,
      claims: { amr: ["totp"] },
      user: { loginIds: [ADA], name: "Ada Moreno", TOTP: true, password: false, email: ADA, verifiedEmail: false },
    });
  });

  it("carries the claims of its options, and joins no tenant: it proves no address", async () => {
    await addTenant(scene, "T1", { domains: ["example.com"] });
    const start = (loginOptions: object) => signUpWithTotp(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps));

    expect(await outcomeOf(verify((await start({ tenantId: "T1" })).key))).toBe("E011001");
    expect((await verify((await start({ customClaims: { plan: "free" } })).key)).claims).toMatchObject({ nsec: { plan: "free" } });
  });

  it("asked for again replaces key and details", async () => {
    const former = await start(ADA, { name: "Adda" });
    const key = await start(ADA, { name: "Ada" });

    expect(await outcomeOf(verify(former))).toBe("E061102");
    expect((await verify(key)).user.name).toBe("Ada");
  });

  it("answers E062107 when the login ID is registered", async () => {
    await enter(scene.deps, ADA);

    expect(await outcomeOf(start())).toBe("E062107");
  });

  it.each([
    [-2, "E061102"],
    [-1, "done"],
    [0, "done"],
    [1, "done"],
    [2, "E061102"],
  ])("F3: takes a phone that is %i steps ahead: %s", async (steps, expected) => {
    expect(await outcomeOf(verify(await start(), { steps }))).toBe(expected);
  });

  it("F4: spends the step that confirmed it", async () => {
    const key = await start();
    await verify(key);

    expect(await outcomeOf(verify(key))).toBe("E061102");
    expect(await outcomeOf(verify(key, { steps: 1 }))).toBe("done");
  });

  it.each([1, 2, 3])("F4, 2.5: makes one user of 20 right codes at once (round %i)", async () => {
    const key = await start();

    const outcomes = await outcomesAtOnce(20, () => verify(key));

    expect(outcomes.done).toBe(1);
    expect(await scene.prisma.user.count()).toBe(1);
    expect(await scene.prisma.session.count()).toBe(1);
  });

  it("F7: is over after 5 wrong codes, and the right one comes too late", async () => {
    const key = await start();
    const tries = await outcomesOf(6, (index) =>
      verifyTotp(scene.deps, { loginId: ADA, code: wrongCode(scene.deps, key, index) }, testCaller(scene.deps)),
    );

    expect(tries).toEqual([...new Array(5).fill("E061102"), "E061103"]);
    expect(await outcomeOf(verify(key))).toBe("E061103");
    expect(await outcomeOf(verify(await start()))).toBe("done");
  });

  it("F6: is over after 30 minutes", async () => {
    const early = await start();
    const late = await start(BOB);
    scene.deps.clock.advance({ minutes: 29, seconds: 59 });
    expect(await outcomeOf(verify(early))).toBe("done");

    scene.deps.clock.advance({ seconds: 1 });

    expect(await outcomeOf(verify(late, { loginId: BOB }))).toBe("E062108");
  });

  // Somebody starts a sign-up with the victim's login ID, keeps the key, and waits until the victim has an account.
  it("F6: never takes a login ID over that somebody else registered meanwhile", async () => {
    const stolen = await start();
    const owner = await enter(scene.deps, ADA);

    expect(await outcomeOf(verify(stolen))).toBe("E062120");
    expect(await outcomeOf(verify(stolen, { caller: testCaller(scene.deps, owner.refreshJwt) }))).toBe("E062120");

    const key = await addAuthenticator(scene.deps, owner);
    expect(await outcomeOf(verify(stolen))).toBe("E061102");
    expect((await verify(key)).user.userId).toBe(owner.user.userId);
  });

  it("makes nobody when wrong codes were counted since its tries were read", async () => {
    const key = await start();
    const { deps, prisma } = scene;
    const { id: challengeId } = await prisma.challenge.findFirstOrThrow();
    await outcomeOf(verifyTotp(deps, { loginId: ADA, code: wrongCode(deps, key) }, testCaller(deps)));
    const user = { ...describeNewUser(deps, ADA), challengeId };

    expect(await deps.store.users.create({ ...user, challengeAttempts: 0 })).toBe("challengeUsed");
    expect(await deps.store.users.create({ ...user, challengeAttempts: 1 })).toBe("created");
  });

  it("F6: is worth nothing when the login ID is taken at the same moment", async () => {
    const key = await start();
    const { transaction } = scene.deps.store;
    scene.deps.store.transaction = async (work) => {
      scene.deps.store.transaction = transaction;
      await enter(scene.deps, ADA);
      return transaction(work);
    };

    expect(await outcomeOf(verify(key))).toBe("E062120");
    expect(await scene.prisma.totpKey.count()).toBe(0);
  });
});

describe("adding and replacing an authenticator", () => {
  let signedIn: JWTResponse;
  let caller: TestCaller;

  beforeEach(async () => {
    signedIn = await enter(scene.deps, ADA);
    caller = testCaller(scene.deps, signedIn.refreshJwt);
  });

  it("needs the user's own login ID and session", async () => {
    await enter(scene.deps, BOB);

    expect(await outcomeOf(change(caller, BOB))).toBe("E062130");
    expect(await outcomeOf(change(testCaller(scene.deps)))).toBe("E064002");
  });

  it("F6: changes nothing when it is abandoned", async () => {
    const key = await addAuthenticator(scene.deps, signedIn);
    const before = await scene.prisma.totpKey.findFirstOrThrow();

    await change(caller);
    await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code: wrongCode(scene.deps, key) }, testCaller(scene.deps)));
    scene.deps.clock.advance({ minutes: 30 });

    expect(await scene.prisma.totpKey.findFirstOrThrow()).toEqual(before);
    expect(await outcomeOf(verify(key))).toBe("done");
  });

  it("F6: is no authenticator before a code is verified", async () => {
    await change(caller);

    expect((await refresh(scene.deps, signedIn.refreshJwt)).user.TOTP).toBe(false);
  });

  it("keeps the old key working until the new one is verified, and no longer", async () => {
    const old = await addAuthenticator(scene.deps, signedIn);
    const key = await change(caller);

    expect(await outcomeOf(verify(old))).toBe("done");
    expect(await outcomeOf(verify(key))).toBe("done");
    scene.deps.clock.advance({ minutes: 1 });
    expect(await outcomeOf(verify(old))).toBe("E061102");
    expect(await outcomeOf(verify(key))).toBe("done");
  });

  it("asked for again replaces the pending key", async () => {
    const former = await change(caller);
    const key = await change(caller);

    expect(await outcomesOf(2, (index) => verify(index === 0 ? former : key))).toEqual(["E061102", "done"]);
  });

  it.each([1, 2, 3])("F4, 2.5: confirms the new key for one of 20 right codes at once (round %i)", async () => {
    const key = await change(caller);

    const outcomes = await outcomesAtOnce(20, () => verify(key));

    expect(outcomes.done).toBe(1);
    expect(await scene.prisma.session.count()).toBe(2);
  });

  it("F8: tells the user by mail", async () => {
    await proveAddresses(scene);
    const key = await change(caller);
    await verify(key);
    expect(await noticesSent()).toEqual(["authenticatorAdded"]);

    await verify(await change(caller));

    expect(await noticesSent()).toEqual(["authenticatorReplaced"]);
  });

  it("F2: seals the key under AUTH_SECRET for its user alone, the key's ID in front", async () => {
    const key = await addAuthenticator(scene.deps, signedIn);
    const { sealedKey, userId } = await scene.prisma.totpKey.findFirstOrThrow();

    expect(sealedKey).toMatch(/^[\w-]{8}\.[\w-]+$/);
    expect(scene.deps.sealer.open("totp-key", userId, sealedKey).toString()).toBe(key);
    expect(() => scene.deps.sealer.open("totp-key", "U of somebody else", sealedKey)).toThrow();
    expect(Buffer.from(sealedKey).includes(readBase32(key))).toBe(false);
  });

  // A thief with a stolen session asks for a new key, and waits until the owner has signed out everywhere.
  it("F6: is void once the session that asked for it has ended", async () => {
    const old = await addAuthenticator(scene.deps, signedIn);
    const stolen = await change(caller);
    await scene.deps.store.sessions.revokeAll(signedIn.user.userId, scene.deps.clock.now());

    expect(await outcomeOf(verify(stolen))).toBe("E061102");
    expect(await outcomeOf(verify(old))).toBe("done");
  });

  it("verified on a page of the signed-in user keeps the session, and from then on asks for two factors", async () => {
    await proveAddresses(scene);
    const browser = await enter(scene.deps, ADA, {}, visitor(scene.deps));
    const page = sealedCaller(scene.deps, sessionIdOf(browser));
    const sessions = await scene.prisma.session.count();

    const answer = await verify(await change(page), { caller: page });

    expect(sessionIdOf(answer)).toBe(sessionIdOf(browser));
    expect(await scene.prisma.session.count()).toBe(sessions);
    expect(await scene.prisma.user.findMany({ select: { secondFactor: true } })).toEqual([{ secondFactor: true }]);
  });

  it("verified over REST leaves it to `loginOptions` whether two factors are asked for", async () => {
    await addAuthenticator(scene.deps, signedIn);

    expect(await scene.prisma.user.findMany({ select: { secondFactor: true } })).toEqual([{ secondFactor: false }]);
  });
});
