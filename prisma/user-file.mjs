// The file of users that `pnpm run import` reads and `pnpm run export` writes: those of POST /v1/mgmt/user/create/batch.

const [QUOTE, BACKSLASH, OPEN, CLOSE] = Buffer.from('"\\{}');
/** What may stand between two users, and around all. */
const BETWEEN = new Set(Buffer.from(" \t\r\n,[]"));

/** Longest user that is read, in bytes: what describes one takes some kilobytes. */
const USER_BYTES_MAX = 256 * 1024;

/**
 * The users of a file, one after the other, however large it is: a JSON list, `{ "users": [ … ] }`, or one object after the other (JSON
 * Lines). Throws for what is none of these.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<Record<string, unknown>>}
 */
export async function* readUsers(chunks) {
  let isFirst = true;
  let isWrapped = false;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  /** @type {Buffer[]} */
  let parts = [];
  for await (const read of chunks) {
    let chunk = read;
    if (isFirst) {
      const [beginning = "", wrapper] =
        /^(?:\xef\xbb\xbf)?\s*(\{\s*"users"\s*:\s*(?=\[))?/.exec(read.subarray(0, 200).toString("latin1")) ?? [];
      isFirst = false;
      isWrapped = wrapper !== undefined;
      chunk = read.subarray(beginning.length);
    }
    let start = 0;
    for (const [index, byte] of chunk.entries()) {
      if (depth === 0) {
        if (byte === CLOSE && isWrapped) isWrapped = false;
        else if (byte === OPEN) {
          start = index;
          depth = 1;
        } else if (!BETWEEN.has(byte)) throw new Error("The file is no list of users");
      } else if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isText = false;
      } else if (byte === QUOTE) isText = true;
      else if (byte === OPEN) depth += 1;
      else if (byte === CLOSE) {
        depth -= 1;
        if (depth === 0) {
          yield parseUser(Buffer.concat([...parts, chunk.subarray(start, index + 1)]));
          parts = [];
        }
      }
    }
    if (depth > 0) parts.push(chunk.subarray(parts.length === 0 ? start : 0));
    if (parts.length > 1 && parts.reduce((sum, { length }) => sum + length, 0) > USER_BYTES_MAX) throw tooLong();
  }
  if (depth > 0) throw new Error("The file ends within a user");
}

/** @param {Buffer} bytes */
function parseUser(bytes) {
  if (bytes.length > USER_BYTES_MAX) throw tooLong();
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    // The parser's own words quote what it read, which may be a password.
    throw new Error("A user of the file is no JSON");
  }
}

function tooLong() {
  return new Error(`A user of the file is longer than ${USER_BYTES_MAX} bytes`);
}

/**
 * A user as a batch takes them. Those that a search has answered, which have `loginIds`, are read too: all that a batch knows of them.
 *
 * @param {Record<string, unknown>} user
 * @returns {Record<string, unknown>}
 */
export function asImported(user) {
  if (!Array.isArray(user.loginIds)) return user;
  const [loginId, ...additionalLoginIds] = user.loginIds;
  const userTenants = Array.isArray(user.userTenants)
    ? user.userTenants.map(({ tenantId, roleNames }) => ({ tenantId, roleNames }))
    : undefined;
  // In an answer it says whether there is one; whoever has found them elsewhere may have put them in its place.
  const password = typeof user.password === "string" ? user.password : undefined;
  return { ...user, loginId, additionalLoginIds, userTenants, password, loginIds: undefined };
}

/** @param {string} text base64 without its padding */
function padded(text) {
  return Buffer.from(text, "base64").toString("base64");
}

/** @type {[RegExp, (parts: RegExpExecArray) => Record<string, object>][]} */
const FORMS = [
  [
    /^\$(argon2(?:id|i|d))\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/,
    ([, type, memory, iterations, threads, salt = "", hash = ""]) => ({
      argon2: {
        hash: padded(hash),
        salt: padded(salt),
        iterations: Number(iterations),
        memory: Number(memory),
        threads: Number(threads),
        type,
      },
    }),
  ],
  // Of an older version, which has no field of its own.
  [/^\$argon2/, ({ input }) => ({ argon2: { hash: input } })],
  [/^\$2/, ({ input }) => ({ bcrypt: { hash: input } })],
  [
    /^\$pbkdf2-(sha\d+)\$i=(\d+)\$([^$]*)\$([^$]+)$/,
    ([, type, iterations, salt = "", hash = ""]) => ({
      pbkdf2: { hash: padded(hash), salt: padded(salt), iterations: Number(iterations), type },
    }),
  ],
  [
    /^\$fbscrypt\$v=1,n=(\d+),r=(\d+),p=1,ss=([^,]*),sk=([^$]+)\$([^$]*)\$([^$]+)$/,
    ([, memory, rounds, separator = "", signerKey = "", salt = "", hash = ""]) => ({
      firebase: {
        hash: padded(hash),
        salt: padded(salt),
        saltSeparator: padded(separator),
        signerKey: padded(signerKey),
        memory: Number(memory),
        rounds: Number(rounds),
      },
    }),
  ],
  [
    /^\$phpass-(md5|sha512)\$i=(\d+)\$([^$]*)\$([^$]+)$/,
    ([, type, iterations, salt, hash]) => ({ phpass: { hash, salt, iterations: Number(iterations), type } }),
  ],
  [/^\$md5\$\$([^$]+)$/, ([, hash = ""]) => ({ md5: { hash: Buffer.from(hash, "base64").toString("hex") } })],
  [
    /^\$(sha\d+)\$([^$]*)\$([^$]+)$/,
    ([, type, salt = "", hash = ""]) => ({
      sha: { hash: Buffer.from(hash, "base64").toString("hex"), type, salt: Buffer.from(salt, "base64").toString("utf8") },
    }),
  ],
  [/^(?:argon2|bcrypt|bcrypt_sha256|pbkdf2_sha1|pbkdf2_sha256|scrypt|md5|sha1)\$/, ({ input }) => ({ django: { hash: input } })],
];

/**
 * The form of `hashedPassword` that is stored as this string (packages/auth/src/password/imported-hash.ts). Throws for a string of no form.
 *
 * @param {string} stored
 */
export function hashedPasswordOf(stored) {
  for (const [pattern, form] of FORMS) {
    const parts = pattern.exec(stored);
    if (parts) return form(parts);
  }
  throw new Error("A stored password is of no form that this command knows");
}
