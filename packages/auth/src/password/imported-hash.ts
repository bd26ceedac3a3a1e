import { createCipheriv, createHash, pbkdf2, scrypt, timingSafeEqual } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { AuthError } from "@repo/contract/errors";
import { HASH_FORMS, type HashedPassword } from "@repo/contract/management/hashed-password";

/*
 * Passwords that other systems hashed. Each is stored as one string that says by itself how to check it: the PHC string of argon2, the
 * crypt string of bcrypt, Django's own, and for the others one in the manner of PHC. At the first sign-in one of ours takes its place.
 */

/** A stored hash, read: what it costs to check, and the check. */
interface ImportedHash {
  /** What is too much about it, in words that follow "The hashedPassword"; null for what may be run. */
  excess: string | null;
  matches(password: string): Promise<boolean>;
}

/*
 * An imported hash may ask for any amount of work, and whoever signs in has the server do it. These are beyond what the makers of each
 * form recommend, and within about a second on one core.
 */
const MEMORY_MAX_KIB = 256 * 1024;
/** Of argon2: memory times passes, in KiB. libsodium's MODERATE is 786,432. */
const ARGON2_WORK_MAX = 1024 * 1024;
const ARGON2_PASSES_MAX = 16;
const ARGON2_THREADS_MAX = 16;
const BCRYPT_COST_MAX = 14;
/** Of PBKDF2: iterations times the blocks of the hash. Django's own default is 1,200,000. */
const PBKDF2_WORK_MAX = 2_000_000;
/** Of scrypt: N times r times p; 128 bytes of memory each, but for p. Firebase's most is 2^17 times 10. */
const SCRYPT_WORK_MAX = 2 ** 21;
/** Of phpass. WordPress has 8,192, Drupal 7 had 65,536. */
const PHPASS_ITERATIONS_MAX = 2 ** 18;

/** Shorter ones are the hash of too many passwords. */
const HASH_BYTES_MIN = 16;
const HASH_BYTES_MAX = 512;
const SALT_BYTES_MAX = 512;

const DIGEST_BYTES: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };

const deriveByPbkdf2 = promisify(pbkdf2);
const deriveByScrypt = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** Every form by what its strings look like; the first that reads one wins. */
const READERS: readonly (readonly [RegExp, (parts: RegExpExecArray) => ImportedHash | null])[] = [
  [/^(?:argon2)?(\$argon2(?:id|i|d)(?:\$v=(?:16|19))?\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,8})\$([\w+/-]+)\$([\w+/-]+))$/, argon2Hash],
  [/^(?:(bcrypt|bcrypt_sha256)\$)?(\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53})$/, bcryptHash],
  [/^pbkdf2_(sha1|sha256)\$(\d{1,10})\$([^$]*)\$([\w+/=-]+)$/, djangoPbkdf2Hash],
  [/^\$pbkdf2-(sha1|sha256|sha512)\$i=(\d{1,10})\$([\w+/-]*)\$([\w+/-]+)$/, pbkdf2Hash],
  [/^scrypt\$(\d{1,10})\$([^$]*)\$(\d{1,10})\$(\d{1,10})\$([\w+/=-]+)$/, djangoScryptHash],
  [/^\$fbscrypt\$v=1,n=(\d{1,2}),r=(\d{1,10}),p=1,ss=([\w+/-]*),sk=([\w+/-]+)\$([\w+/-]*)\$([\w+/-]+)$/, firebaseHash],
  [/^\$phpass-(md5|sha512)\$i=(\d{1,10})\$([./\w]*)\$([./A-Za-z0-9]+)$/, phpassHash],
  [/^\$(md5|sha1|sha256|sha512)\$([\w+/-]*)\$([\w+/-]+)$/, digestHash],
  [/^(md5|sha1)\$([^$]*)\$([0-9a-f]+)$/i, djangoDigestHash],
];

/** Reads a stored hash that is not ours; null for a string that is no hash of any form. */
export function readImportedHash(stored: string): ImportedHash | null {
  for (const [pattern, read] of READERS) {
    const parts = pattern.exec(stored);
    if (parts) return read(parts);
  }
  return null;
}

/**
 * The string that a hashed password is stored as, and checked by at the first sign-in. Nothing is computed. Throws E011003 for more than
 * one form or none, for what is no hash of its form, and for one that costs more than a server may spend on one sign-in.
 */
