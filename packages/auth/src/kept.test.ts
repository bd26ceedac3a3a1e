import { type Database, openDatabase } from "@repo/db/client";
import type { KeptTable, ProcessLink } from "@repo/db/process-link";
import { linkProcesses } from "@repo/db/processes";
import { createStore } from "@repo/db/store";
import { createTestDatabase, isOnPostgres, type TestDatabase } from "@repo/db/testing/database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuthDeps } from "./deps";
import { forgetKept } from "./kept";
import { sharedSettings } from "./password/settings";
import { makeSigningKey } from "./session/signing-keys";
import { createTestDeps, type TestDeps } from "./testing/deps";

const SETTINGS = {
  enabled: true,
  minLength: 12,
  lowercase: false,
  uppercase: false,
  number: false,
  nonAlphanumeric: false,
  expiration: false,
  expirationWeeks: 0,
  reuse: false,
  reuseAmount: 0,
  lock: false,
  lockAttempts: 0,
  tempLock: false,
  tempLockAttempts: 0,
  tempLockDuration: 0,
  enablePasswordStrength: false,
  passwordStrengthScore: 0,
};

let test: TestDatabase;
let otherDatabase: Database;
let one: TestDeps;
let other: TestDeps;

beforeEach(async () => {
  test = await createTestDatabase();
  otherDatabase = await openDatabase(test.url);
  one = await createTestDeps(createStore(test.database));
  other = await createTestDeps(createStore(otherDatabase), {}, one.clock);
  await sharedSettings(other);
});

afterEach(async () => {
  await otherDatabase.close();
  await test.cleanup();
});

const minLengthIn = async (deps: AuthDeps) => (await sharedSettings(deps)).project?.minLength;

const putSettings = ({ store, clock }: AuthDeps) => store.passwordSettings.put(null, SETTINGS, clock.now());

const makeKey = ({ sealer, clock }: AuthDeps) => makeSigningKey(sealer, "2", clock.now());

async function addKey(deps: AuthDeps): Promise<string> {
  const key = await makeKey(deps);
  await deps.store.signingKeys.createInSlot(key);
  return key.kid;
}

const publishedBy = ({ keys }: AuthDeps) => keys.published().map(({ kid }) => kid);

describe.runIf(isOnPostgres())("a change by one of two processes", () => {
  let link: ProcessLink;
  let told: ((tables: readonly KeptTable[]) => void) | undefined;

  beforeEach(async () => {
    link = (await linkProcesses(test.url)) as ProcessLink;
    await link.connected();
    const first = nextChange();
    link.listen((tables) => void forgetKept(other, tables).then(() => told?.(tables)));
    await first;
  });

  afterEach(() => link.close());

  /** Resolves when the other has forgotten what it kept of the next tables that change. */
  const nextChange = () =>
    new Promise<readonly KeptTable[]>((resolve) => {
      told = resolve;
    });

  it("of the settings for passwords is in effect on the other at once", async () => {
    const change = nextChange();
    await putSettings(one);

    expect(await change).toEqual(["PasswordSettings"]);
    expect(await minLengthIn(other)).toBe(12);
  });

  it("4.3: of the signing keys is in effect on the other at once, published and for tokens", async () => {
    const added = nextChange();
    const kid = await addKey(one);
    expect(await added).toEqual(["SigningKey"]);
    expect(publishedBy(other)).toContain(kid);

    const removed = nextChange();
    await one.store.signingKeys.remove(kid);
    await removed;

    expect(publishedBy(other)).not.toContain(kid);
    expect(await other.keys.find(kid)).toBeNull();
  });

  it("while the other did not hear is in effect there once it hears again", async () => {
    const key = await makeKey(one);
    const back = nextChange();
    await test.database.sql.all`
      SELECT pg_terminate_backend("pid") FROM pg_stat_activity
      WHERE "datname" = current_database() AND "application_name" = 'gatehouse link'`;
    await putSettings(one);
    await one.store.signingKeys.createInSlot(key);

    expect(await back).toEqual(["SigningKey", "PasswordSettings"]);
    expect(await minLengthIn(other)).toBe(12);
    expect(publishedBy(other)).toContain(key.kid);
  });
});

describe("a change that nobody tells of", () => {
  it("is in effect elsewhere after five seconds, and of the signing keys after a minute", async () => {
    const kid = await addKey(one);
    await putSettings(one);
    one.clock.advance({ seconds: 5 });
    expect([await minLengthIn(other), publishedBy(other).length]).toEqual([undefined, 1]);

    one.clock.advance({ seconds: 1 });
    expect(await minLengthIn(other)).toBe(12);
    one.clock.advance({ seconds: 55 });
    publishedBy(other);
    await other.keys.find("whatever");

    expect(publishedBy(other)).toContain(kid);
  });
});
