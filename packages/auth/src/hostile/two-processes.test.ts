import type { JWTResponse } from "@repo/contract/session";
import { type Database, openDatabase } from "@repo/db/client";
import { createStore } from "@repo/db/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuthDeps } from "../deps";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignUpOrInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { signInWithRecoveryCode } from "../recovery/codes";
import { askForTwo, showCode, wrongCode } from "../testing/authenticator";
import { collectCode, collectTokens, createTestDeps, testCaller } from "../testing/deps";
import { outcomesAtOnce } from "../testing/outcome";
import { ADA, openScene, type Scene } from "../testing/scene";
import { verifyTotp } from "../totp/verify";

let scene: Scene;
let database: Database;
let processes: [AuthDeps, AuthDeps];
let key: string;
let recoveryCodes: string[];

beforeEach(async () => {
  scene = await openScene();
  ({ key, recoveryCodes } = await askForTwo(scene));
  database = await openDatabase(scene.url);
  processes = [scene.deps, await createTestDeps(createStore(database), {}, scene.deps.clock)];
});

afterEach(async () => {
  await database.close();
  await scene.close();
});

/** So many calls at once, every other one to the other process. */
function atOnce(times: number, call: (deps: AuthDeps, index: number) => Promise<unknown>): Promise<Record<string, number>> {
  return outcomesAtOnce(times, (index) => call(processes[index % 2 === 0 ? 0 : 1], index));
}

// Nothing in one process's memory keeps two processes apart: what may be used once is decided by one conditional write.
describe("two server processes on one database", () => {
  it("2.8: open one session for a code", async () => {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);

    const outcomes = await atOnce(20, (deps) => verifyEmailCode(deps, { loginId: ADA, code }, testCaller(deps)));

    expect(outcomes.done).toBe(1);
  });

  it("2.8: compare 5 wrong codes", async () => {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = Number(await collectCode(scene.deps));
    const wrong = (index: number) => String((code + 1 + index) % 1_000_000).padStart(6, "0");

    const outcomes = await atOnce(20, (deps, index) => verifyEmailCode(deps, { loginId: ADA, code: wrong(index) }, testCaller(deps)));

    expect(outcomes).toEqual({ E061102: 5, E061103: 15 });
  });

  it("2.8: open one session for a link", async () => {
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);

    expect(await atOnce(20, (deps) => verifyMagicLink(deps, { token }, testCaller(deps)))).toEqual({ done: 1, E062504: 19 });
  });

  it("2.8: accept an authenticator's step once", async () => {
    const show = (deps: AuthDeps): Promise<JWTResponse> => verifyTotp(deps, { loginId: ADA, code: showCode(deps, key) }, testCaller(deps));

    expect((await atOnce(20, show)).done).toBe(1);
  });

  it("2.8: take a recovery code once", async () => {
    const [code = ""] = recoveryCodes;

    expect((await atOnce(20, (deps) => signInWithRecoveryCode(deps, { loginId: ADA, code }, testCaller(deps)))).done).toBe(1);
  });

  it("2.8: let 10 guesses of the second factor through", async () => {
    const guess = (deps: AuthDeps, index: number) =>
      verifyTotp(deps, { loginId: ADA, code: wrongCode(deps, key, index) }, testCaller(deps));

    expect(await atOnce(20, guess)).toEqual({ E061102: 10, E130429: 10 });
  });

  it("2.8: mail 5 letters", async () => {
    expect(await atOnce(20, (deps) => requestSignUpOrInCode(deps, { loginId: ADA }, testCaller(deps)))).toEqual({ done: 5, E130429: 15 });
    expect(await scene.prisma.outboxLetter.count({ where: { givenUpAt: null, deliveredAt: null } })).toBe(6);
  });
});
