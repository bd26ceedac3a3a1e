import type { Random } from "./clock-and-random";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 27;

/** A new ID: the prefix that tells its kind (`U` a user, `S` a session, …), then 27 random base-62 characters (160 bits). */
export function newId(random: Random, prefix: string): string {
  const length = prefix.length + LENGTH;
  let id = prefix;
  while (id.length < length) {
    for (const byte of random.bytes(LENGTH + 5)) {
      // 248 is the largest multiple of 62 in a byte: dropping the rest keeps every character equally likely.
      if (byte < 248 && id.length < length) id += BASE62[byte % 62];
    }
  }
  return id;
}

const MILLION = 1_000_000;
/** The largest multiple of a million below 2^32: what lies above would make small codes likelier. */
const UNBIASED = Math.floor(2 ** 32 / MILLION) * MILLION;

/** Six random digits, each code equally likely. */
export function newCode(random: Random): string {
  for (;;) {
    const number = Buffer.from(random.bytes(4)).readUInt32BE();
    if (number < UNBIASED) return String(number % MILLION).padStart(6, "0");
  }
}

// No i, l, o, u: what remains is neither misread nor a word.
const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

/** A recovery code: 80 random bits as four groups of four (F9). */
export function newRecoveryCode(random: Random): string {
  const bits = [...random.bytes(10)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const characters = (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]);
  return (characters.join("").match(/.{4}/g) ?? []).join("-");
}

/** The secret half of a link: 256 random bits. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}
