import { randomBytes } from "node:crypto";
import { openDatabase } from "@repo/db/client";
import type { SigningKeyRecord } from "@repo/db/signing-keys";
import { createStore, type Store } from "@repo/db/store";
import { type BorrowedDatabase, borrowTestDatabase } from "@repo/db/testing/database";
import { calculateJwkThumbprint, jwtVerify, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createSealer } from "../sealer";
import { createTestClock, type TestClock } from "../testing/deps";
import { loadSigningKeys, makeSigningKey, type SigningKeys } from "./signing-keys";

const random = { bytes: (length: number) => randomBytes(length) };
const OLD = "the secret of last year, long enough";
const NEW = "the secret of this year, long enough";

let test: BorrowedDatabase;
let store: Store;
let clock: TestClock;
/** Two keys that are stored by tests that do not care how keys are made, which takes long. */
let first: SigningKeyRecord;
let second: SigningKeyRecord;

beforeAll(async () => {
  const sealer = createSealer([OLD], random);
  const now = createTestClock().now();
  [first, second] = await Promise.all([makeSigningKey(sealer, "1", now), makeSigningKey(sealer, "2", now)]);
});

beforeEach(async () => {
  test = await borrowTestDatabase();
  store = createStore(test.database);
  clock = createTestClock();
});

afterEach(() => test.cleanup());

/** What a process does when it starts. */
function load({ from = store, secrets = [OLD], rotationDays = 90 } = {}): Promise<SigningKeys> {
  return loadSigningKeys({ store: from, sealer: createSealer(secrets, random), clock, rotationDays, tokenTtlSeconds: 28 * 24 * 3600 });
}

/** Another process makes the second key, which signs from now on. */
async function storeSecond(): Promise<void> {
  await store.signingKeys.createInSlot({ ...second, createdAt: clock.now(), activeAt: clock.now() });
}

function kidsOf(keys: SigningKeys): string[] {
  return keys.published().map(({ kid }) => kid);
}

/** A token by the key that signs now. */
function signWith(keys: SigningKeys): Promise<string> {
  const { kid, privateKey } = keys.current();
  return new SignJWT({ sub: "U1" }).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
}

async function verifies(keys: SigningKeys, token: string): Promise<boolean> {
  const { payload } = await jwtVerify(token, async ({ kid = "" }) => {
    const key = await keys.find(kid);
    if (!key) throw new Error("unknown kid");
    return key.publicKey;
  });
  return payload.sub === "U1";
}

describe("loadSigningKeys", () => {
  it("makes a 2048-bit RSA key on an empty database, named by its RFC 7638 thumbprint", async () => {
    const keys = await load();

    const [jwk, ...more] = keys.published();
    expect(more).toEqual([]);
    expect(jwk).toEqual({ alg: "RS256", e: "AQAB", kid: keys.current().kid, kty: "RSA", n: expect.any(String), use: "sig" });
    expect(jwk?.kid).toBe(await calculateJwkThumbprint(jwk ?? {}));
    expect(Buffer.from(jwk?.n ?? "", "base64url")).toHaveLength(256);
    expect(await verifies(keys, await signWith(keys))).toBe(true);
  });

  it("1.4: makes one key when two processes start at once on an empty database", async () => {
    const other = await openDatabase(test.url);

    const [one, two] = await Promise.all([load(), load({ from: createStore(other) })]);

    expect(await store.signingKeys.list()).toHaveLength(1);
    expect(two.published()).toEqual(one.published());
    expect(await verifies(two, await signWith(one))).toBe(true);
    await other.close();
  });

  it("1.4: finds the same key after a restart", async () => {
    await store.signingKeys.createInSlot(first);
    const token = await signWith(await load());

    const reopened = await openDatabase(test.url);
    const after = await load({ from: createStore(reopened) });

    expect(kidsOf(after)).toEqual([first.kid]);
    expect(await verifies(after, token)).toBe(true);
    await reopened.close();
  });

  it("opens a key that an older secret of the list has sealed", async () => {
    await store.signingKeys.createInSlot(first);

    const keys = await load({ secrets: [NEW, OLD] });

    expect(keys.current().kid).toBe(first.kid);
  });

  it("does not start, and makes no second key, when AUTH_SECRET no longer opens the stored one", async () => {
    await store.signingKeys.createInSlot(first);

    await expect(load({ secrets: [NEW] })).rejects.toThrow(/AUTH_SECRET/);
    expect(await store.signingKeys.list()).toHaveLength(1);
  });
});

describe("published", () => {
  it("is the same list until the keys are read again, so that answers made of it can be kept as long", async () => {
    await store.signingKeys.createInSlot(first);
    const keys = await load();
    const before = keys.published();

    expect(keys.published()).toBe(before);

    await storeSecond();
    await keys.maintain();
    expect(keys.published()).not.toBe(before);
    expect(kidsOf(keys)).toEqual([first.kid, second.kid]);
  });
});