export function storeHashedPassword(hashed: HashedPassword): string {
  const given = HASH_FORMS.filter((form) => hashed[form] !== undefined);
  const [form] = given;
  if (form === undefined || given.length > 1) throw refuse(`must be one of ${HASH_FORMS.join(", ")}`);
  const stored = spell(hashed);
  const read = stored === null ? null : readImportedHash(stored);
  if (stored === null || !read) throw refuse(`is no ${form} hash that can be checked here`);
  if (read.excess !== null) throw refuse(`costs too much to check: ${read.excess}`);
  return stored;
}

function refuse(reason: string): AuthError {
  return new AuthError("E011003", `The hashedPassword ${reason}`);
}

/** The string of a form; null where it is none of its kind. */
function spell({ bcrypt, django, md5, sha, pbkdf2: derived, phpass, firebase, argon2 }: HashedPassword): string | null {
  if (bcrypt) return bcrypt.hash.startsWith("$2") ? bcrypt.hash : null;
  // Its own argon2 and bcrypt have Django's word in front.
  if (django) return spellDjango(django.hash);
  if (md5) return spellDigest("md5", md5.hash, "");
  if (sha) return sha.type === "md5" ? null : spellDigest(sha.type, sha.hash, sha.salt ?? "");
  if (derived) return `$pbkdf2-${derived.type}$i=${derived.iterations}$${unpadded(derived.salt)}$${unpadded(derived.hash)}`;
  if (phpass) return spellPhpass(phpass);
  if (firebase) {
    const { memory, rounds, saltSeparator = "", signerKey, salt, hash } = firebase;
    const parameters = `v=1,n=${memory},r=${rounds},p=1,ss=${unpadded(saltSeparator)},sk=${unpadded(signerKey)}`;
    return `$fbscrypt$${parameters}$${unpadded(salt)}$${unpadded(hash)}`;
  }
  return argon2 ? spellArgon2(argon2) : null;
}

function spellDjango(hash: string): string | null {
  if (/^[0-9a-f]{32}$/i.test(hash)) return spellDigest("md5", hash, "");
  return /^(argon2|bcrypt|bcrypt_sha256|pbkdf2_sha1|pbkdf2_sha256|scrypt|md5|sha1)\$/.test(hash) ? hash : null;
}

/** The hash in hexadecimal or base64, whichever has its length. */
function spellDigest(algorithm: string, hash: string, salt: string): string | null {
  const length = Object.hasOwn(DIGEST_BYTES, algorithm) ? DIGEST_BYTES[algorithm] : undefined;
  if (length === undefined) return null;
  const isHex = hash.length === 2 * length && /^[0-9a-f]+$/i.test(hash);
  const bytes = isHex ? Buffer.from(hash, "hex") : fromBase64(unpadded(hash));
  return bytes?.length === length ? `$${algorithm}$${toBase64(Buffer.from(salt))}$${toBase64(bytes)}` : null;
}

const ITOA64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The hash alone, beside its salt and iterations; or the whole string, which holds them: `$P$` and `$H$` of md5, `$S$` of sha512. */
function spellPhpass({ hash, salt = "", iterations = 0, type }: NonNullable<HashedPassword["phpass"]>): string | null {
  const whole = /^\$([PHS])\$([./A-Za-z0-9])([./A-Za-z0-9]{8})([./A-Za-z0-9]+)$/.exec(hash);
  if (!whole) return `$phpass-${type || "md5"}$i=${iterations}$${salt}$${hash}`;
  const [, kind, exponent = "", ownSalt, checksum] = whole;
  return `$phpass-${kind === "S" ? "sha512" : "md5"}$i=${2 ** ITOA64.indexOf(exponent)}$${ownSalt}$${checksum}`;
}

/** The hash alone, of argon2id unless a type says otherwise; or the whole PHC string. */
function spellArgon2({ hash, salt = "", iterations, memory, threads, type }: NonNullable<HashedPassword["argon2"]>): string {
  if (hash.startsWith("$")) return hash;
  const name = (type || "argon2id").toLowerCase();
  return `$${name.startsWith("argon2") ? name : `argon2${name}`}$v=19$m=${memory},t=${iterations},p=${threads}$${unpadded(salt)}$${unpadded(hash)}`;
}

