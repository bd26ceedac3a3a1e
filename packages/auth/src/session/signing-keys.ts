import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "@repo/contract/keys";
import type { SigningKeyRecord } from "@repo/db/signing-keys";
import type { Store } from "@repo/db/store";
import type { Clock } from "../clock-and-random";
import type { Sealer } from "../sealer";

const ALGORITHM = "RS256";
const MODULUS_BITS = 2048;
export const FIRST_SLOT = "1";

/** From when a key is published until it signs: twice as long as the answer of /v2/keys may be kept. */
const LEAD_SECONDS = 10 * 60;
/** Unknown key IDs cost a look at the database at most this often. */
const RELOAD_MS = 10_000;
/** How old keys may be before they are read again, where nobody has told of a change. */
const KEPT_MS = 60_000;

/** A key as it is used. Made of what is stored once: that takes longer than a signature. */
export interface SigningKey {
  kid: string;
  /** The first part of every token that it signs. */
  header: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

interface LoadedKey extends SigningKey {
  jwk: JWK;
}

/** The keys that sign and verify tokens, made once a process. */
export interface SigningKeys {
  /** The key that signs now. */
  current(): SigningKey;
  /** The key of this ID; null for one that is not ours. Looks again when another process may have made it, or removed it. */
  find(kid: string): Promise<SigningKey | null>;
  /** What /v2/keys publishes: the same list until the keys are read again. */
  published(): readonly JWK[];
  /** They have been changed: reads them again. Keeps those it has where that fails, until they are asked for. */
  reload(): Promise<void>;
  /** Makes a new key when it is time or was asked for, forgets keys that no living token was signed by. To be called now and then. */
  maintain(): Promise<void>;
}

/** A new key pair, its private half sealed. */
export async function makeSigningKey(sealer: Sealer, slot: string, now: Date): Promise<SigningKeyRecord> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: MODULUS_BITS });
  const { n, e } = publicKey.export({ format: "jwk" });
  if (n === undefined || e === undefined) throw new Error("An RSA key without modulus");
  // RFC 7638 thumbprint: the ID follows from the key, so it is never used twice.
  const kid = createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");
  const jwk: JWK = { alg: ALGORITHM, e, kid, kty: "RSA", n, use: "sig" };
  return {
    kid,
    slot,
    publicKey: JSON.stringify(jwk),
    sealedKey: sealer.seal("signing-key", kid, exportPrivate(privateKey)),
    createdAt: now,
    activeAt: now,
    replaceAt: null,
  };
}

function exportPrivate(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "pkcs8" });
}

function load(sealer: Sealer, record: SigningKeyRecord): LoadedKey {
  const { kid } = record;
  const jwk: JWK = JSON.parse(record.publicKey);
  return {
    kid,
    jwk,
    header: Buffer.from(JSON.stringify({ alg: ALGORITHM, kid, typ: "JWT" })).toString("base64url"),
    publicKey: createPublicKey({ key: { ...jwk }, format: "jwk" }),
    privateKey: createPrivateKey({ key: sealer.open("signing-key", kid, record.sealedKey), format: "der", type: "pkcs8" }),
  };
}

interface Loaded {
  keys: readonly LoadedKey[];
  byKid: ReadonlyMap<string, LoadedKey>;
  jwks: readonly JWK[];
  records: readonly SigningKeyRecord[];
}

export interface SigningKeysDeps {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  /** Days after which a new key takes over; 0 rotates by command only. */
  rotationDays: number;
  /** The longest life of a token: how long a key must be published after it signed its last. */
  tokenTtlSeconds: number;
}

function isOlder(date: Date, seconds: number, now: Date): boolean {
  return now.getTime() - date.getTime() > seconds * 1000;
}

/**
 * Loads the signing keys, making the first one on an empty database. Of any number of processes that start at once, exactly one
 * makes the key: the slot it is born into is unique. Throws when AUTH_SECRET no longer opens a stored key.
 */
