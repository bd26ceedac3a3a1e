import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Random } from "./clock-and-random";

/** What a sealed value or digest is for; one purpose's values are worthless for another. */
type Purpose =
  | "signing-key"
  | "totp-key"
  | "letter"
  | "code"
  | "link"
  | "budget"
  | "recovery-code"
  | "challenge"
  | "set-aside"
  | "trusted-device"
  | "management-key"
  | "access-key"
  | "address";

/** Keeps stored secrets unreadable to who has the database but not AUTH_SECRET. */
export interface Sealer {
  /** AES-256-GCM; `context` (a row's ID, say) must be the same at `open`. The key's ID stands in front. */
  seal(purpose: Purpose, context: string, plaintext: Uint8Array | string): string;
  /** Throws when the value was made by an unknown secret, for another context, or was changed. */
  open(purpose: Purpose, context: string, sealed: string): Buffer;
  /** HMAC-SHA-256 under the newest secret, base64url. */
  digest(purpose: Purpose, value: string): string;
  /** The digests of `value` under each of the secrets, newest first: for finding a row by one of them. */
  digests(purpose: Purpose, value: string): string[];
  /** Whether `digest` is that of `value` under any of the secrets, in constant time. */
  matches(purpose: Purpose, value: string, digest: string): boolean;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

function derive(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "gatehouse", use, 32));
}

function fingerprint(secret: string): string {
  return createHash("sha256").update(derive(secret, "key id")).digest("base64url").slice(0, 8);
}

function equal(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A sealer over the secrets of AUTH_SECRET: the first seals and digests, all of them open and match. */
export function createSealer(secrets: readonly string[], random: Random): Sealer {
  const [newest] = secrets;
  if (newest === undefined) throw new Error("A sealer needs at least one secret");
  const byId = new Map(secrets.map((secret) => [fingerprint(secret), secret]));
  const newestId = fingerprint(newest);
  const derived = new Map<string, Buffer>();
  // HKDF costs more than the cipher itself, and the set of uses is small.
  function keyFor(secret: string, use: string): Buffer {
    const name = `${fingerprintOf.get(secret)}:${use}`;
    let key = derived.get(name);
    if (!key) {
      key = derive(secret, use);
      derived.set(name, key);
    }
    return key;
  }
  const fingerprintOf = new Map([...byId].map(([id, secret]) => [secret, id]));

  function digestUnder(secret: string, purpose: Purpose, value: string): Buffer {
    return createHmac("sha256", keyFor(secret, `digest ${purpose}`))
      .update(value)
      .digest();
  }

  return {
    seal(purpose, context, plaintext) {
      const iv = random.bytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(newest, `seal ${purpose}`), iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
      return `${newestId}.${sealed.toString("base64url")}`;
    },
    open(purpose, context, sealed) {
      const [id = "", body = ""] = sealed.split(".");
      const secret = byId.get(id);
      if (secret === undefined) throw new Error(`Sealed by a secret that AUTH_SECRET no longer lists (key ${id})`);
      const bytes = Buffer.from(body, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, `seal ${purpose}`), bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
    },
    digest: (purpose, value) => digestUnder(newest, purpose, value).toString("base64url"),
    digests: (purpose, value) => secrets.map((secret) => digestUnder(secret, purpose, value).toString("base64url")),
    matches(purpose, value, digest) {
      const given = Buffer.from(digest, "base64url");
      // No early exit: which secret matched is nobody's business.
      return secrets.map((secret) => equal(digestUnder(secret, purpose, value), given)).includes(true);
    },
  };
}
