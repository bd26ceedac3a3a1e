import type { Input } from "@repo/contract/operation";
import type { otpSignUpOrInEmail } from "@repo/contract/otp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyEnchantedLink } from "../links/enchanted-link";
import { verifyMagicLink } from "../links/magic-link";
import { resetPassword } from "../password/change";
import { collectCode, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, type Scene, visitor } from "../testing/scene";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "./request-code";
import { verifyEmailCode } from "./verify-code";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Has a code sent and reads it. */
async function ask(loginId: string, more: Partial<Input<typeof otpSignUpOrInEmail>> = {}): Promise<string> {
  await requestSignUpOrInCode(scene.deps, { loginId, ...more }, testCaller(scene.deps));
  return collectCode(scene.deps);
}

function verify(code: string, loginId = ADA, caller = testCaller(scene.deps)) {
  return verifyEmailCode(scene.deps, { loginId, code }, caller);
}

/** Another code for each index, none of them this one. */
function wrong(code: string, index = 0): string {
  return String((Number(code) + 1 + index) % 1_000_000).padStart(6, "0");
}

describe("verifyEmailCode", () => {
  it("signs up and in by email", async () => {
    const first = await verify(await ask(ADA));
    const second = await verify(await ask(ADA));

    expect(first).toMatchObject({
      firstSeen: true,
      claims: { amr: ["email"] },
      user: { email: ADA, verifiedEmail: true, loginIds: [ADA] },
    });
    expect(second).toMatchObject({ firstSeen: false, user: { userId: first.user.userId } });
  });

  it("C2: takes a code for 5 minutes and answers E061104 from then on", async () => {
    const early = await ask(ADA);
    scene.deps.clock.advance({ seconds: 299 });
    expect(await outcomeOf(verify(early))).toBe("done");

    const late = await ask(ADA);
    scene.deps.clock.advance({ minutes: 5 });
    expect(await outcomeOf(verify(late))).toBe("E061104");
  });

  it("4.6: a clock that steps forward 120 s makes no code live longer, one that steps back 60 s breaks none", async () => {
    const code = await ask(ADA);
    scene.deps.clock.advance({ minutes: 3, seconds: 120 });
    expect(await outcomeOf(verify(code))).toBe("E061104");

    const another = await ask(BOB);
    scene.deps.clock.advance({ seconds: -60 });
    expect(await outcomeOf(verify(another, BOB))).toBe("done");
  });

  it.each([
    ["wrong", (code: string) => wrong(code)],
    ["empty", () => ""],
    ["too short", (code: string) => code.slice(0, -1)],
    ["too long", (code: string) => `${code}0`],
    ["not a number", () => "not mailed"],
  ])("answers E061102 to a code that is %s", async (_, change) => {
    const code = await ask(ADA);

    await expect(verify(change(code))).rejects.toMatchObject({ code: "E061102", status: 401, message: expect.stringContaining("code") });
  });

  it("C10: compares by the sealer, in constant time, and looks nothing up by code", async () => {
    const code = await ask(ADA);
    const matches = vi.spyOn(scene.deps.sealer, "matches");

    await verify(code);

    const { id } = await scene.prisma.challenge.findFirstOrThrow();
    expect(matches.mock.calls).toEqual([["code", `${id}:${code}`, expect.stringMatching(/^[\w-]{43}$/)]]);
  });
});

describe("a code that is used", () => {
  it("C3: is used up", async () => {
    const code = await ask(ADA);

    expect(await outcomesOf(3, () => verify(code))).toEqual(["done", "E061102", "E061102"]);
  });

  // Check-then-act let one code open many sessions elsewhere.
  it.each([1, 2, 3])("C3, 2.2: opens exactly one session to 50 who show it at once (round %i)", async () => {
    const code = await ask(ADA);

    const outcomes = await outcomesAtOnce(50, () => verify(code));

    expect(outcomes.done).toBe(1);
    expect(await scene.prisma.session.count()).toBe(1);
    expect(await scene.prisma.user.count()).toBe(1);
  });
});

