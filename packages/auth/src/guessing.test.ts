import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Caller } from "./caller";
import { requestSignInLink } from "./links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode } from "./otp/request-code";
import { verifyEmailCode } from "./otp/verify-code";
import { resetPassword } from "./password/change";
import { createRecoveryCodes, signInWithRecoveryCode } from "./recovery/codes";
import { addAuthenticator, showCode, wrongCode } from "./testing/authenticator";
import { collectCode, collectLetters, testCaller } from "./testing/deps";
import { outcomeOf, outcomesOf } from "./testing/outcome";
import { ADA, BOB, enter, openScene, PASSWORD, type Scene, sealedCaller, sessionIdOf, signIn, signUp, visitor } from "./testing/scene";
import { signUpWithTotp } from "./totp/enrol";
import { verifyTotp } from "./totp/verify";

/** Another name of Ada's. */
const ALIAS = "countess";
const NOBODY = "eve@example.com";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
  const { userId } = signedIn.user;
  await scene.prisma.loginId.create({ data: { loginId: ALIAS, userId, position: 1 } });
  await scene.prisma.user.update({ where: { id: userId }, data: { verifiedEmail: true } });
});

afterEach(() => scene.close());

/** Somebody at a page, from an address of their own. */
function stranger(number = 1): Caller {
  return testCaller(scene.deps, undefined, { surface: "browser", address: `203.0.113.${number}` });
}

/** The owner, at a browser that has signed in before, and from an address that a stranger may share. */
function owner(id = "device of Ada's", userId = signedIn.user.userId): Caller {
  return testCaller(scene.deps, undefined, { surface: "browser", address: "203.0.113.1", devices: [{ userId, id }] });
}

/** A way to guess: what is wrong, what is right, and how many tries a name has. */
interface Way {
  triesMax: number;
  wrong(loginId: string, caller: Caller, index: number): Promise<unknown>;
  right(loginId: string, caller: Caller): Promise<unknown>;
}

/** Asks for a code, as somebody who then guesses or who has it. */
async function askForCode(loginId: string, caller: Caller): Promise<string> {
  // No two requests are made in one moment.
  scene.deps.clock.advance({ seconds: 1 });
  await requestSignInCode(scene.deps, { loginId }, caller);
  return collectCode(scene.deps).catch(() => "none");
}

async function prepareWays(): Promise<Record<string, Way>> {
  const { deps } = scene;
  const key = await addAuthenticator(deps, signedIn);
  const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, signedIn.refreshJwt));
  deps.clock.advance({ minutes: 1 });
  return {
    password: {
      triesMax: 5,
      wrong: (loginId, caller) => signIn(deps, loginId, { password: "wrong" }, caller),
      right: (loginId, caller) => signIn(deps, loginId, {}, caller),
    },
    authenticator: {
      triesMax: 10,
      wrong: (loginId, caller, index) => verifyTotp(deps, { loginId, code: wrongCode(deps, key, index) }, caller),
      right: (loginId, caller) => verifyTotp(deps, { loginId, code: showCode(deps, key) }, caller),
    },
    "recovery code": {
      triesMax: 10,
      wrong: (loginId, caller) => signInWithRecoveryCode(deps, { loginId, code: "0000-0000-0000-0000" }, caller),
      right: (loginId, caller) => signInWithRecoveryCode(deps, { loginId, code: codes[0]?.code ?? "" }, caller),
    },
  };
}

const WAYS = ["password", "authenticator", "recovery code"];

