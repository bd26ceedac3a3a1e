import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { addAuthenticator, showCode, wrongCode } from "../testing/authenticator";
import { testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, type Scene, sealedCaller, sessionIdOf, visitor } from "../testing/scene";
import { updateTotp } from "./enrol";
import { verifyTotp } from "./verify";

const NOBODY = "eve@example.com";

let scene: Scene;
let signedIn: JWTResponse;
let key: string;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await enter(scene.deps, ADA);
  key = await addAuthenticator(scene.deps, signedIn);
});

afterEach(() => scene.close());

function verify(steps = 0, caller = testCaller(scene.deps), loginOptions = {}): Promise<JWTResponse> {
  return verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key, steps), loginOptions }, caller);
}

function guess(index: number, loginId = ADA, caller = testCaller(scene.deps)): Promise<JWTResponse> {
  return verifyTotp(scene.deps, { loginId, code: wrongCode(scene.deps, key, index) }, caller);
}

describe("verifyTotp", () => {
  it("signs in by authenticator", async () => {
    expect(await verify()).toMatchObject({ firstSeen: false, claims: { amr: ["totp"] }, user: { TOTP: true, loginIds: [ADA] } });
  });

  it.each([
    [-2, "E061102"],
    [-1, "done"],
    [0, "done"],
    [1, "done"],
    [2, "E061102"],
  ])("F3: takes a phone that is %i steps ahead: %s", async (steps, expected) => {
    scene.deps.clock.advance({ minutes: 1 });

    expect(await outcomeOf(verify(steps))).toBe(expected);
  });

  it("F5: goes by the server's clock alone", async () => {
    const code = showCode(scene.deps, key);
    scene.deps.clock.advance({ minutes: 2 });

    expect(await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code }, testCaller(scene.deps)))).toBe("E061102");
  });

  it("answers E062120 to a user without an authenticator, E062108 to nobody", async () => {
    await enter(scene.deps, BOB);

    expect(await outcomeOf(guess(0, BOB))).toBe("E062120");
    expect(await outcomeOf(guess(0, NOBODY))).toBe("E062108");
  });

  it("lets nobody in who is disabled, and spends no step on it", async () => {
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });
    const before = await scene.prisma.totpKey.findFirstOrThrow();

    expect(await outcomeOf(verify())).toBe("E062110");
    expect(await scene.prisma.totpKey.findFirstOrThrow()).toEqual(before);
  });
});

// RFC 6238 §5.2: a code that was accepted must not be accepted again.
describe("an accepted step", () => {
  it.each([1, 2, 3])("F4, 2.5: was accepted from one of 20 who showed it at once (round %i)", async () => {
    const sessions = await scene.prisma.session.count();

    const outcomes = await outcomesAtOnce(20, () => verify());

    expect(outcomes.done).toBe(1);
    expect(await scene.prisma.session.count()).toBe(sessions + 1);
  });

  it("F4: is refused for the rest of its window, and after it", async () => {
    const code = showCode(scene.deps, key);
    const show = () => verifyTotp(scene.deps, { loginId: ADA, code }, testCaller(scene.deps));
    expect(await outcomeOf(show())).toBe("done");

    for (const seconds of [1, 28, 1, 29, 1, 60]) {
      scene.deps.clock.advance({ seconds });
      expect(await outcomeOf(show())).toBe("E061102");
    }
  });

  it("F4: rules the steps before it out, those after it not", async () => {
    scene.deps.clock.advance({ minutes: 1 });

    expect(await outcomesOf(5, (index) => verify([1, 0, -1, 1, 1][index]))).toEqual(["done", "E061102", "E061102", "E061102", "E061102"]);
    scene.deps.clock.advance({ seconds: 30 });
    expect(await outcomesOf(2, (index) => verify([0, 1][index]))).toEqual(["E061102", "done"]);
  });

  it.each([
    ["a minute", { seconds: -60 }],
    ["an hour", { hours: -1 }],
    ["a year", { days: -365 }],
  ])(
    "4.6: keeps nobody out when a clock that ran ahead is put right by %s, and is not accepted again when its time comes",
    async (_, by) => {
      const spent = showCode(scene.deps, key, 1);
      await verify(1);
      const ahead = scene.deps.clock.now().getTime();
      scene.deps.clock.advance(by);

      expect(await outcomesOf(2, () => verify())).toEqual(["done", "E061102"]);

      scene.deps.clock.advance({ seconds: (ahead - scene.deps.clock.now().getTime()) / 1000 });
      expect(await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code: spent }, testCaller(scene.deps)))).toBe("E061102");
      scene.deps.clock.advance({ seconds: 60 });
      expect(await outcomeOf(verify())).toBe("done");
    },
  );
});

