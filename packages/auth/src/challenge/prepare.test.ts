import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestEnchantedSignIn, requestEnchantedSignUp, requestEnchantedSignUpOrIn } from "../links/enchanted-link";
import { requestSignInLink, requestSignUpLink, requestSignUpOrInLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword } from "../password/change";
import { collectCode, collectLetters, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, type Scene, visitor } from "../testing/scene";

const NOBODY = "eve@example.com";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

type Request = (input: { loginId: string }, caller: TestCaller) => Promise<unknown>;

/** Every way to be sent a letter by login ID. */
function requests(): Record<string, Request> {
  const { deps } = scene;
  return {
    "sign-up code": (input, caller) => requestSignUpCode(deps, input, caller),
    "sign-up link": (input, caller) => requestSignUpLink(deps, input, caller),
    "sign-up links": (input, caller) => requestEnchantedSignUp(deps, input, caller),
    "sign-in code": (input, caller) => requestSignInCode(deps, input, caller),
    "sign-in link": (input, caller) => requestSignInLink(deps, input, caller),
    "sign-in links": (input, caller) => requestEnchantedSignIn(deps, input, caller),
    "sign-up-or-in code": (input, caller) => requestSignUpOrInCode(deps, input, caller),
    "sign-up-or-in link": (input, caller) => requestSignUpOrInLink(deps, input, caller),
    "sign-up-or-in links": (input, caller) => requestEnchantedSignUpOrIn(deps, input, caller),
    reset: (input, caller) => resetPassword(deps, input, caller),
  };
}

const NAMES = ["code", "link", "links"];
const ALL = [...["sign-up", "sign-in", "sign-up-or-in"].flatMap((purpose) => NAMES.map((name) => `${purpose} ${name}`)), "reset"];

function send(name: string, loginId: string, caller = testCaller(scene.deps)): Promise<unknown> {
  const request = requests()[name];
  if (!request) throw new Error(`No request is called ${name}`);
  return request({ loginId }, caller);
}

async function updateUser(loginId: string, data: { status?: string; verifiedEmail?: boolean; email?: string }): Promise<void> {
  const { userId } = await scene.prisma.loginId.findUniqueOrThrow({ where: { loginId } });
  await scene.prisma.user.update({ where: { id: userId }, data });
}

