import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { collectLetters, type TestDeps, testCaller } from "../testing/deps";
import { ADA, openScene, openSceneOnFile, type Scene } from "../testing/scene";
import { requestSignUpCode, requestSignUpOrInCode } from "./request-code";
import { verifyEmailCode } from "./verify-code";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Has the next codes drawn from these 32-bit numbers; everything else stays random. */
function drawFrom(deps: TestDeps, ...numbers: number[]): void {
  const rest = numbers.map((number) => Buffer.from(number.toString(16).padStart(8, "0"), "hex"));
  deps.random = { bytes: (length) => (length === 4 ? (rest.shift() ?? randomBytes(4)) : randomBytes(length)) };
}

describe("sendCode", () => {
  it("mails who asked, what for, how long it lives, and the caller's words", async () => {
    drawFrom(scene.deps, 835_197);
    const loginOptions = { templateOptions: { team: "Northfold" }, locale: "de" };

    await requestSignUpCode(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps, undefined, { userAgent: "Browser/2.0" }));

    expect(await collectLetters(scene.deps)).toEqual([
      {
        kind: "emailCode",
        to: ADA,
        locale: "de",
        props: {
          code: "835197",
          purpose: "signUp",
          minutes: 5,
          askedBy: { userAgent: "Browser/2.0", at: "2026-03-01T12:00:00.000Z" },
          templateOptions: { team: "Northfold" },
        },
      },
    ]);
  });

  it("writes in the caller's language where the request names none", async () => {
    const caller = testCaller(scene.deps, undefined, { locale: "es" });

    await requestSignUpCode(scene.deps, { loginId: ADA }, caller);
    await requestSignUpCode(scene.deps, { loginId: ADA, loginOptions: { locale: "de" } }, caller);

    expect((await collectLetters(scene.deps)).map(({ locale }) => locale)).toEqual(["es", "de"]);
  });

  it("C1: takes the code from the random source and draws again where small codes would be likelier", async () => {
    drawFrom(scene.deps, 4_294_000_000, 2 ** 32 - 1, 7);

    await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    expect(await collectLetters(scene.deps)).toMatchObject([{ props: { code: "000007" } }]);
  });

  it("C6, 2.6: keeps one challenge a login ID, however many codes are sent at once", async () => {
    await Promise.all(Array.from({ length: 5 }, () => requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps))));

    expect(await scene.prisma.challenge.count()).toBe(1);
    expect(await collectLetters(scene.deps)).toHaveLength(5);
  });

  it("8.1: answers when challenge and letter are stored, without waiting for the mail server", async () => {
    const answer = await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    expect(answer).toEqual({ maskedEmail: "a***@example.com" });
    expect(await scene.prisma.outboxLetter.findMany({ select: { deliveredAt: true, tries: true } })).toEqual([
      { deliveredAt: null, tries: 0 },
    ]);
  });

  // Six digits under a bare hash fall in milliseconds to whoever has the database.
  it("C8: leaves no code in the database, nor its hash, before the letter is delivered and after it was used", async () => {
    const { deps, readFiles, close } = await openSceneOnFile();
    onTestFinished(close);
    drawFrom(deps, 835_197);
    await requestSignUpCode(deps, { loginId: ADA }, testCaller(deps));
    const before = await readFiles();
    await collectLetters(deps);
    await verifyEmailCode(deps, { loginId: ADA, code: "835197" }, testCaller(deps));
    const after = await readFiles();

    const hash = createHash("sha256").update("835197").digest();
    const traces = ["835197", hash, hash.toString("hex"), hash.toString("base64"), hash.toString("base64url")];
    for (const database of [before, after]) {
      expect(traces.filter((trace) => database.includes(trace))).toEqual([]);
      expect(database.includes(ADA)).toBe(true);
    }
  });
});