describe("guessing", () => {
  it("F7, 3.4: ends for 15 minutes after 10 wrong codes, for the right one too", async () => {
    expect(await outcomesOf(11, guess)).toEqual([...new Array(10).fill("E061102"), "E130429"]);
    await expect(verify()).rejects.toMatchObject({ code: "E130429", retryAfterSeconds: 900 });

    scene.deps.clock.advance({ minutes: 15 });

    expect(await outcomeOf(verify())).toBe("done");
  });

  it("F7: lets 10 of 50 through that are sent at once", async () => {
    expect(await outcomesAtOnce(50, guess)).toEqual({ E061102: 10, E130429: 40 });
  });

  it("F7: is counted by user, whatever session, surface or login ID it comes with", async () => {
    const { userId } = signedIn.user;
    await scene.prisma.loginId.create({ data: { loginId: "countess", userId, position: 1 } });
    const others = await Promise.all([1, 2, 3].map(() => enter(scene.deps, ADA)));
    const bob = await enter(scene.deps, BOB);
    const strangers = [testCaller(scene.deps), visitor(scene.deps), testCaller(scene.deps, bob.refreshJwt, { address: "203.0.113.9" })];
    // Whoever has shown the first factor: no stranger uses up their tries, and they use up nobody else's.
    const signedInCallers = [
      sealedCaller(scene.deps, sessionIdOf(signedIn)),
      ...others.map(({ refreshJwt }) => testCaller(scene.deps, refreshJwt, { address: "203.0.113.9" })),
    ];

    for (const callers of [strangers, signedInCallers]) {
      const tries = await outcomesOf(12, (index) =>
        guess(index, index % 2 === 0 || callers === strangers ? ADA : "countess", callers[index % callers.length]),
      );

      expect(tries).toEqual([...new Array(10).fill("E061102"), "E130429", "E130429"]);
    }
  });

  it("F7: is counted together with recovery codes", async () => {
    const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, testCaller(scene.deps, signedIn.refreshJwt));
    const recover = (code: string) => signInWithRecoveryCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps));

    const tries = await outcomesOf(10, (index) => (index % 2 === 0 ? guess(index) : recover("0000-0000-0000-0000")));

    expect(tries).toEqual(new Array(10).fill("E061102"));
    expect(await outcomeOf(verify())).toBe("E130429");
    expect(await outcomeOf(recover(codes[0]?.code ?? ""))).toBe("E130429");
  });

  // As where transactions run beside each other: what was read is older than what is written.
  it("F7: lets no step and no key in when the tries were used up since they were read", async () => {
    const { deps, prisma } = scene;
    const { userId } = signedIn.user;
    await outcomesOf(10, guess);
    const keys = (await prisma.budget.findMany({ where: { blockedUntil: { not: null } } })).map((budget) => budget.key);
    const before = await prisma.totpKey.findUniqueOrThrow({ where: { userId } });
    const next = { lastStep: before.lastStep + 1, formerSteps: [] };
    const now = deps.clock.now();

    expect(await deps.store.factors.acceptTotpStep(userId, before, next, keys, now)).toBe(false);
    expect(await deps.store.factors.putTotp(userId, "sealed", 1, now, keys)).toBe(false);
    expect(await prisma.totpKey.findUniqueOrThrow({ where: { userId } })).toEqual(before);
    expect(await deps.store.factors.acceptTotpStep(userId, before, next, [], now)).toBe(true);
  });

  it("F7: counts tries for a key that is still to be confirmed as well", async () => {
    await updateTotp(scene.deps, { loginId: ADA }, testCaller(scene.deps, signedIn.refreshJwt));

    expect(await outcomesOf(11, guess)).toEqual([...new Array(10).fill("E061102"), "E130429"]);
  });

  it("F7: begins anew after the right code", async () => {
    await outcomesOf(9, guess);
    expect(await outcomeOf(verify())).toBe("done");

    expect(await outcomesOf(10, guess)).toEqual(new Array(10).fill("E061102"));
  });

  it("F7: keeps nobody else out", async () => {
    const bob = await enter(scene.deps, BOB);
    await outcomesOf(10, guess);

    await expect(addAuthenticator(scene.deps, bob)).resolves.toBeDefined();
  });
});

