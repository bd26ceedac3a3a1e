import { createHash } from "node:crypto";
import type { HashedPassword } from "@repo/contract/management/hashed-password";
import { describe, expect, it } from "vitest";
import { readImportedHash, storeHashedPassword } from "./imported-hash";

/** Firebase's own example (https://github.com/firebase/scrypt, README). */
const FIREBASE = {
  hash: "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
  salt: "42xEC+ixf3L2lw==",
  saltSeparator: "Bw==",
  signerKey: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
  memory: 14,
  rounds: 8,
};

const fromHex = (hex: string) => Buffer.from(hex, "hex").toString("base64");
const SALT = Buffer.from("salt").toString("base64");
const SOMESALT = Buffer.from("somesalt").toString("base64");
const LETMEIN = "l\u00e8tmein";

/** Answers that were known before this code: where each is from, the password, and what stands for it. */
const KNOWN: [from: string, password: string, HashedPassword][] = [
  // Openwall's crypt_blowfish, wrapper.c.
  ["bcrypt $2a", "U*U", { bcrypt: { hash: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } }],
  ["bcrypt $2b", "U*U*U", { bcrypt: { hash: "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a" } }],
  ["bcrypt $2y", "U*U*", { bcrypt: { hash: "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK" } }],
  // The reference implementation's test.c (https://github.com/P-H-C/phc-winner-argon2).
  [
    "argon2id, as one PHC string",
    "password",
    { argon2: { hash: "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc" } },
  ],
  [
    "argon2id, in parts",
    "password",
    { argon2: { hash: "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc=", salt: SOMESALT, memory: 65536, iterations: 2, threads: 1 } },
  ],
  [
    "argon2i",
    "password",
    {
      argon2: { hash: "wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA=", salt: SOMESALT, memory: 65536, iterations: 2, threads: 1, type: "i" },
    },
  ],
  [
    "argon2i of version 16, which stands in no string",
    "password",
    { argon2: { hash: "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ" } },
  ],
  // By @node-rs/argon2, the other of the two implementations here.
  ["argon2d", "password", { argon2: { hash: "$argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$7WlpgAteZBAUBN8fsClBmqjAK0wlZUrln2Vai1gUJKs" } }],
  // RFC 6070; for SHA-2 the same password, salt and iterations by OpenSSL, as published beside it.
  [
    "pbkdf2 of SHA-1",
    "password",
    { pbkdf2: { hash: fromHex("4b007901b765489abead49d926f721d065a429c1"), salt: SALT, iterations: 4096, type: "sha1" } },
  ],
  [
    "pbkdf2 of SHA-256",
    "password",
    {
      pbkdf2: {
        hash: fromHex("c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
        salt: SALT,
        iterations: 4096,
        type: "sha256",
      },
    },
  ],
  [
    "pbkdf2 of SHA-512",
    "password",
    {
      pbkdf2: {
        hash: fromHex(
          "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5",
        ),
        salt: SALT,
        iterations: 4096,
        type: "sha512",
      },
    },
  ],
  // RFC 1321, and FIPS 180 by its examples.
  ["md5", "abc", { md5: { hash: "900150983cd24fb0d6963f7d28e17f72" } }],
  ["sha1", "abc", { sha: { type: "sha1", hash: "A9993E364706816ABA3E25717850C26C9CD0D89D" } }],
  ["sha256", "abc", { sha: { type: "sha256", hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" } }],
  ["sha256 in base64", "abc", { sha: { type: "sha256", hash: "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", salt: "" } }],
  [
    "sha512",
    "abc",
    {
      sha: {
        type: "sha512",
        hash: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      },
    },
  ],
  ["a salt in front", "c", { sha: { type: "sha1", hash: "a9993e364706816aba3e25717850c26c9cd0d89d", salt: "ab" } }],
  ["a salt behind", "a", { sha: { type: "sha1", hash: "a9993e364706816aba3e25717850c26c9cd0d89d", salt: "bc" } }],
  // Django's tests/auth_tests/test_hashers.py; pbkdf2_sha1 by Python's hashlib.
  ["django's pbkdf2_sha256", LETMEIN, { django: { hash: "pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=" } }],
  ["django's pbkdf2_sha1", LETMEIN, { django: { hash: "pbkdf2_sha1$20000$seasalt$PW/H5xF0MPTAW7JTY/RAPV+r8mo=" } }],
  [
    "django's scrypt",
    LETMEIN,
    {
      django: {
        hash: "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==",
      },
    },
  ],
  ["django's md5", LETMEIN, { django: { hash: "md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3" } }],
  ["django's sha1", LETMEIN, { django: { hash: "sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8" } }],
  ["django's md5 without salt", LETMEIN, { django: { hash: "88a434c88cca4e900f7874cd98123f43" } }],
  ["django's sha1 without salt", LETMEIN, { django: { hash: "sha1$$6d138ca3ae545631b3abd71a4f076ce759c5700b" } }],
  [
    "django's argon2",
    "password",
    { django: { hash: "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc" } },
  ],
  ["django's bcrypt", "U*U", { django: { hash: "bcrypt$$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } }],
  // Openwall's test.php for phpass; hashcat's examples of modes 400 and 7900.
  ["phpass as one string", "test12345", { phpass: { hash: "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0" } }],
  ["phpass of WordPress", "hashcat", { phpass: { hash: "$P$984478476IagS59wHZvyQMArzfx58u." } }],
  ["phpass in parts", "hashcat", { phpass: { hash: "IagS59wHZvyQMArzfx58u.", salt: "84478476", iterations: 2048, type: "md5" } }],
  ["phpass of Drupal 7", "hashcat", { phpass: { hash: "$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf" } }],
  [
    "phpass of SHA-512 in parts",
    "hashcat",
    { phpass: { hash: "bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf", salt: "33783772", iterations: 16384, type: "sha512" } },
  ],
  ["firebase", "user1password", { firebase: FIREBASE }],
];

describe("a password that another system hashed", () => {
  it.each(KNOWN)("P30: is known again, and no other: %s", async (_, password, hashed) => {
    const stored = storeHashedPassword(hashed);
    const read = readImportedHash(stored);

    expect(stored).toMatch(/^[\x21-\x7e]+$/);
    expect(await read?.matches(password)).toBe(true);
    expect(await read?.matches(`${password} `)).toBe(false);
    expect(await read?.matches("")).toBe(false);
  });

  it("P30: is known again where Django hashed it twice, for bcrypt to see all of it", async () => {
    const once = createHash("sha256").update("password").digest("hex");
    const { hash } = await import("@node-rs/bcrypt");
    const stored = storeHashedPassword({ django: { hash: `bcrypt_sha256$${await hash(once, { cost: 4 })}` } });

    expect(await readImportedHash(stored)?.matches("password")).toBe(true);
    expect(await readImportedHash(stored)?.matches(once)).toBe(false);
  });

  it.each<[string, HashedPassword]>([
    ["bcrypt", { bcrypt: { hash: "$2b$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } }],
    ["django's bcrypt", { django: { hash: "bcrypt_sha256$$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } }],
    ["pbkdf2 by iterations", { pbkdf2: { hash: fromHex("ab".repeat(32)), salt: SALT, iterations: 0xffffffff, type: "sha256" } }],
    ["pbkdf2 by length", { pbkdf2: { hash: fromHex("ab".repeat(400)), salt: SALT, iterations: 200_000, type: "sha1" } }],
    ["django's pbkdf2", { django: { hash: `pbkdf2_sha256$9999999999$seasalt$${fromHex("ab".repeat(32))}` } }],
    ["django's scrypt by N", { django: { hash: `scrypt$1073741824$seasalt$8$1$${fromHex("ab".repeat(32))}` } }],
    ["django's scrypt by p", { django: { hash: `scrypt$16384$seasalt$8$9999$${fromHex("ab".repeat(32))}` } }],
    ["phpass", { phpass: { hash: "IagS59wHZvyQMArzfx58u.", salt: "84478476", iterations: 0xffffffff } }],
    ["phpass by its string", { phpass: { hash: "$P$S84478476IagS59wHZvyQMArzfx58u." } }],
    ["firebase by memory", { firebase: { ...FIREBASE, memory: 30 } }],
    ["firebase by rounds", { firebase: { ...FIREBASE, rounds: 0xffffffff } }],
    ["argon2 by memory", { argon2: { hash: SALT.repeat(6), salt: SOMESALT, memory: 262_145, iterations: 1, threads: 1 } }],
    ["argon2 by iterations", { argon2: { hash: SALT.repeat(6), salt: SOMESALT, memory: 8, iterations: 0xffffffff, threads: 1 } }],
    ["argon2 by both", { argon2: { hash: SALT.repeat(6), salt: SOMESALT, memory: 262_144, iterations: 5, threads: 1 } }],
    ["argon2 by threads", { argon2: { hash: SALT.repeat(6), salt: SOMESALT, memory: 65536, iterations: 1, threads: 17 } }],
    [
      "django's argon2",
      { django: { hash: "argon2$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc" } },
    ],
  ])("P31: is refused, and nothing computed, where one sign-in would cost too much: %s", (_, hashed) => {
    const unpadded = JSON.parse(JSON.stringify(hashed).replaceAll(SALT.repeat(6), fromHex("ab".repeat(32))));

    expect(() => storeHashedPassword(unpadded)).toThrow(
      expect.objectContaining({ code: "E011003", message: expect.stringContaining("costs too much to check") }),
    );
  });

  it.each<[string, HashedPassword]>([
    ["nothing", {}],
    ["two forms", { md5: { hash: "900150983cd24fb0d6963f7d28e17f72" }, bcrypt: { hash: "$2b$05$" } }],
    ["an empty hash", { md5: { hash: "" } }],
    ["half a hash", { md5: { hash: "900150983cd24fb0" } }],
    ["a digest of another length", { sha: { type: "sha512", hash: "900150983cd24fb0d6963f7d28e17f72" } }],
    ["a digest of no name", { sha: { type: "constructor", hash: "900150983cd24fb0d6963f7d28e17f72" } }],
    ["a password in the place of its hash", { bcrypt: { hash: "seven green bottles" } }],
    ["the broken bcrypt of 2011", { bcrypt: { hash: "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } }],
    ["a bcrypt hash that is cut off", { bcrypt: { hash: "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9" } }],
    ["django's password that nobody has", { django: { hash: "!Fgn8v2kS0h1" } }],
    ["one of our strings in Django's place", { django: { hash: "$md5$$kAFQmDzST7DWlj99KOF/cg" } }],
    ["pbkdf2 whose hash fits every password", { pbkdf2: { hash: "", salt: SALT, iterations: 1, type: "sha256" } }],
    ["pbkdf2 whose hash fits one of 256", { pbkdf2: { hash: "qw==", salt: SALT, iterations: 1, type: "sha256" } }],
    ["pbkdf2 without iterations", { pbkdf2: { hash: fromHex("ab".repeat(32)), salt: SALT, iterations: 0, type: "sha256" } }],
    ["pbkdf2 of another digest", { pbkdf2: { hash: fromHex("ab".repeat(32)), salt: SALT, iterations: 1, type: "md4" } }],
    ["pbkdf2 of what is no base64", { pbkdf2: { hash: "#".repeat(44), salt: SALT, iterations: 1, type: "sha256" } }],
    [
      "a type that brings another hash along",
      { pbkdf2: { hash: fromHex("ab".repeat(32)), salt: SALT, iterations: 1, type: "sha256$i=1$$" } },
    ],
    ["firebase without a signer key", { firebase: { ...FIREBASE, signerKey: "" } }],
    ["firebase whose hash is cut off", { firebase: { ...FIREBASE, hash: FIREBASE.hash.slice(0, 24) } }],
    ["firebase without rounds", { firebase: { ...FIREBASE, rounds: 0 } }],
    ["phpass without iterations", { phpass: { hash: "IagS59wHZvyQMArzfx58u.", salt: "84478476" } }],
    [
      "argon2 in the alphabet of addresses, which argon2 does not read",
      { argon2: { hash: `$argon2id$v=19$m=19456,t=2,p=1$${"-_".repeat(11)}$${"-_".repeat(21)}A` } },
    ],
    ["scrypt that nobody computes", { django: { hash: `scrypt$65536$salt$1$1$${fromHex("ab".repeat(64))}` } }],
    ["firebase that nobody computes", { firebase: { ...FIREBASE, memory: 17, rounds: 1 } }],
    ["argon2 without parameters", { argon2: { hash: fromHex("ab".repeat(32)), salt: SOMESALT } }],
    [
      "argon2 of another variant",
      { argon2: { hash: fromHex("ab".repeat(32)), salt: SOMESALT, memory: 8, iterations: 1, threads: 1, type: "x" } },
    ],
  ])("P31: is refused where it is none, before anybody can sign in by it: %s", (_, hashed) => {
    expect(() => storeHashedPassword(hashed)).toThrow(expect.objectContaining({ code: "E011003", status: 400 }));
  });
});