describe("the letters of one address", () => {
  // Whoever is sent letters by strangers is protected whether or not they have an account, and the limit does not tell which.
  it.each([
    ["somebody's", ADA],
    ["nobody's", NOBODY],
  ])("C9: are 5 in 15 minutes and 10 an hour: %s", async (_, loginId) => {
    await enter(scene.deps, ADA);
    const ask = () => send("sign-up-or-in code", loginId);

    expect(await outcomesOf(6, ask)).toEqual([...new Array(5).fill("done"), "E130429"]);
    await expect(ask()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 900 });
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomesOf(6, ask)).toEqual([...new Array(5).fill("done"), "E130429"]);
    scene.deps.clock.advance({ minutes: 15 });
    await expect(ask()).rejects.toMatchObject({ code: "E130429", retryAfterSeconds: 1800 });
    scene.deps.clock.advance({ minutes: 30 });
    expect(await outcomeOf(ask())).toBe("done");
  });

  it.each(ALL)("C9, 3.5: are counted and refused alike, registered or not: %s", async (name) => {
    await enter(scene.deps, ADA);
    await updateUser(ADA, { verifiedEmail: true });

    const known = await outcomesOf(7, () => send(name, ADA, visitor(scene.deps)));
    const unknown = await outcomesOf(7, () => send(name, NOBODY, visitor(scene.deps)));

    expect(known.slice(5)).toEqual(["E130429", "E130429"]);
    expect(unknown.slice(5)).toEqual(["E130429", "E130429"]);
    expect([...known.slice(0, 5), ...unknown.slice(0, 5)]).not.toContain("E130429");
    expect((await collectLetters(scene.deps)).length).toBeLessThanOrEqual(10);
  });

  it("C9: are counted together, whatever kind they are", async () => {
    await enter(scene.deps, ADA);
    await updateUser(ADA, { verifiedEmail: true });
    for (const name of ["sign-in code", "sign-in link", "sign-in links", "reset"]) expect(await outcomeOf(send(name, ADA))).toBe("done");
    const { refreshJwt } = await enter(scene.deps, BOB);
    const update = { loginId: BOB, email: ADA };

    expect(await outcomeOf(requestUpdateCode(scene.deps, update, testCaller(scene.deps, refreshJwt)))).toBe("done");
    const others = ALL.filter((name) => !name.startsWith("sign-up "));
    expect(await outcomesOf(others.length, (index) => send(others[index] ?? "", ADA))).toEqual(others.map(() => "E130429"));
  });

  // Seven refused sign-ups of a stranger, and the owner could ask for nothing for a quarter of an hour.
  it.each(NAMES.map((name) => `sign-up ${name}`))("C9, E9: are not taken by a request that is refused: %s", async (name) => {
    await enter(scene.deps, ADA);

    expect(await outcomesOf(12, () => send(name, ADA))).toEqual(new Array(12).fill("E062107"));
    expect(await outcomesOf(7, () => send("sign-in code", NOBODY))).toEqual(new Array(7).fill("E062108"));

    expect(await outcomesOf(6, () => send("sign-in code", ADA))).toEqual([...new Array(5).fill("done"), "E130429"]);
    expect(await outcomesOf(5, () => send(name, NOBODY))).toEqual(new Array(5).fill("done"));
  });

  it("C9: are not taken by a change to an address that is refused", async () => {
    await enter(scene.deps, ADA);
    const { refreshJwt } = await enter(scene.deps, BOB);
    const update = { loginId: BOB, email: ADA, addToLoginIDs: true };

    // The changes themselves are counted, refused ones too.
    const refused = await outcomesOf(21, () => requestUpdateCode(scene.deps, update, testCaller(scene.deps, refreshJwt)));

    expect(refused).toEqual([...new Array(20).fill("E062125"), "E130429"]);
    expect(await outcomeOf(send("sign-in code", ADA))).toBe("done");
  });

  it("4.8, C9: are not put off for longer by who asks again, where a clock that ran ahead is put right", async () => {
    const ask = () => send("sign-up-or-in code", ADA);
    scene.deps.clock.advance({ days: 1 });
    await outcomesOf(5, ask);
    scene.deps.clock.advance({ days: -1 });
    expect(await outcomesOf(2, ask)).toEqual(["E130429", "E130429"]);

    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(ask())).toBe("done");
  });

  it("C9: are 5 of 20 asked for at once", async () => {
    expect(await outcomesAtOnce(20, () => send("sign-up-or-in code", ADA))).toEqual({ done: 5, E130429: 15 });
    expect(await collectLetters(scene.deps)).toHaveLength(5);
  });

  it("C9: are counted by the address they go to, not by the login ID that was typed", async () => {
    const ask = (loginId: string) => requestSignUpCode(scene.deps, { loginId, email: ADA }, testCaller(scene.deps));

    expect(await outcomesOf(6, (index) => ask(`name ${index}`))).toEqual([...new Array(5).fill("done"), "E130429"]);
  });

  // Each takes the place of the code before it: ever new addresses would keep the owner of the login ID from ever using theirs.
  it("C6, C9: are counted by the login ID as well, where a sign-up names another address", async () => {
    const ask = (email: string) => requestSignUpCode(scene.deps, { loginId: "countess", email }, testCaller(scene.deps));

    expect(await outcomesOf(6, (index) => ask(`m${index}@example.org`))).toEqual([...new Array(5).fill("done"), "E130429"]);
  });
});

const DISABLED = "disabled@example.com";
const UNPROVEN = "unproven@example.com";
const PEOPLE = [ADA, NOBODY, DISABLED, UNPROVEN];

function tableOf(sql: string): string | undefined {
  return /\bINSERT INTO "(\w+)" /.exec(sql)?.[1];
}

