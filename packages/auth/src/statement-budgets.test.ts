import type { LoginOptions } from "@repo/contract/login-options";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInCode, requestSignUpOrInCode } from "./otp/request-code";
import { verifyEmailCode } from "./otp/verify-code";
import { createRecoveryCodes, signInWithRecoveryCode } from "./recovery/codes";
import { showMe } from "./session/about-me";
import { publishKeySet } from "./session/publish-keys";
import { addAuthenticator, showCode, wrongCode } from "./testing/authenticator";
import { collectCode, testCaller } from "./testing/deps";
import { outcomeOf } from "./testing/outcome";
import { ADA, BOB, openScene, proveAddresses, refresh, type Scene, signIn, signUp } from "./testing/scene";
import { signUpWithTotp } from "./totp/enrol";
import { removeTotp } from "./totp/remove";
import { verifyTotp } from "./totp/verify";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

interface Budget {
  /** What the operation asks of the database, whoever the caller is let in by included. */
  statements: number;
  /** How often it waits for the disk. */
  commits: number;
  /** What comes before it; answers the operation. */
  prepare(scene: Scene): Promise<() => Promise<unknown>>;
}

async function prepareVerify(scene: Scene, loginId: string, typed?: string): Promise<() => Promise<unknown>> {
  const { deps } = scene;
  await proveAddresses(scene);
  await requestSignUpOrInCode(deps, { loginId }, testCaller(deps));
  const code = await collectCode(deps);
  return () => outcomeOf(verifyEmailCode(deps, { loginId, code: typed ?? code }, testCaller(deps)));
}

async function prepareInSession({ deps }: Scene, loginOptions: LoginOptions): Promise<() => Promise<unknown>> {
  const signedIn = await signIn(deps, ADA);
  const key = await addAuthenticator(deps, signedIn);
  const caller = testCaller(deps, signedIn.refreshJwt);
  return () => verifyTotp(deps, { loginId: ADA, code: showCode(deps, key), loginOptions }, caller);
}

/** What the operations that are called most cost, exactly: whoever makes one cheaper says so here, and nothing dearer goes unnoticed. */
const BUDGETS: Record<string, Budget> = {
  "password sign-up": {
    statements: 4,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        signUp(deps, BOB),
  },
  "password sign-in": {
    statements: 3,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        signIn(deps, ADA),
  },
  "sign-in by authenticator": {
    statements: 3,
    commits: 1,
    async prepare({ deps }) {
      const key = await addAuthenticator(deps, await signIn(deps, ADA));
      return () => verifyTotp(deps, { loginId: ADA, code: showCode(deps, key) }, testCaller(deps));
    },
  },
  "wrong code of an authenticator": {
    statements: 2,
    commits: 1,
    async prepare({ deps }) {
      const key = await addAuthenticator(deps, await signIn(deps, ADA));
      return () => outcomeOf(verifyTotp(deps, { loginId: ADA, code: wrongCode(deps, key) }, testCaller(deps)));
    },
  },
  "sign-in by authenticator, in a session": { statements: 4, commits: 1, prepare: (scene) => prepareInSession(scene, {}) },
  "second step by authenticator, in the session of the first": {
    statements: 4,
    commits: 1,
    prepare: (scene) => prepareInSession(scene, { mfa: true }),
  },
  "confirmation by authenticator": { statements: 5, commits: 1, prepare: (scene) => prepareInSession(scene, { stepup: true }) },
  "sign-up by authenticator": {
    statements: 4,
    commits: 1,
    async prepare({ deps }) {
      const { key } = await signUpWithTotp(deps, { loginId: BOB }, testCaller(deps));
      return () => verifyTotp(deps, { loginId: BOB, code: showCode(deps, key) }, testCaller(deps));
    },
  },
  "end of an authenticator": {
    statements: 8,
    commits: 1,
    async prepare({ deps }) {
      const signedIn = await signIn(deps, ADA);
      const key = await addAuthenticator(deps, signedIn);
      const caller = testCaller(deps, signedIn.refreshJwt);
      return () => removeTotp(deps, { code: showCode(deps, key) }, caller);
    },
  },
  "sign-in by recovery code": {
    statements: 4,
    commits: 1,
    async prepare({ deps }) {
      const { refreshJwt } = await signIn(deps, ADA);
      const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, refreshJwt));
      return () => signInWithRecoveryCode(deps, { loginId: ADA, code: codes[0]?.code ?? "" }, testCaller(deps));
    },
  },
  me: {
    statements: 1,
    commits: 0,
    async prepare({ deps }) {
      const { refreshJwt } = await signIn(deps, ADA);
      return () => showMe(deps, {}, testCaller(deps, refreshJwt));
    },
  },
  refresh: {
    statements: 1,
    commits: 0,
    async prepare({ deps }) {
      const { refreshJwt } = await signIn(deps, ADA);
      return () => refresh(deps, refreshJwt);
    },
  },
  "e-mail code, sent to who is known": {
    statements: 4,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        requestSignInCode(deps, { loginId: ADA }, testCaller(deps)),
  },
  "e-mail code, sent to who is new": {
    statements: 4,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        requestSignUpOrInCode(deps, { loginId: BOB }, testCaller(deps)),
  },
  "e-mail code, right, of who is known": { statements: 4, commits: 1, prepare: (scene) => prepareVerify(scene, ADA) },
  "e-mail code, right, of who is new": { statements: 4, commits: 1, prepare: (scene) => prepareVerify(scene, BOB) },
  "e-mail code, wrong": { statements: 2, commits: 1, prepare: (scene) => prepareVerify(scene, ADA, "wrong") },
  "public keys": {
    statements: 0,
    commits: 0,
    prepare:
      async ({ deps }) =>
      () =>
        publishKeySet(deps, { projectId: deps.config.projectId }),
  },
};

// Of delivery, see mail/outbox.test.ts.
describe("the database is asked", () => {
  it.each(Object.entries(BUDGETS))("no more than is said here: %s", async (_, { statements, commits, prepare }) => {
    await signUp(scene.deps, ADA);
    const operation = await prepare(scene);
    const before = { statements: scene.statements.length, commits: scene.commits() };

    await operation();

    expect(scene.statements.slice(before.statements)).toHaveLength(statements);
    expect(scene.commits() - before.commits).toBe(commits);
  });
});
