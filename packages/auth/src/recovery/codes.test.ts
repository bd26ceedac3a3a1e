import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, proveAddresses, type Scene, sessionIdOf, visitor } from "../testing/scene";
import { createRecoveryCodes, signInWithRecoveryCode } from "./codes";

const WRONG = "0000-0000-0000-0000";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

async function make(refreshJwt = signedIn.refreshJwt, loginId = ADA): Promise<string[]> {
  const { codes } = await createRecoveryCodes(scene.deps, { loginId }, testCaller(scene.deps, refreshJwt));
  return codes.map(({ code }) => code);
}

function recover(code = WRONG, loginId = ADA, caller = testCaller(scene.deps), loginOptions = {}): Promise<JWTResponse> {
  return signInWithRecoveryCode(scene.deps, { loginId, code, loginOptions }, caller);
}

describe("createRecoveryCodes", () => {
  it("F9: makes ten different codes of 80 random bits", async () => {
    const codes = await make();

    // Sixteen characters of an alphabet of 32, in groups of four; no i, l, o, u to misread.
    expect(codes.every((code) => /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(10);
    expect(16 * Math.log2(32)).toBe(80);
  });

  it("F9: takes them from the random source, bit by bit", async () => {
    let next = 0;
    const drawn = [Buffer.alloc(10, 0x00), Buffer.alloc(10, 0xff), Buffer.from("0123456789abcdef0123", "hex")];
    const { random } = scene.deps;
    scene.deps.random = { bytes: (length) => (length === 10 ? (drawn[next++] ?? random.bytes(10)) : random.bytes(length)) };

    const codes = await make();

    expect(codes.slice(0, 3)).toEqual(["0000-0000-0000-0000", "zzzz-zzzz-zzzz-zzzz", "04hm-asw9-nf6y-y093"]);
  });

  it("F9: keeps keyed digests and nothing else", async () => {
    const codes = await make();

    const rows = JSON.stringify(await scene.prisma.recoveryCode.findMany());

    expect(codes.flatMap((code) => [code, code.replaceAll("-", "")]).filter((code) => rows.includes(code))).toEqual([]);
    expect((await scene.prisma.recoveryCode.findFirstOrThrow()).digest).toMatch(/^[\w-]{43}$/);
  });

  it("F9: voids the former set", async () => {
    const former = await make();
    const codes = await make();

    expect(await outcomeOf(recover(former[0]))).toBe("E061102");
    expect(await outcomeOf(recover(codes[0]))).toBe("done");
    expect(await scene.prisma.recoveryCode.count()).toBe(10);
  });

  it("F8: tells the user by mail", async () => {
    await proveAddresses(scene);
    await make();

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: ADA, props: { what: "recoveryCodesMade" } }]);
  });

  it("needs the user's own login ID and session", async () => {
    await enter(scene.deps, BOB);

    expect(await outcomeOf(make(signedIn.refreshJwt, BOB))).toBe("E062130");
    expect(await outcomeOf(createRecoveryCodes(scene.deps, { loginId: ADA }, testCaller(scene.deps)))).toBe("E064002");
  });
});

