import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import { collectCode, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene, visitor } from "../testing/scene";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode } from "./request-code";
import { verifyEmailCode } from "./verify-code";

const NOBODY = "eve@example.com";
const DISABLED = "disabled@example.com";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  for (const loginId of [ADA, DISABLED]) await enter(scene.deps, loginId);
  await scene.prisma.user.updateMany({ where: { email: DISABLED }, data: { status: "disabled" } });
});

afterEach(() => scene.close());

const REQUESTS = { in: requestSignInCode, up: requestSignUpCode, upOrIn: requestSignUpOrInCode };

type Step = keyof typeof REQUESTS | "guess" | "wait";

// The surface where it is not told who exists: pages always, REST by setting.
describe.each(["browser", "MASK_ERRORS"])("masked: %s", (surface) => {
  function stranger(): Caller {
    scene.deps.config.maskErrors = surface === "MASK_ERRORS";
    return surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps);
  }

  async function take(step: Step, loginId: string, caller: Caller): Promise<string> {
    const { deps } = scene;
    // No two requests are made in one moment.
    deps.clock.advance({ seconds: 1 });
    if (step === "guess") return outcomeOf(verifyEmailCode(deps, { loginId, code: "wrong" }, caller));
    if (step === "wait") deps.clock.advance({ minutes: 3 });
    else await REQUESTS[step](deps, { loginId }, caller);
    return step;
  }

  const FIVE = new Array<Step>(5).fill("guess");
  const WRONG = new Array<string>(5).fill("E061102");

  // Known and unknown hold their codes in different places, after a sign-in the one way and after a sign-up the other.
  it.each<[string, Step[], string[]]>([
    ["a sign-in", ["in", ...FIVE, "guess"], ["in", ...WRONG, "E061103"]],
    ["a sign-up", ["up", ...FIVE, "guess"], ["up", ...WRONG, "E061103"]],
    ["a sign-up after a sign-in that has no tries left", ["in", ...FIVE, "up", "guess"], ["in", ...WRONG, "up", "E061102"]],
    ["a sign-in after a sign-up that has no tries left", ["up", ...FIVE, "in", "guess"], ["up", ...WRONG, "in", "E061102"]],
    ["a sign-in after either that has no tries left", ["upOrIn", ...FIVE, "in", "guess"], ["upOrIn", ...WRONG, "in", "E061102"]],
    ["a sign-up after either that has no tries left", ["upOrIn", ...FIVE, "up", "guess"], ["upOrIn", ...WRONG, "up", "E061102"]],
    ["a sign-up after a sign-in", ["in", "guess", "up", ...FIVE, "guess"], ["in", "E061102", "up", ...WRONG, "E061103"]],
    ["a sign-in after a sign-up", ["up", "guess", "in", ...FIVE, "guess"], ["up", "E061102", "in", ...WRONG, "E061103"]],
    ["a sign-up after a sign-in too late", ["in", "wait", "up", "wait", "guess"], ["in", "wait", "up", "wait", "E061102"]],
    ["a sign-in after a sign-up too late", ["up", "wait", "in", "wait", "guess"], ["up", "wait", "in", "wait", "E061102"]],
  ])("E1, C4: counts the tries of a code that was never mailed like those of one that was: %s", async (_, steps, expected) => {
    const caller = stranger();
    for (const loginId of [ADA, NOBODY, DISABLED]) {
      const outcomes: string[] = [];
      for (const step of steps) outcomes.push(await take(step, loginId, caller));

      expect(outcomes, loginId).toEqual(expected);
    }
  });

  it.each<Step[]>([
    ["in", "up"],
    ["up", "in"],
    ["upOrIn", "in"],
    ["upOrIn", "up"],
  ])("E2, 5.3: a wrong code runs as many statements of each kind, after %s and %s", async (...requests) => {
    const caller = stranger();
    const seen: string[][] = [];
    for (const loginId of [ADA, NOBODY, DISABLED]) {
      for (const step of requests) await take(step, loginId, caller);
      scene.statements.length = 0;
      await take("guess", loginId, caller);
      seen.push(scene.statements.map((sql) => sql.slice(0, sql.indexOf(" "))));
    }

    expect(seen[0]?.length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.map(() => seen[0]));
  });

  // A stranger's request that mails nothing gives nobody new tries at the code that the owner holds.
  it("C4: a code takes five tries, though a request that mailed none came in between", async () => {
    const caller = stranger();
    const verify = (code: string) => verifyEmailCode(scene.deps, { loginId: ADA, code }, caller);
    await take("in", ADA, caller);
    const code = await collectCode(scene.deps);

    expect(await outcomesOf(4, () => verify("wrong"))).toEqual(new Array(4).fill("E061102"));
    await take("up", ADA, caller);
    expect(await outcomeOf(verify("wrong"))).toBe("E061102");
    expect(await outcomeOf(verify(code))).toBe("E061102");
  });

  it("C4, C6: a code is taken at its fifth try, though a request that mailed none came in between", async () => {
    const caller = stranger();
    const verify = (code: string) => verifyEmailCode(scene.deps, { loginId: ADA, code }, caller);
    await take("in", ADA, caller);
    const code = await collectCode(scene.deps);

    expect(await outcomesOf(3, () => verify("wrong"))).toEqual(new Array(3).fill("E061102"));
    await take("up", ADA, caller);
    expect(await outcomeOf(verify("wrong"))).toBe("E061102");
    expect(await outcomesOf(2, () => verify(code))).toEqual(["done", "E061102"]);
  });
});