// The surface where it is not told who exists: pages always, REST by setting.
describe.each(["browser", "MASK_ERRORS"])("masked: %s", (surface) => {
  function stranger(): TestCaller {
    scene.deps.config.maskErrors = surface === "MASK_ERRORS";
    return surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps);
  }

  beforeEach(async () => {
    for (const loginId of [ADA, DISABLED, UNPROVEN]) await enter(scene.deps, loginId);
    await updateUser(ADA, { verifiedEmail: true });
    await updateUser(DISABLED, { status: "disabled", verifiedEmail: true });
  });

  it.each(ALL)("E1, E3, 5.2: %s is answered alike, whoever it is for", async (name) => {
    const caller = stranger();
    const answers = [];
    for (const loginId of PEOPLE) {
      const answer = JSON.stringify(await send(name, loginId, caller));
      answers.push(answer.replace(/"pendingRef":"[\w-]{43}","linkId":"\d\d"/, "").replace(`${loginId[0]}***`, "?***"));
    }

    expect(answers[0]).toContain("?***@example.com");
    expect(new Set(answers).size).toBe(1);
  });

  // Time tells what was done: an account that costs one query more can be found by asking often enough.
  it.each(ALL)("E2, 5.3: %s runs the same statements, before its answer and for its letter, whoever it is for", async (name) => {
    const caller = stranger();
    const { deps, statements } = scene;
    const seen: { answered: string[]; delivered: string[] }[] = [];
    for (const loginId of PEOPLE) {
      statements.length = 0;
      await send(name, loginId, caller);
      const answered = statements.splice(0);
      await collectLetters(deps);
      seen.push({ answered, delivered: statements.splice(0) });
    }

    expect(seen[0]?.answered.filter((sql) => sql.includes("INSERT INTO")).map(tableOf)).toEqual(["Budget", "SentChallenge"]);
    expect(seen[0]?.delivered).toEqual([
      expect.stringMatching(/^\s*UPDATE "OutboxLetter" SET "nextTryAt"/),
      expect.stringMatching(/^\s*UPDATE "OutboxLetter" SET\s+"deliveredAt"/),
    ]);
    expect(seen).toEqual(PEOPLE.map(() => seen[0]));
  });

  // A letter to another address than was typed is counted by an address that only the account tells.
  it.each(ALL.filter((name) => !name.startsWith("sign-up ")))("E2, 5.3: %s runs the same statements for any name", async (name) => {
    const { deps, prisma, statements } = scene;
    const { userId } = await prisma.loginId.findUniqueOrThrow({ where: { loginId: ADA } });
    await prisma.loginId.create({ data: { loginId: "countess", userId, position: 1 } });
    await prisma.loginId.create({ data: { loginId: "former@example.com", userId, position: 2, provenAt: deps.clock.now() } });
    const caller = stranger();
    const seen: string[][] = [];
    for (const loginId of [NOBODY, "nobody", "countess", "former@example.com"]) {
      statements.length = 0;
      await send(name, loginId, caller);
      seen.push(statements.splice(0));
    }

    expect(seen[0]).toHaveLength(4);
    expect(seen).toEqual(seen.map(() => seen[0]));
  });

  it.each([
    ["sign-up code", ["alreadyRegistered to ada", "emailCode to eve", "alreadyRegistered to disabled", "alreadyRegistered to unproven"]],
    ["sign-in code", ["emailCode to ada", "noAccount to eve", "emailCode to unproven"]],
    ["sign-in link", ["magicLink to ada", "noAccount to eve", "magicLink to unproven"]],
    ["sign-up-or-in links", ["enchantedLink to ada", "enchantedLink to eve", "enchantedLink to unproven"]],
    ["reset", ["magicLink to ada", "noAccount to eve", "magicLink to unproven"]],
  ])("E1, R33: %s mails what is due, to who has no account that there is none, and nothing to who is disabled", async (name, expected) => {
    const caller = stranger();

    for (const loginId of [ADA, NOBODY, DISABLED, UNPROVEN]) await send(name, loginId, caller);

    expect((await collectLetters(scene.deps)).map(({ kind, to }) => `${kind} to ${to.split("@")[0]}`)).toEqual(expected);
  });

  it("C6: voids no code that the owner of the account holds, where it mails none", async () => {
    const caller = stranger();
    const { userId } = await scene.prisma.loginId.findUniqueOrThrow({ where: { loginId: ADA } });
    await scene.prisma.loginId.create({ data: { loginId: "countess", userId, position: 1 } });
    const { deps } = scene;
    const signUp = (loginId: string, email: string) => outcomeOf(requestSignUpCode(deps, { loginId, email }, caller));
    for (const loginId of ["countess", ADA]) {
      await requestSignInCode(deps, { loginId }, caller);
      const code = await collectCode(deps);

      // Nobody may name another address beside one.
      expect(await signUp(loginId, "mallory@example.org")).toBe(loginId === ADA ? "E011004" : "done");
      expect(await signUp(loginId, ADA)).toBe("done");

      expect(await outcomeOf(verifyEmailCode(deps, { loginId, code }, caller))).toBe("done");
    }
  });

  // Who names an address of their own learns by what does not come there; the word itself is the owner's.
  it("E3: tells the owner that the login ID is registered, and no other address", async () => {
    const caller = stranger();
    await enter(scene.deps, "countess");
    await updateUser("countess", { email: ADA });
    await requestSignUpCode(scene.deps, { loginId: "countess", email: "stranger@example.org" }, caller);
    expect(await collectLetters(scene.deps)).toEqual([]);

    await requestSignUpCode(scene.deps, { loginId: "countess", email: ADA }, caller);

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "alreadyRegistered", to: ADA }]);
  });

  it("5.4: shows only what the caller typed of an address, not the one behind a user name", async () => {
    await enter(scene.deps, "countess");
    await updateUser("countess", { email: "lovelace@example.org", verifiedEmail: true });
    const caller = stranger();

    for (const name of ["sign-in code", "sign-in link", "sign-in links", "reset"]) {
      expect(await send(name, "countess", caller)).toMatchObject({ maskedEmail: "***" });
      expect(await send(name, "nobody", caller)).toMatchObject({ maskedEmail: "***" });
    }
  });
});