describe("signInWithRecoveryCode", () => {
  it("opens a session and tells the user by mail", async () => {
    await proveAddresses(scene);
    const [code] = await make();
    await collectLetters(scene.deps);

    expect(await recover(code)).toMatchObject({ firstSeen: false, claims: { amr: ["recovery"] }, user: { loginIds: [ADA] } });
    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: ADA, props: { what: "recoveryCodeUsed" } }]);
  });

  it("F9: takes each of the ten once", async () => {
    const codes = await make();

    expect(await outcomesOf(10, (index) => recover(codes[index]))).toEqual(new Array(10).fill("done"));
    expect(await outcomesOf(10, (index) => recover(codes[index]))).toEqual(new Array(10).fill("E061102"));
  });

  // Accepted twice in parallel elsewhere.
  it.each([1, 2, 3])("F9, 2.2: takes a code from one of 20 who show it at once (round %i)", async () => {
    const [code] = await make();
    const before = await scene.prisma.session.count();

    const outcomes = await outcomesAtOnce(20, () => recover(code));

    expect(outcomes.done).toBe(1);
    expect(await scene.prisma.session.count()).toBe(before + 1);
  });

  it.each([
    ["in capitals", (code: string) => code.toUpperCase()],
    ["without dashes", (code: string) => code.replaceAll("-", "")],
    ["with spaces", (code: string) => ` ${code.replaceAll("-", " ")} `],
    ["with letters for the digits they look like", (code: string) => code.replaceAll("1", "I").replaceAll("0", "O")],
  ])("reads a code as people write it: %s", async (_, spell) => {
    const [code = ""] = await make();

    expect(await outcomeOf(recover(spell(code)))).toBe("done");
  });

  it("knows no code of another user", async () => {
    const bob = await enter(scene.deps, BOB);
    const [code] = await make(bob.refreshJwt, BOB);
    await make();

    expect(await outcomeOf(recover(code))).toBe("E061102");
    expect(await outcomeOf(recover(code, BOB))).toBe("done");
  });

  it.each(["", "-", WRONG, "x".repeat(64)])("answers E061102 to %j", async (code) => {
    await make();

    expect(await outcomeOf(recover(code))).toBe("E061102");
  });

  it("F7: ends for 15 minutes after 10 wrong codes", async () => {
    const [code] = await make();

    expect(await outcomesOf(11, () => recover())).toEqual([...new Array(10).fill("E061102"), "E130429"]);
    expect(await outcomeOf(recover(code))).toBe("E130429");
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(recover(code))).toBe("done");
  });

  it("spends no code on a user who is disabled", async () => {
    const [code] = await make();
    await scene.prisma.user.updateMany({ data: { status: "disabled" } });

    expect(await outcomeOf(recover(code))).toBe("E062110");
    expect(await scene.prisma.recoveryCode.count({ where: { usedAt: null } })).toBe(10);
  });

  it("answers E062108 to nobody; E1: masked as to anybody, ten times and then E130429", async () => {
    expect(await outcomeOf(recover(WRONG, BOB))).toBe("E062108");

    const [known, unknown] = [
      await outcomesOf(12, () => recover(WRONG, ADA, visitor(scene.deps))),
      await outcomesOf(12, () => recover(WRONG, BOB, visitor(scene.deps))),
    ];
    expect(known).toEqual([...new Array(10).fill("E061102"), "E130429", "E130429"]);
    expect(unknown).toEqual(known);
  });

  it.each(["browser", "MASK_ERRORS"])(
    "E2: masked, a wrong code runs the same statements, known or not, slowed down or not: %s",
    async (surface) => {
      scene.deps.config.maskErrors = surface === "MASK_ERRORS";
      const stranger = () => (surface === "browser" ? visitor(scene.deps) : testCaller(scene.deps));
      await make();
      await enter(scene.deps, "carol@example.com");
      const seen: string[][] = [];
      for (const loginId of [ADA, "carol@example.com", BOB]) {
        scene.statements.length = 0;
        await outcomesOf(12, () => recover(WRONG, loginId, stranger()));
        seen.push(scene.statements.splice(0).map((sql) => sql.slice(0, 120)));
      }

      expect(seen[0]?.length).toBeGreaterThan(12);
      expect(seen).toEqual(seen.map(() => seen[0]));
    },
  );

  it("mfa unites the methods and ends the session it grew from; stepup keeps it", async () => {
    const [first, second] = await make();
    const caller = () => testCaller(scene.deps, signedIn.refreshJwt);

    const stepped = await recover(first, ADA, caller(), { stepup: true });
    const stronger = await recover(second, ADA, caller(), { mfa: true });

    expect(stepped.claims).toMatchObject({ su: true, sid: sessionIdOf(signedIn) });
    expect(stronger.claims.amr).toEqual(["pwd", "recovery", "mfa"]);
    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(1);
  });
});
