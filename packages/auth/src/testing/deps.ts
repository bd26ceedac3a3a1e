import { randomBytes } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import type { Store } from "@repo/db/store";
import type { Letter } from "@repo/emails/letter";
import type { Caller, ManagementCaller, ManagementKey, SessionTokenCaller, SignedInCaller } from "../caller";
import type { Clock } from "../clock-and-random";
import type { AuthConfig, AuthDeps } from "../deps";
import { createLimiter } from "../limiter";
import { deliverDue } from "../mail/outbox";
import type { HashThreads } from "../password/hash-threads";
import { createPasswords, type Passwords } from "../password/passwords";
import { createPictures } from "../profile/pictures";
import { createSealer } from "../sealer";
import { createCaller, requireSession, requireSessionToken } from "../session/resolve";
import { FIRST_SLOT, loadSigningKeys, makeSigningKey } from "../session/signing-keys";
import { createTurns } from "../turns";

/** A clock that stands still until it is told. */
export interface TestClock extends Clock {
  advance(by: { seconds?: number; minutes?: number; hours?: number; days?: number }): void;
}

/** Starts at a whole second, so that times on the wire compare exactly. */
export function createTestClock(start = new Date("2026-03-01T12:00:00Z")): TestClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance({ seconds = 0, minutes = 0, hours = 0, days = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}

/** The real hasher, counting: every hash and every check is one. */
export interface CountingPasswords extends Passwords {
  count: number;
}

function countHashes(passwords: Passwords): CountingPasswords {
  return {
    count: 0,
    hash(password) {
      this.count += 1;
      return passwords.hash(password);
    },
    verify(stored, password, asTyped) {
      this.count += 1;
      return passwords.verify(stored, password, asTyped);
    },
    needsRehash: passwords.needsRehash,
    admit: passwords.admit,
    refuseWhenFull: passwords.refuseWhenFull,
  };
}

const answers = new Map<string, Promise<unknown>>();

/** Asks once in this process, and answers the same from then on. */
function once<T>(ask: (one: string, other: string) => Promise<T>, one: string, other: string): Promise<T> {
  const key = JSON.stringify([one, other]);
  const known = answers.get(key) ?? ask(one, other);
  answers.set(key, known);
  return known as Promise<T>;
}

/**
 * The real hasher, which hashes a password once and checks it against a hash once: most tests ask what is answered, not at what cost, and
 * half of their time would go into hashes that are known.
 */
const remembering: HashThreads = {
  count: 2,
  hash: (password, parameters) => once(() => argon2.hash(password, parameters), password, ""),
  verify: (stored, password) => once(argon2.verify, stored, password),
  close: async () => undefined,
};

export interface TestDeps extends AuthDeps {
  clock: TestClock;
  passwords: CountingPasswords;
}

/** The MANAGEMENT_KEY of every test. */
export const TEST_MANAGEMENT_KEY = "mk_a-key-for-tests-that-is-long-enough";

export const TEST_PROJECT_ID = "Ptest00000000000000000000000";

let signingKey: ReturnType<typeof makeSigningKey> | undefined;

/** Real deps on the store of a test: only the clock is not the real one, and what was hashed before is remembered. */
export async function createTestDeps(store: Store, config: Partial<AuthConfig> = {}, clock = createTestClock()): Promise<TestDeps> {
  const random = { bytes: (length: number) => randomBytes(length) };
  const sealer = createSealer(["a secret for tests that is long enough"], random);
  // Making an RSA key takes longer than most tests: one serves all stores of this worker.
  signingKey ??= makeSigningKey(sealer, FIRST_SLOT, clock.now());
  await store.signingKeys.createInSlot(await signingKey);
  return {
    store,
    clock,
    random,
    sealer,
    passwords: countHashes(createPasswords({ concurrency: 2, threads: remembering })),
    limiter: createLimiter(clock),
    turns: createTurns(),
    pictures: createPictures(),
    outbox: { wake() {} },
    keys: await loadSigningKeys({ store, sealer, clock, rotationDays: 90, tokenTtlSeconds: 28 * 24 * 3600 }),
    config: {
      projectId: TEST_PROJECT_ID,
      managementKey: TEST_MANAGEMENT_KEY,
      appName: "Gatehouse",
      appOrigin: "http://localhost:3000",
      sessionTtlSeconds: 600,
      refreshTtlSeconds: 28 * 24 * 3600,
      refreshRotation: false,
      maskErrors: false,
      mfaEnforcement: "everywhere",
      trustedDeviceDays: 30,
      approvedDomains: [],
      localhostApproved: false,
      resetMethod: "magiclink",
      passwordStrength: 0,
      cookieDomain: "",
      ...config,
    },
  };
}

/** Delivers what is queued and answers it, in order. */
export async function collectLetters(deps: AuthDeps): Promise<Letter[]> {
  const letters: Letter[] = [];
  const deliver = async (letter: Letter) => {
    if (letter.to === "") return { kind: "thrownAway" } as const;
    letters.push(letter);
    return { kind: "delivered" } as const;
  };
  await deliverDue({ ...deps, mailer: { deliver }, log: { info() {}, warn() {} } });
  return letters;
}

/** The code in the newest letter that holds one. */
export async function collectCode(deps: AuthDeps): Promise<string> {
  const letter = (await collectLetters(deps)).findLast(({ kind }) => kind === "emailCode");
  if (letter?.kind !== "emailCode") throw new Error("No letter with a code is queued");
  return letter.props.code;
}

/**
 * The tokens in the links of the newest letter that holds some.
 *
 * @param linkId which of an enchanted letter's links comes first
 */
export async function collectTokens(deps: AuthDeps, linkId?: string): Promise<string[]> {
  const letter = (await collectLetters(deps)).findLast(({ kind }) => kind === "magicLink" || kind === "enchantedLink");
  const tokenOf = (url: string) => new URL(url).searchParams.get("t") ?? "";
  if (letter?.kind === "magicLink") return [tokenOf(letter.props.url)];
  if (letter?.kind !== "enchantedLink") throw new Error("No letter with a link is queued");
  const rightFirst = [...letter.props.links].sort((left, right) => Number(right.number === linkId) - Number(left.number === linkId));
  return rightFirst.map(({ url }) => tokenOf(url));
}

export type TestCaller = SignedInCaller & SessionTokenCaller;

/**
 * Someone calling over REST; with `token`, someone signed in. Fit for every function: what the API checks before one begins is checked
 * when the function asks.
 */
export function testCaller(deps: AuthDeps, token?: string, about: Partial<Caller> = {}): TestCaller {
  const caller = createCaller(deps, {
    projectId: deps.config.projectId,
    credential: token === undefined ? { kind: "none" } : { kind: "token", token },
    address: "192.0.2.1",
    userAgent: "Test/1.0",
    locale: "",
    requestId: "test",
    surface: "rest",
    ...about,
  });
  return { ...caller, signedIn: () => requireSession(caller), sessionToken: () => requireSessionToken(deps, caller) };
}

/** A program that shows a management key which was found good. */
export function managementCaller(deps: AuthDeps, key: Partial<ManagementKey> = {}): ManagementCaller {
  return { ...testCaller(deps), key: () => ({ id: "environment", name: "MANAGEMENT_KEY", scope: "write", ...key }) };
}