describe("unmasked", () => {
  it("tells E062107, E062108 and E062110", async () => {
    await enter(scene.deps, ADA);

    for (const name of NAMES) {
      expect(await outcomeOf(send(`sign-up ${name}`, ADA))).toBe("E062107");
      expect(await outcomeOf(send(`sign-in ${name}`, NOBODY))).toBe("E062108");
    }
    expect(await outcomeOf(send("reset", NOBODY))).toBe("E062108");
    scene.deps.clock.advance({ hours: 1 });
    await updateUser(ADA, { status: "disabled" });
    expect(await outcomesOf(3, (index) => send(`sign-in ${NAMES[index]}`, ADA))).toEqual(new Array(3).fill("E062110"));
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("tells E011003 of who has no address", async () => {
    await enter(scene.deps, "countess");

    expect(await outcomeOf(send("sign-up code", "nobody"))).toBe("E011003");
    expect(await outcomeOf(send("sign-in code", "countess"))).toBe("E011003");
    expect(await outcomeOf(send("sign-up-or-in code", "nobody"))).toBe("E011003");
  });

  it("mails a sign-up to `email`, else `user.email`, else the login ID", async () => {
    const { deps } = scene;
    await requestSignUpCode(deps, { loginId: "one", email: "a@example.com", user: { email: "b@example.com" } }, testCaller(deps));
    await requestSignUpCode(deps, { loginId: "two", user: { email: "b@example.com" } }, testCaller(deps));
    await requestSignUpCode(deps, { loginId: "three@example.com" }, testCaller(deps));

    expect((await collectLetters(deps)).map(({ to }) => to)).toEqual(["a@example.com", "b@example.com", "three@example.com"]);
  });

  it("mails a sign-in to the user's address, whatever the login ID", async () => {
    await enter(scene.deps, "countess");
    await updateUser("countess", { email: ADA });

    expect(await send("sign-in code", "countess")).toEqual({ maskedEmail: "a***@example.com" });
    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA }]);
  });
});

describe("a change of address", () => {
  let signedIn: JWTResponse;

  beforeEach(async () => {
    signedIn = await enter(scene.deps, ADA);
    await enter(scene.deps, BOB);
  });

  function request(input: {
    loginId: string;
    email: string;
    addToLoginIDs?: boolean;
    failOnConflict?: boolean;
    onMergeUseExisting?: boolean;
  }) {
    return requestUpdateCode(scene.deps, input, testCaller(scene.deps, signedIn.refreshJwt));
  }

  it("goes to the new address and is answered with that", async () => {
    expect(await request({ loginId: ADA, email: NOBODY })).toEqual({ maskedEmail: "e***@example.com" });

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "emailCode", to: NOBODY, props: { purpose: "update" } }]);
  });

  it("needs the user's own login ID", async () => {
    expect(await outcomeOf(request({ loginId: BOB, email: NOBODY }))).toBe("E062130");
    expect(await outcomeOf(request({ loginId: "nobody", email: NOBODY }))).toBe("E062130");
    expect(await outcomeOf(requestUpdateCode(scene.deps, { loginId: ADA, email: NOBODY }, testCaller(scene.deps)))).toBe("E064002");
  });

  it("never merges accounts: an address that is another user's login ID is E062125, whatever the caller wishes", async () => {
    for (const wish of [{}, { failOnConflict: true }, { onMergeUseExisting: true }]) {
      expect(await outcomeOf(request({ loginId: ADA, email: BOB, addToLoginIDs: true, ...wish }))).toBe("E062125");
    }
    expect(await outcomeOf(request({ loginId: ADA, email: BOB }))).toBe("done");
  });
});