describe("guessing", () => {
  it("C4: kills the code with the fifth wrong try; the right one comes too late", async () => {
    const code = await ask(ADA);

    expect(await outcomesOf(5, (index) => verify(wrong(code, index)))).toEqual(new Array(5).fill("E061102"));
    expect(await outcomeOf(verify(code))).toBe("E061103");
  });

  it("C4: takes the right code at the fifth try", async () => {
    const code = await ask(ADA);

    expect(await outcomesOf(5, (index) => verify(index < 4 ? wrong(code, index) : code))).toEqual([
      ...new Array(4).fill("E061102"),
      "done",
    ]);
  });

  // What the sign-in has stored is undone by the refusal; the count is not.
  it("C4: counts a right code that is refused for something else", async () => {
    await enter(scene.deps, ADA);
    const code = await ask(ADA);
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });

    expect(await outcomesOf(6, () => verify(code))).toEqual([...new Array(5).fill("E062110"), "E061103"]);
  });

  it("C5: counts at every code that is out, though another of them is right", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: BOB }, testCaller(scene.deps, refreshJwt));
    const update = await collectCode(scene.deps);
    for (let round = 0; round < 4; round++) expect(await outcomeOf(verify(await ask(BOB), BOB))).toBe("done");
    expect(await outcomeOf(verify(wrong(update), BOB))).toBe("E061102");

    expect(await outcomeOf(verify(update, BOB))).toBe("E061103");
  });

  it("4.8: keeps nobody waiting for longer who asks again, where a clock that ran ahead is put right", async () => {
    const { deps } = scene;
    deps.clock.advance({ days: 1 });
    for (let round = 0; round < 2; round++) {
      const code = await ask(ADA);
      await outcomesOf(5, (index) => verify(wrong(code, index)));
    }
    deps.clock.advance({ days: -1 });
    const code = await ask(BOB);
    expect(await outcomesOf(2, () => verify(wrong(code)))).toEqual(["E130429", "E130429"]);

    deps.clock.advance({ minutes: 60 });
    expect(await outcomeOf(verify(await ask(ADA)))).toBe("done");
  });

  it("C4, 2.3: compares at most 5 of 50 different wrong codes sent at once", async () => {
    const code = await ask(ADA);
    const matches = vi.spyOn(scene.deps.sealer, "matches");

    const outcomes = await outcomesAtOnce(50, (index) => verify(wrong(code, index)));

    expect(outcomes).toEqual({ E061102: 5, E061103: 45 });
    expect(matches).toHaveBeenCalledTimes(5);
    expect(await outcomeOf(verify(code))).toBe("E061103");
  });

  // A budget that a resend renews lets a guesser go on for ever.
  it("C5: ends for an hour after 10 wrong codes, whichever they were meant for", async () => {
    const { deps } = scene;
    for (const times of [4, 4, 2]) {
      const code = await ask(ADA);
      expect(await outcomesOf(times, (index) => verify(wrong(code, index)))).toEqual(new Array(times).fill("E061102"));
    }
    const code = await ask(ADA);

    await expect(verify(code)).rejects.toMatchObject({ code: "E130429", retryAfterSeconds: 3600 });
    deps.clock.advance({ minutes: 60 });
    expect(await outcomeOf(verify(await ask(ADA)))).toBe("done");
  });

  it("C5: leaves other login IDs alone", async () => {
    for (let round = 0; round < 2; round++) {
      const code = await ask(ADA);
      await outcomesOf(5, (index) => verify(wrong(code, index)));
    }

    expect(await outcomeOf(verify(await ask(BOB), BOB))).toBe("done");
  });

  it("C5: begins anew after the right code", async () => {
    for (let round = 0; round < 2; round++) {
      const code = await ask(ADA);
      await outcomesOf(4, (index) => verify(wrong(code, index)));
      expect(await outcomeOf(verify(code))).toBe("done");
    }
    const code = await ask(ADA);

    expect(await outcomesOf(5, (index) => verify(wrong(code, index)))).toEqual(new Array(5).fill("E061102"));
  });

  // Somebody signed in asks for codes to addresses that are not theirs and guesses; each address is a new name for the same guessing.
  it("C5: counts together what is tried under a new address and under the login ID", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const addresses = ["one@example.com", "two@example.com", "three@example.com"];
    const codes: string[] = [];
    for (const [round, email] of addresses.entries()) {
      await requestUpdateCode(scene.deps, { loginId: ADA, email }, testCaller(scene.deps, refreshJwt));
      const code = await collectCode(scene.deps);
      codes.push(code);
      if (round < 2) await outcomesOf(5, (index) => verify(wrong(code, index), email));
    }

    expect(await outcomeOf(verify(codes[2] ?? "", addresses[2]))).toBe("E130429");
  });

  it("3.1: gets at most 10 letters and 10 comparisons an hour out of 30 resends with 3 wrong codes each", async () => {
    const matches = vi.spyOn(scene.deps.sealer, "matches");
    const sent: string[] = [];
    for (let round = 0; round < 30; round++) {
      sent.push(await outcomeOf(requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps))));
      await outcomesOf(3, (index) => verify(String(index).padStart(6, "0")));
      scene.deps.clock.advance({ seconds: 119 });
    }

    expect(sent.filter((outcome) => outcome === "done")).toHaveLength(10);
    expect(matches).toHaveBeenCalledTimes(10);
  });
});