describe.each(WAYS)("guessing at an account: %s", (name) => {
  let way: Way;

  beforeEach(async () => {
    const ways = await prepareWays();
    way = ways[name] ?? expect.fail("no such way");
  });

  const guesses = (times: number, loginId: string, caller = stranger()) => outcomesOf(times, (index) => way.wrong(loginId, caller, index));

  // Ten names, and each had its own ten tries.
  it("E8: is counted over all its names, and no name tells of another", async () => {
    const known = await guesses(way.triesMax + 1, ADA);
    expect(known.at(-1)).toBe("E130429");

    expect(await guesses(way.triesMax + 1, ALIAS, stranger(2))).toEqual(known);
    expect(await guesses(way.triesMax + 1, NOBODY, stranger(3))).toEqual(known);
  });

  it("E8: lets nothing through under one name that is used up under another", async () => {
    await guesses(way.triesMax, ADA);

    expect(await outcomeOf(way.right(ALIAS, stranger(2)))).toBe(known(name));

    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(way.right(ALIAS, stranger(2)))).toBe("done");
  });

  it("E8: runs the same statements for a name that is used up under another, for one that is not, and for nobody's", async () => {
    await guesses(way.triesMax, ADA);
    await enter(scene.deps, BOB);
    const seen: number[] = [];
    for (const loginId of [ALIAS, ALIAS, NOBODY, NOBODY]) {
      scene.statements.length = 0;
      await guesses(1, loginId);
      seen.push(scene.statements.filter((sql) => /Budget|CountedTry/.test(sql)).length);
    }

    expect(seen).toEqual(new Array(4).fill(2));
  });

  it("E9: by strangers keeps nobody out whose browser has signed in before", async () => {
    await guesses(way.triesMax + 1, ADA);
    expect(await outcomeOf(way.right(ADA, stranger(2)))).toBe("E130429");

    expect(await outcomeOf(way.wrong(ADA, owner(), 0))).toBe(known(name));
    expect(await outcomeOf(way.right(ADA, owner()))).toBe("done");
    // Their success is no stranger's.
    expect(await outcomeOf(way.wrong(ADA, stranger(2), 0))).toBe("E130429");
  });

  it("E9: with a mark that was copied ends like any other, and locks that mark alone", async () => {
    const copied = owner("copied");
    expect((await guesses(2 * way.triesMax + 1, ADA, copied)).indexOf("E130429")).toBe(2 * way.triesMax);

    expect(await outcomeOf(way.right(ADA, owner()))).toBe("done");
  });

  it("E9: with a mark of another account counts as a stranger's", async () => {
    const bob = await enter(scene.deps, BOB);

    expect((await guesses(way.triesMax + 1, ADA, owner("mallory's", bob.user.userId))).at(-1)).toBe("E130429");
    expect(await outcomeOf(way.right(ADA, stranger()))).toBe("E130429");
  });
});

/** How a wrong guess is answered. */
function known(way: string): string {
  return way === "password" ? "E062906" : "E061102";
}

describe.each(["authenticator", "recovery code"])("the second factor: %s", (name) => {
  it("E9: of who has shown the first is not used up by those who only know the name", async () => {
    const way = (await prepareWays())[name] as Way;
    await outcomesOf(11, (index) => way.wrong(ADA, stranger(), index));
    const first = await signIn(scene.deps, ADA, {}, visitor(scene.deps));
    const halfway = sealedCaller(scene.deps, sessionIdOf(first));

    expect(await outcomesOf(9, (index) => way.wrong(ADA, halfway, index))).toEqual(new Array(9).fill("E061102"));
    expect(await outcomeOf(way.right(ADA, halfway))).toBe("done");
  });

  it("3.4, E9: takes ten tries in 15 minutes from who has shown the first, however many sessions they open", async () => {
    const way = (await prepareWays())[name] as Way;
    const outcomes: string[] = [];
    for (let session = 0; session < 4; session++) {
      const halfway = sealedCaller(scene.deps, sessionIdOf(await enter(scene.deps, ADA, {}, visitor(scene.deps))));
      outcomes.push(...(await outcomesOf(3, (index) => way.wrong(ADA, halfway, index))));
    }

    expect(outcomes).toEqual([...new Array(10).fill("E061102"), "E130429", "E130429"]);
  });
});