// What a stranger is told must not depend on who exists, nor on what they have.
describe("masked", () => {
  it.each(["browser", "MASK_ERRORS"])(
    "E1: a wrong code is answered alike for anybody and nobody, ten times and then E130429: %s",
    async (surface) => {
      scene.deps.config.maskErrors = surface === "MASK_ERRORS";
      await enter(scene.deps, BOB);
      const stranger = () => (surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps));
      const refusalOf = (index: number, loginId: string) =>
        guess(index, loginId, stranger()).catch((error) => ({ ...error.toBody(), wait: error.retryAfterSeconds }));

      for (let index = 0; index < 12; index++) {
        const withKey = await refusalOf(index, ADA);
        expect(withKey.errorCode).toBe(index < 10 ? "E061102" : "E130429");
        expect(await refusalOf(index, BOB)).toEqual(withKey);
        expect(await refusalOf(index, NOBODY)).toEqual(withKey);
      }
    },
  );

  it.each(["browser", "MASK_ERRORS"])(
    "E2: a wrong code runs the same statements, known or not, slowed down or not: %s",
    async (surface) => {
      scene.deps.config.maskErrors = surface === "MASK_ERRORS";
      await enter(scene.deps, BOB);
      const { refreshJwt, claims } = await enter(scene.deps, "carol@example.com", {}, visitor(scene.deps));
      const strangers = [
        () => (surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps)),
        () => (surface === "browser" ? sealedCaller(scene.deps, claims.sid as string) : testCaller(scene.deps, refreshJwt)),
      ];

      for (const stranger of strangers) {
        const seen: string[][] = [];
        for (const loginId of [ADA, BOB, NOBODY]) {
          await scene.prisma.budget.deleteMany();
          scene.statements.length = 0;
          await outcomesOf(12, (index) => guess(index, loginId, stranger()));
          seen.push(scene.statements.splice(0).map((sql) => sql.slice(0, 120)));
        }

        expect(seen[0]?.length).toBeGreaterThan(12);
        expect(seen[1]).toEqual(seen[0]);
        expect(seen[2]).toEqual(seen[0]);
      }
    },
  );

  it("E1: tells nobody by loginOptions who exists: mfa and stepup without a session", async () => {
    for (const option of ["mfa", "stepup"])
      for (const loginId of [ADA, NOBODY]) {
        const shown = verifyTotp(scene.deps, { loginId, code: "123456", loginOptions: { [option]: true } }, visitor(scene.deps));
        expect(await outcomeOf(shown)).toBe("E062130");
      }
  });

  it("tells the signed-in user that there is no authenticator", async () => {
    const bob = await enter(scene.deps, BOB, {}, visitor(scene.deps));

    expect(await outcomeOf(guess(0, BOB, sealedCaller(scene.deps, sessionIdOf(bob))))).toBe("E062120");
    expect(await outcomeOf(guess(0, BOB, sealedCaller(scene.deps, sessionIdOf(signedIn))))).toBe("E061102");
  });
});

describe("loginOptions", () => {
  it("mfa unites the methods, and ends the session it grew from", async () => {
    const { claims, refreshJwt } = await verify(0, testCaller(scene.deps, signedIn.refreshJwt), { mfa: true });

    expect(claims.amr).toEqual(["pwd", "totp", "mfa"]);
    expect(decodeJwt(refreshJwt).amr).toEqual(["pwd", "totp", "mfa"]);
    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(1);
  });

  it("stepup says su and keeps the session", async () => {
    const { claims } = await verify(0, testCaller(scene.deps, signedIn.refreshJwt), { stepup: true });

    expect(claims).toMatchObject({ su: true, sid: sessionIdOf(signedIn), amr: ["pwd"] });
  });

  it.each(["mfa", "stepup"])("%s needs the user's session, before the code is looked at", async (option) => {
    const bob = await enter(scene.deps, BOB);

    expect(await outcomeOf(verify(0, testCaller(scene.deps), { [option]: true }))).toBe("E062130");
    expect(await outcomeOf(verify(0, testCaller(scene.deps, bob.refreshJwt), { [option]: true }))).toBe("E062130");
    expect(await outcomeOf(verify())).toBe("done");
  });
});