describe("find", () => {
  beforeEach(() => store.signingKeys.createInSlot(first));

  it("S11: answers null for a key that is not ours", async () => {
    const keys = await load();

    expect(await Promise.all(["unknown", "", "__proto__"].map((kid) => keys.find(kid)))).toEqual([null, null, null]);
  });

  it("S11: finds a key that another process made, for everyone who asks at once", async () => {
    const keys = await load();
    clock.advance({ seconds: 11 });
    await storeSecond();

    const found = await Promise.all([keys.find(second.kid), keys.find(second.kid), keys.find(first.kid)]);

    expect(found).not.toContain(null);
  });

  it("looks at the database for unknown keys no more than once in ten seconds", async () => {
    const keys = await load();
    const list = vi.spyOn(store.signingKeys, "list");
    clock.advance({ seconds: 11 });

    await Promise.all(Array.from({ length: 100 }, (_, index) => keys.find(`unknown ${index}`)));
    clock.advance({ seconds: 10 });
    await keys.find("unknown");
    expect(list).toHaveBeenCalledTimes(1);

    clock.advance({ seconds: 1 });
    await keys.find("unknown");
    expect(list).toHaveBeenCalledTimes(2);
  });
});

describe("maintain", () => {
  beforeEach(() => store.signingKeys.createInSlot(first));

  it("does nothing to a key of 90 days", async () => {
    const keys = await load();
    clock.advance({ days: 90 });

    await keys.maintain();

    expect(kidsOf(keys)).toEqual([first.kid]);
  });

  it("4.3: publishes a new key after 90 days, and lets it sign ten minutes later", async () => {
    const keys = await load();
    clock.advance({ days: 90, seconds: 1 });

    await keys.maintain();

    const [, next] = kidsOf(keys);
    expect(kidsOf(keys)).toEqual([first.kid, expect.any(String)]);
    clock.advance({ minutes: 9, seconds: 59 });
    expect(keys.current().kid).toBe(first.kid);
    clock.advance({ seconds: 1 });
    expect(keys.current().kid).toBe(next);
    expect(await verifies(keys, await signWith(keys))).toBe(true);
  });

  it("makes no key of itself where rotation is by command only", async () => {
    const keys = await load({ rotationDays: 0 });
    clock.advance({ days: 1000 });

    await keys.maintain();

    expect(kidsOf(keys)).toEqual([first.kid]);
  });

  it("makes one key on command, however often it is called", async () => {
    await test.database.prisma.signingKey.updateMany({ data: { replaceAt: clock.now() } });
    const keys = await load({ rotationDays: 0 });

    await keys.maintain();
    await keys.maintain();

    expect(kidsOf(keys)).toEqual([first.kid, expect.any(String)]);
  });

  it("makes one key though two processes do it at once", async () => {
    const other = await openDatabase(test.url);
    const processes = [await load(), await load({ from: createStore(other) })];
    clock.advance({ days: 91 });

    await Promise.all(processes.map((keys) => keys.maintain()));
    await Promise.all(processes.map((keys) => keys.maintain()));

    const [one, two] = processes.map(kidsOf);
    expect(one).toEqual([first.kid, expect.any(String)]);
    expect(two).toEqual(one);
    await other.close();
  });

  it("S11: goes on knowing and publishing a key until the last token by it has ended", async () => {
    const keys = await load({ rotationDays: 0 });
    const token = await signWith(keys);
    clock.advance({ days: 1 });
    await storeSecond();

    clock.advance({ days: 28, minutes: 10 });
    await keys.maintain();
    expect(kidsOf(keys)).toEqual([first.kid, second.kid]);
    expect(await verifies(keys, token)).toBe(true);

    clock.advance({ seconds: 1 });
    await keys.maintain();
    expect(kidsOf(keys)).toEqual([second.kid]);
    await expect(verifies(keys, token)).rejects.toThrow("unknown kid");
  });

  it("4.6: a key that a clock which ran ahead has made signs ten minutes after the clock is put right", async () => {
    const keys = await load();
    clock.advance({ days: 91 });
    await keys.maintain();
    const [, next] = kidsOf(keys);
    clock.advance({ days: -91 });

    await keys.maintain();

    expect(kidsOf(keys)).toEqual([first.kid, next]);
    expect(keys.current().kid).toBe(first.kid);
    clock.advance({ minutes: 10 });
    expect(keys.current().kid).toBe(next);
  });

  it("4.6: the only key, made by a clock that ran ahead, goes on signing", async () => {
    const keys = await load();
    clock.advance({ days: -30 });

    await keys.maintain();

    expect(keys.current().kid).toBe(first.kid);
    expect(await store.signingKeys.list()).toMatchObject([{ createdAt: clock.now(), activeAt: clock.now() }]);
  });

  it("never forgets the key that signs", async () => {
    const keys = await load({ rotationDays: 0 });
    clock.advance({ days: 10_000 });

    await keys.maintain();

    expect(keys.current().kid).toBe(first.kid);
  });
});