export async function loadSigningKeys({ store, sealer, clock, rotationDays, tokenTtlSeconds }: SigningKeysDeps): Promise<SigningKeys> {
  async function read(): Promise<Loaded> {
    const records = await store.signingKeys.list();
    const keys = records.map((record) => load(sealer, record));
    return { keys, byKid: new Map(keys.map((key) => [key.kid, key])), jwks: keys.map(({ jwk }) => jwk), records };
  }

  async function makeNext(newest: SigningKeyRecord, now: Date): Promise<void> {
    const key = await makeSigningKey(sealer, String(Number(newest.slot) + 1), now);
    // Published at once, signing later: verifiers that keep the set for a while must have met the key before its first token.
    await store.signingKeys.createInSlot({ ...key, activeAt: new Date(now.getTime() + LEAD_SECONDS * 1000) });
  }

  /**
   * Keys that a clock which ran ahead has made would be waited for as long as it was ahead, also by who asked for a new one: they are made
   * now, in their order.
   */
  async function redateFuture(records: readonly SigningKeyRecord[], now: Date): Promise<void> {
    const start = now.getTime();
    const future = records.filter(({ activeAt }) => activeAt.getTime() - start > 2 * LEAD_SECONDS * 1000);
    for (const [index, record] of future.entries()) {
      // The only key there is signs at once.
      const leadMs = records.length === future.length && index === 0 ? 0 : LEAD_SECONDS * 1000;
      await store.signingKeys.redate(record, { createdAt: new Date(start + index), activeAt: new Date(start + index + leadMs) });
    }
  }

  /** Keys that can have signed no token that still lives: their successor has signed for longer than any token does. */
  function spent(records: readonly SigningKeyRecord[], now: Date): SigningKeyRecord[] {
    return records.filter((_, index) => {
      const successor = records[index + 1];
      return successor !== undefined && isOlder(successor.activeAt, tokenTtlSeconds + LEAD_SECONDS, now);
    });
  }

  let loaded = await read();
  if (loaded.records.length === 0) {
    await store.signingKeys.createInSlot(await makeSigningKey(sealer, FIRST_SLOT, clock.now()));
    loaded = await read();
  }
  let loadedAt = clock.now().getTime();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function readAgain(): Promise<void> {
    const now = clock.now().getTime();
    loaded = await read();
    loadedAt = now;
  }

  /** Who asks while they are read has them read once more: what they want to see may have come too late for that. */
  function reload(): Promise<void> {
    const reading: Promise<void> = (looking ?? Promise.resolve())
      .catch(() => undefined)
      .then(readAgain)
      .finally(() => {
        if (looking === reading) looking = undefined;
      });
    looking = reading;
    return reading;
  }

  /** For everyone who asks at once, and not again for a moment. */
  function lookAgain(): Promise<void> | undefined {
    const now = clock.now().getTime();
    if (looking || Math.abs(now - lookedAt) <= RELOAD_MS) return looking;
    lookedAt = now;
    return reload();
  }

  /** Either way: a clock that ran ahead must not keep them. */
  const areOld = () => Math.abs(clock.now().getTime() - loadedAt) > KEPT_MS;

  /** For who asks next, where they are old; nobody waits for it. */
  function refresh(): void {
    if (areOld()) lookAgain()?.catch(() => undefined);
  }

  return {
    current() {
      refresh();
      const now = clock.now();
      const active = loaded.records.findLastIndex((record) => record.activeAt <= now);
      const key = loaded.keys[Math.max(0, active)];
      if (!key) throw new Error("No signing key");
      return key;
    },
    async find(kid) {
      refresh();
      if (!loaded.byKid.has(kid)) await lookAgain();
      return loaded.byKid.get(kid) ?? null;
    },
    published() {
      refresh();
      return loaded.jwks;
    },
    reload,
    async maintain() {
      const now = clock.now();
      await redateFuture(await store.signingKeys.list(), now);
      await readAgain();
      const newest = loaded.records.at(-1);
      if (!newest) return;
      const isDue = rotationDays > 0 && isOlder(newest.createdAt, rotationDays * 24 * 3600, now);
      if (isDue || newest.replaceAt) await makeNext(newest, now);
      for (const { kid } of spent(loaded.records, now)) await store.signingKeys.remove(kid);
      await readAgain();
    },
  };
}
