import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import { requestSignInLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { resetPassword } from "../password/change";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene, sealedCaller, sessionIdOf, visitor } from "../testing/scene";

/** Of the user whose name is `countess`; nobody's login ID. */
const BEHIND = "lovelace@example.org";
const OWN = "mallory@example.org";
const FIVE = new Array(5).fill("done");

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  for (const loginId of [ADA, "countess"]) await enter(scene.deps, loginId);
  const { userId } = await scene.prisma.loginId.findUniqueOrThrow({ where: { loginId: "countess" } });
  await scene.prisma.user.update({ where: { id: userId }, data: { email: BEHIND, verifiedEmail: true } });
});

afterEach(() => scene.close());

async function lettersTo(address: string): Promise<number> {
  return (await collectLetters(scene.deps)).filter(({ to }) => to === address).length;
}

// The surface where it is not told who exists: pages always, REST by setting.
describe.each(["browser", "MASK_ERRORS"])("letters where answers are masked: %s", (surface) => {
  let caller: Caller;

  beforeEach(() => {
    scene.deps.config.maskErrors = surface === "MASK_ERRORS";
    caller = surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps);
  });

  const signIn = (loginId: string) => requestSignInCode(scene.deps, { loginId }, caller);
  const signUp = (loginId: string, email: string) => requestSignUpCode(scene.deps, { loginId, email }, caller);

  /** Every way to ask for a letter by what may be a name. */
  const BY_NAME: Record<string, (loginId: string) => Promise<unknown>> = {
    "sign-in code": signIn,
    "sign-in link": (loginId) => requestSignInLink(scene.deps, { loginId }, caller),
    reset: (loginId) => resetPassword(scene.deps, { loginId }, caller),
  };

  it.each(Object.entries(BY_NAME))("5.4: are not refused for what the address behind a user name has had: %s", async (_, ask) => {
    expect(await outcomesOf(6, () => signIn(BEHIND))).toEqual([...FIVE, "E130429"]);

    expect(await outcomesOf(6, () => ask("countess"))).toEqual([...FIVE, "E130429"]);
    expect(await outcomesOf(6, () => ask("nobody"))).toEqual([...FIVE, "E130429"]);
  });

  it("5.4: are not refused to an address for what a user name has mailed to it", async () => {
    const user = await enter(scene.deps, ADA);
    const signedIn = surface === "browser" ? sealedCaller(scene.deps, sessionIdOf(user)) : testCaller(scene.deps, user.refreshJwt);
    expect(await outcomesOf(5, () => signIn("countess"))).toEqual(FIVE);

    expect(await outcomeOf(signIn(BEHIND))).toBe("done");
    expect(await outcomeOf(requestSignUpOrInCode(scene.deps, { loginId: BEHIND }, caller))).toBe("done");
    expect(await outcomeOf(signUp("somebody else", BEHIND))).toBe("done");
    expect(await outcomeOf(requestUpdateCode(scene.deps, { loginId: ADA, email: BEHIND }, signedIn))).toBe("done");
    expect(await lettersTo(BEHIND)).toBe(5);
  });

  it("E1: wear a user name out alike, registered or not", async () => {
    for (const name of ["countess", "nobody"]) {
      expect(await outcomesOf(5, () => signIn(name))).toEqual(FIVE);

      expect(await outcomeOf(signUp(name, OWN))).toBe("E130429");
    }
  });

  it("C9: to one address are 5 in 15 minutes and 10 an hour, whatever was typed", async () => {
    const names = ["countess", BEHIND, "somebody else"];
    const ask = (index: number) =>
      index % 3 === 2 ? signUp(names[2] ?? "", BEHIND) : requestSignUpOrInCode(scene.deps, { loginId: names[index % 3] ?? "" }, caller);
    const mailed: number[] = [];
    for (let quarter = 0; quarter < 4; quarter++) {
      await outcomesOf(12, ask);
      mailed.push(await lettersTo(BEHIND));
      scene.deps.clock.advance({ minutes: 15 });
    }

    expect(mailed[0]).toBe(5);
    expect(mailed.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(10);
    await outcomeOf(signIn("countess"));
    expect(await lettersTo(BEHIND)).toBe(1);
  });

  // Each write waits for the disk: one that is left out is told by the time of a single answer.
  it("E2: cost the same statements, whether or not the address behind a user name has had its letters", async () => {
    const statementsOf = async (ask: () => Promise<unknown>) => {
      scene.statements.length = 0;
      await ask();
      return scene.statements.map((sql) => sql.slice(0, sql.indexOf(" WHERE ")));
    };
    await signIn("countess");
    const before = await statementsOf(() => signIn("countess"));
    await outcomesOf(5, () => signIn(BEHIND));

    expect(await statementsOf(() => signIn("countess"))).toEqual(before);
    // Two with a code, and that there is no account of that name until it has had its five.
    expect(await lettersTo(BEHIND)).toBe(5);
  });
});