describe("codes by mail", () => {
  const guess = (loginId: string, caller: Caller) => outcomeOf(verifyEmailCode(scene.deps, { loginId, code: "wrong" }, caller));

  async function guesses(times: number, loginId: string, caller: Caller): Promise<string[]> {
    return outcomesOf(times, () => verifyEmailCode(scene.deps, { loginId, code: "wrong" }, caller));
  }

  it("E8, C5: are compared ten times an hour with what strangers type, under all names of an account together", async () => {
    for (const loginId of [ADA, ALIAS, NOBODY]) await askForCode(loginId, stranger(9));
    const matches = vi.spyOn(scene.deps.sealer, "matches");
    const outcomes: Record<string, string[]> = {};
    for (const loginId of [ADA, ALIAS, NOBODY]) {
      outcomes[loginId] = await guesses(4, loginId, stranger(1));
      await askForCode(loginId, stranger(9));
      outcomes[loginId].push(...(await guesses(4, loginId, stranger(1))));
      await askForCode(loginId, stranger(9));
      outcomes[loginId].push(...(await guesses(3, loginId, stranger(1))));
    }

    expect(outcomes[ADA]).toEqual([...new Array(10).fill("E061102"), "E130429"]);
    expect(outcomes[ALIAS]).toEqual(outcomes[ADA]);
    expect(outcomes[NOBODY]).toEqual(outcomes[ADA]);
    const { userId } = signedIn.user;
    const ofAda = await scene.prisma.challenge.findMany({ where: { userId }, select: { digest: true } });
    expect(ofAda.length).toBeGreaterThan(0);
    // Nobody's decoys are compared as well.
    expect(matches.mock.calls.length).toBeLessThanOrEqual(20);
  });

  // Ten wrong codes of a stranger's, and nobody got in with a code for an hour.
  it("E9: are open to who asked for one, whatever strangers type", async () => {
    await askForCode(ADA, stranger(2));
    expect(await guesses(6, ADA, stranger(1))).toEqual([...new Array(5).fill("E061102"), "E061103"]);
    const code = await askForCode(ADA, stranger(2));
    expect((await guesses(6, ADA, stranger(1))).at(-1)).toBe("E130429");

    expect(await guesses(4, ADA, stranger(2))).toEqual(new Array(4).fill("E061102"));
    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, stranger(2)))).toBe("done");
  });

  it("E9: are open to a browser that has signed in before, whatever strangers ask for and type", async () => {
    await outcomesOf(6, () => requestSignInCode(scene.deps, { loginId: ADA }, stranger(1)));
    await guesses(6, ADA, stranger(1));
    expect((await guesses(11, ADA, stranger(3))).at(-1)).toBe("E061103");
    await collectLetters(scene.deps);

    const code = await askForCode(ADA, owner());

    expect(await guesses(4, ADA, owner())).toEqual(new Array(4).fill("E061102"));
    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, owner()))).toBe("done");
  });

  it("C4, C5, E9: take five tries of who asked, and ten an hour", async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 3; round++) {
      await askForCode(ADA, stranger(2));
      outcomes.push(...(await guesses(6, ADA, stranger(2))));
    }

    const five = new Array(5).fill("E061102");
    expect(outcomes).toEqual([...five, "E061103", ...five, ...new Array(7).fill("E130429")]);
  });

  // A stranger who asks from many addresses gets a letter to the owner for every five guesses.
  it("3.1, E9: are compared at most sixty times an hour, from however many addresses", async () => {
    const matches = vi.spyOn(scene.deps.sealer, "matches");
    // Ten letters an hour are sent at most, so twenty requests an hour ask for more than there are.
    for (let round = 0; round < 20; round++) {
      await outcomeOf(requestSignInCode(scene.deps, { loginId: ADA }, stranger(round)));
      for (let address = 0; address <= round; address++) await guess(ADA, stranger(address));
      scene.deps.clock.advance({ seconds: 179 });
    }

    expect(matches.mock.calls.length).toBeLessThanOrEqual(60);
    expect(matches.mock.calls.length).toBeGreaterThan(10);
  });
});