function unpadded(base64: string): string {
  return base64.replace(/={1,2}$/, "");
}

function toBase64(bytes: Buffer): string {
  return unpadded(bytes.toString("base64"));
}

/** Bytes of base64 in either alphabet; null for what is none, or none that a hash has. */
function fromBase64(text: string, bytesMin = 0, bytesMax = HASH_BYTES_MAX): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  // Buffer leaves out what it does not know, and a last character that fills no byte.
  const isWhole = bytes.toString("base64url") === unpadded(text).replaceAll("+", "-").replaceAll("/", "_");
  return isWhole && bytes.length >= bytesMin && bytes.length <= bytesMax ? bytes : null;
}

function isEqual(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** RFC 9106. */
function argon2Hash([, stored = "", m, t, p, salt = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  const [memory, passes, threads] = [Number(m), Number(t), Number(p)];
  if (!fromBase64(salt, 8, SALT_BYTES_MAX) || !fromBase64(hash, HASH_BYTES_MIN)) return null;
  // The libraries read what is stored themselves, and only one alphabet.
  if (/[-_]/.test(salt + hash)) return null;
  if (passes < 1 || threads < 1 || memory < 8 * threads) return null;
  const isDear = memory > MEMORY_MAX_KIB || passes > ARGON2_PASSES_MAX || memory * passes > ARGON2_WORK_MAX || threads > ARGON2_THREADS_MAX;
  return {
    excess: isDear
      ? `argon2 with more than ${MEMORY_MAX_KIB} KiB, ${ARGON2_PASSES_MAX} iterations, ${ARGON2_WORK_MAX} KiB times those, or ${ARGON2_THREADS_MAX} threads`
      : null,
    async matches(password) {
      // Loaded when the first such hash turns up: `argon2` reads every variant, at half the speed.
      const { default: argon2 } = await import("argon2");
      return argon2.verify(stored, password);
    },
  };
}

/** Provos and Mazières, "A Future-Adaptable Password Scheme"; what follows 72 bytes plays no part. With SHA-256 in front, in hexadecimal, Django's. */
function bcryptHash([, django, stored = "", cost]: RegExpExecArray): ImportedHash | null {
  if (Number(cost) < 4) return null;
  return {
    excess: Number(cost) > BCRYPT_COST_MAX ? `bcrypt of a cost above ${BCRYPT_COST_MAX}` : null,
    async matches(password) {
      const { verify } = await import("@node-rs/bcrypt");
      return verify(django === "bcrypt_sha256" ? createHash("sha256").update(password).digest("hex") : password, stored);
    },
  };
}

/** RFC 8018. */
function pbkdf2By(digest: string, iterations: number, salt: Buffer | null, hash: Buffer | null): ImportedHash | null {
  if (!salt || !hash || iterations < 1) return null;
  const work = iterations * Math.ceil(hash.length / (DIGEST_BYTES[digest] ?? 1));
  return {
    excess: work > PBKDF2_WORK_MAX ? `pbkdf2 of more than ${PBKDF2_WORK_MAX} iterations, those for each block of the hash counted` : null,
    matches: async (password) => isEqual(await deriveByPbkdf2(password, salt, iterations, hash.length, digest), hash),
  };
}

function pbkdf2Hash([, digest = "", iterations, salt = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  return pbkdf2By(digest, Number(iterations), fromBase64(salt, 0, SALT_BYTES_MAX), fromBase64(hash, HASH_BYTES_MIN));
}

/** django.contrib.auth.hashers.PBKDF2PasswordHasher: the salt is text. */
function djangoPbkdf2Hash([, digest = "", iterations, salt = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  return pbkdf2By(digest, Number(iterations), Buffer.from(salt), fromBase64(unpadded(hash), HASH_BYTES_MIN));
}

/** RFC 7914; null where it would not be computed. */
function scryptBy(
  cost: { N: number; r: number; p: number },
  salt: Buffer,
  length: number,
  isRight: (key: Buffer) => boolean,
): ImportedHash | null {
  const { N, r, p } = cost;
  if (N < 2 || !Number.isInteger(Math.log2(N)) || r < 1 || p < 1 || Math.log2(N) >= 16 * r) return null;
  return {
    excess: N * r * p > SCRYPT_WORK_MAX ? `scrypt whose N, r and p make more than ${SCRYPT_WORK_MAX}` : null,
    async matches(password) {
      // What Node would refuse by default is bounded above.
      return isRight(await deriveByScrypt(password, salt, length, { ...cost, maxmem: 2 * 128 * N * r * p + 1024 * 1024 }));
    },
  };
}

/** django.contrib.auth.hashers.ScryptPasswordHasher: the salt is text. */
function djangoScryptHash([, N, salt = "", r, p, hash = ""]: RegExpExecArray): ImportedHash | null {
  const expected = fromBase64(unpadded(hash), HASH_BYTES_MIN);
  if (!expected) return null;
  return scryptBy({ N: Number(N), r: Number(r), p: Number(p) }, Buffer.from(salt), expected.length, (key) => isEqual(key, expected));
}

/** https://github.com/firebase/scrypt: what scrypt derives is the key under which the project's signer key is encrypted. */
function firebaseHash([, n, r, ss = "", sk = "", salt = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  const [separator, signerKey, ownSalt, expected] = [ss, sk, salt, hash].map((text) => fromBase64(text));
  if (!separator || !ownSalt || !signerKey || !expected) return null;
  if (expected.length < HASH_BYTES_MIN || expected.length !== signerKey.length) return null;
  return scryptBy({ N: 2 ** Number(n), r: Number(r), p: 1 }, Buffer.concat([ownSalt, separator]), 32, (key) => {
    const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
    return isEqual(Buffer.concat([cipher.update(signerKey), cipher.final()]), expected);
  });
}

/** How many rounds are done before other work has its turn: a millisecond or two. */
const ROUNDS_AT_ONCE = 500;

/** https://www.openwall.com/phpass: MD5 as WordPress has it, or SHA-512 as Drupal 7, which kept 43 characters of the checksum. */
function phpassHash([, digest = "", i, salt = "", checksum = ""]: RegExpExecArray): ImportedHash | null {
  const iterations = Number(i);
  const lengths = digest === "md5" ? [22] : [43, 86];
  if (iterations < 1 || !lengths.includes(checksum.length)) return null;
  return {
    excess: iterations > PHPASS_ITERATIONS_MAX ? `phpass of more than ${PHPASS_ITERATIONS_MAX} iterations` : null,
    async matches(password) {
      let hash = createHash(digest).update(salt).update(password).digest();
      for (let round = 1; round <= iterations; round++) {
        hash = createHash(digest).update(hash).update(password).digest();
        if (round % ROUNDS_AT_ONCE === 0) await setImmediate();
      }
      return isEqual(Buffer.from(encode64(hash).slice(0, checksum.length)), Buffer.from(checksum));
    },
  };
}

/** phpass's own base64: the lowest bits first. */
function encode64(bytes: Buffer): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 3) {
    const three = bytes.subarray(start, start + 3);
    const value = three.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
    for (let index = 0; index <= three.length; index++) text += ITOA64[Math.floor(value / 64 ** index) % 64];
  }
  return text;
}

/** One digest. No documentation says on which side of the password a salt stands, so both are tried. */
function digestHash([, algorithm = "", saltText = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  const length = DIGEST_BYTES[algorithm] ?? 0;
  const salt = fromBase64(saltText, 0, SALT_BYTES_MAX);
  const expected = fromBase64(hash, length, length);
  if (!salt || !expected) return null;
  return {
    excess: null,
    async matches(password) {
      const sides = [Buffer.concat([salt, Buffer.from(password)]), Buffer.concat([Buffer.from(password), salt])];
      return sides.map((side) => isEqual(createHash(algorithm).update(side).digest(), expected)).includes(true);
    },
  };
}

/** django.contrib.auth.hashers.MD5PasswordHasher and SHA1PasswordHasher: the salt is text, in front; the unsalted ones have none. */
function djangoDigestHash([, name = "", salt = "", hash = ""]: RegExpExecArray): ImportedHash | null {
  const algorithm = name.toLowerCase();
  const expected = Buffer.from(hash, "hex");
  if (expected.length !== DIGEST_BYTES[algorithm]) return null;
  return {
    excess: null,
    matches: async (password) => isEqual(createHash(algorithm).update(`${salt}${password}`).digest(), expected),
  };
}