describe("a new code", () => {
  it("C6: voids the old one", async () => {
    const old = await ask(ADA);
    const newest = await ask(ADA);

    expect(await outcomeOf(verify(old))).toBe("E061102");
    expect(await outcomeOf(verify(newest))).toBe("done");
  });

  it("C6: voids the old one whatever it was for", async () => {
    await enter(scene.deps, ADA);
    const old = await ask(ADA);
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    await collectCode(scene.deps);

    expect(await outcomeOf(verify(old))).toBe("E061102");
  });

  // Whoever resends while the first code is being verified must not end with two live codes.
  it.each([1, 2, 3])("2.6: is the only one that works, though the old one is verified at the same moment (round %i)", async () => {
    const old = await ask(ADA);

    await Promise.all([
      outcomeOf(verify(old)),
      requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps)),
      outcomeOf(verify(old)),
    ]);
    const newest = await collectCode(scene.deps);

    expect(await scene.prisma.challenge.count()).toBe(1);
    expect(await outcomeOf(verify(old))).toBe("E061102");
    expect(await outcomeOf(verify(newest))).toBe("done");
  });
});

// A code is proof of one thing: that somebody asked for this, for this login ID, by mail.
describe("a code meant for something else", () => {
  it("C7: is wrong for another login ID, though a code is out for that one too", async () => {
    const ours = await ask(ADA);
    const theirs = await ask(BOB);
    expect(ours).not.toBe(theirs);

    expect(await outcomeOf(verify(ours, BOB))).toBe("E061102");
  });

  it("C7: is bound to its challenge: the same digits are wrong for another", async () => {
    const code = await ask(ADA);
    await ask(BOB);
    const [{ digest }, { slot }] = await Promise.all([
      scene.prisma.challenge.findFirstOrThrow({ where: { loginId: ADA } }),
      scene.prisma.challenge.findFirstOrThrow({ where: { loginId: BOB } }),
    ]);
    await scene.prisma.challenge.updateMany({ where: { slot }, data: { digest } });

    expect(await outcomeOf(verify(code, BOB))).toBe("E061102");
  });

  it("C7: of a sign-up signs nobody in who has registered meanwhile", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    await enter(scene.deps, ADA);

    expect(await outcomeOf(verify(code))).toBe("E062107");
    expect(await scene.prisma.session.count()).toBe(1);
  });

  it("C7: of a sign-up or sign-in is no way into a reset, and is void once a reset was asked for", async () => {
    scene.deps.config.resetMethod = "otp";
    await verify(await ask(ADA));
    const code = await ask(ADA);
    await resetPassword(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const resetCode = await collectCode(scene.deps);

    expect(await outcomeOf(verify(code))).toBe("E061102");
    await verify(resetCode);
    expect(await scene.prisma.session.findMany({ select: { purpose: true } })).toEqual([{ purpose: "signIn" }, { purpose: "reset" }]);
  });

  it("C7: opens no link", async () => {
    const code = await ask(ADA);
    const { id } = await scene.prisma.challenge.findFirstOrThrow();

    for (const token of [`${id}.${code}`, code, `${id}.`]) {
      expect(await outcomeOf(verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
      expect(await outcomeOf(verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
    }
  });
});

describe("a login ID without a code", () => {
  it("is answered E062108 when nobody has it, E061102 when somebody does", async () => {
    await enter(scene.deps, ADA);

    expect(await outcomeOf(verify("123456", BOB))).toBe("E062108");
    expect(await outcomeOf(verify("123456", ADA))).toBe("E061102");
  });

  it("E1: is answered E061102 either way where errors are masked", async () => {
    await enter(scene.deps, ADA);
    const refusals = [ADA, BOB].map((loginId) => verify("123456", loginId, visitor(scene.deps)).catch((error) => error.toBody()));

    const [known, unknown] = await Promise.all(refusals);

    expect(known).toMatchObject({ errorCode: "E061102" });
    expect(unknown).toEqual(known);
  });
});

describe("a change of address", () => {
  it("answers to the new address, where nothing is keyed to that", async () => {
    const signedIn = await enter(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: BOB }, testCaller(scene.deps, signedIn.refreshJwt));

    const answer = await verify(await collectCode(scene.deps), BOB);

    expect(answer.user).toMatchObject({ userId: signedIn.user.userId, email: BOB, verifiedEmail: true });
  });

  it("C20: leaves the code that is out for the new address alone: which of the two is shown decides", async () => {
    const signedIn = await enter(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: BOB }, testCaller(scene.deps, signedIn.refreshJwt));
    const update = await collectCode(scene.deps);
    const own = await ask(BOB);

    expect((await verify(own, BOB)).user.userId).not.toBe(signedIn.user.userId);
    expect((await verify(update, BOB)).user).toMatchObject({ userId: signedIn.user.userId, email: BOB });
  });
});