describe("letters", () => {
  const ways: Record<string, (caller: Caller) => Promise<unknown>> = {
    code: (caller) => requestSignInCode(scene.deps, { loginId: ADA }, caller),
    link: (caller) => requestSignInLink(scene.deps, { loginId: ADA }, caller),
    reset: (caller) => resetPassword(scene.deps, { loginId: ADA }, caller),
  };

  it.each(Object.keys(ways))("E9: are sent to a browser that has signed in before, however many strangers ask for: %s", async (name) => {
    const ask = ways[name] ?? expect.fail("no such way");
    expect((await outcomesOf(6, () => ask(stranger(1)))).at(-1)).toBe("E130429");
    await outcomesOf(6, () => requestSignUpCode(scene.deps, { loginId: ADA }, stranger(2)));
    await collectLetters(scene.deps);

    expect(await outcomeOf(ask(owner()))).toBe("done");
    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA }]);
  });

  it("C9, E9: are five in a quarter of an hour for such a browser as well", async () => {
    await outcomesOf(6, () => requestSignInCode(scene.deps, { loginId: ADA }, stranger(1)));
    await collectLetters(scene.deps);

    expect(await outcomesOf(6, () => requestSignInCode(scene.deps, { loginId: ADA }, owner()))).toEqual([
      ...new Array(5).fill("done"),
      "E130429",
    ]);
    expect(await collectLetters(scene.deps)).toHaveLength(5);
  });

  // Whoever signs in to an account may have given it anybody's address.
  it("C9, 3.5: to an address that the account has not proven are strangers', whatever the browser has", async () => {
    await scene.prisma.user.updateMany({ data: { verifiedEmail: false } });
    await outcomesOf(5, () => requestSignInCode(scene.deps, { loginId: ADA }, stranger(1)));

    expect(await outcomeOf(requestSignInCode(scene.deps, { loginId: ADA }, owner()))).toBe("E130429");
  });
});

describe("who is registered", () => {
  type SignUp = (loginId: string, caller: Caller) => Promise<unknown>;
  const ways: Record<string, SignUp> = {
    password: (loginId, caller) => signUp(scene.deps, loginId, {}, caller),
    authenticator: (loginId, caller) => signUpWithTotp(scene.deps, { loginId }, caller),
    code: (loginId, caller) => requestSignUpCode(scene.deps, { loginId }, { ...caller, surface: "rest" }),
  };

  beforeEach(async () => {
    for (let index = 0; index < 12; index++) await enter(scene.deps, `user${index}@example.com`);
  });

  it.each(Object.keys(ways))("E10: is told ten times in ten minutes to one client address, then E130429: %s", async (name) => {
    const ask = ways[name] ?? expect.fail("no such way");
    const askMany = (times: number, caller: Caller, first = 0) =>
      outcomesOf(times, (index) => ask(`user${first + index}@example.com`, caller));

    expect(await askMany(12, stranger(1))).toEqual([...new Array(10).fill("E062107"), "E130429", "E130429"]);
    // A name that is free would tell by not being refused.
    await expect(ask(NOBODY, stranger(1))).rejects.toMatchObject({ code: "E130429", retryAfterSeconds: 60 });
    expect(await askMany(1, stranger(2))).toEqual(["E062107"]);
    scene.deps.clock.advance({ minutes: 1 });
    expect(await askMany(2, stranger(1), 10)).toEqual(["E062107", "E130429"]);
  });

  it("E10: costs nobody anything who signs up, or who tries one name twice", async () => {
    for (let index = 0; index < 30; index++) {
      expect(await outcomeOf(requestSignUpOrInCode(scene.deps, { loginId: `new${index}@example.com` }, stranger(1)))).toBe("done");
      expect(await outcomeOf(signUpWithTotp(scene.deps, { loginId: ADA }, stranger(1)))).toBe("E062107");
    }
    expect(await outcomeOf(signUp(scene.deps, NOBODY, { password: PASSWORD }, stranger(1)))).toBe("done");
  });
});
