import * as fast from "@node-rs/argon2";
import argon2 from "argon2";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPasswords, type Passwords } from "./passwords";

// Both hashers do their real work; the tests look at what they were asked for.
vi.mock("@node-rs/argon2", { spy: true });
vi.mock("argon2", { spy: true });

const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
const TYPES = { argon2d: argon2.argon2d, argon2i: argon2.argon2i, argon2id: argon2.argon2id };
/** Cheap, and not ours. */
const CHEAP = { memoryCost: 1024, timeCost: 3, parallelism: 2 };

const passwords = createPasswords({ concurrency: 2 });

beforeEach(() => {
  vi.clearAllMocks();
});

/** The stored hashes that were computed against since the test began. */
function computed(): unknown[] {
  return [...vi.mocked(fast.verify).mock.calls, ...vi.mocked(argon2.verify).mock.calls].map(([stored]) => stored);
}

describe("hash", () => {
  it("P12: is argon2id at m 19456 KiB, t 2, p 1", async () => {
    expect(await passwords.hash("seven green bottles")).toMatch(OURS);
  });

  it("P13: has 16 bytes of salt of its own, and 32 bytes of hash", async () => {
    const hashes = await Promise.all(Array.from({ length: 5 }, () => passwords.hash("seven green bottles")));
    const parts = hashes.map((hash) => hash.split("$").slice(-2));

    expect(parts.map(([salt = "", hash = ""]) => [Buffer.from(salt, "base64").length, Buffer.from(hash, "base64").length])).toEqual(
      new Array(5).fill([16, 32]),
    );
    expect(new Set(parts.map(([salt]) => salt)).size).toBe(5);
  });

  it("P12: is what the other implementation of argon2 verifies", async () => {
    const hash = await passwords.hash("seven green bottles");

    expect(await argon2.verify(hash, "seven green bottles")).toBe(true);
    expect(await argon2.verify(hash, "seven green bottle")).toBe(false);
  });
});

describe("verify", () => {
  it("knows the password behind a hash, and no other", async () => {
    const stored = await passwords.hash("seven green bottles");

    expect(await passwords.verify(stored, "seven green bottles")).toBe(true);
    expect(await passwords.verify(stored, "seven green bottle")).toBe(false);
  });

  it.each([
    ["the last of 256 characters", `${"\u{1f511}".repeat(255)}a`, `${"\u{1f511}".repeat(255)}b`],
    ["what follows 72 bytes", `${"a".repeat(72)}1`, "a".repeat(72)],
    ["what follows NUL", "seven\0green", "seven\0grey"],
    ["the case", "Seven Green Bottles", "seven green bottles"],
    ["a space at the end", "seven green bottles ", "seven green bottles"],
  ])("P3: does not lose %s", async (_, password, other) => {
    const ours = await passwords.hash(password);
    const foreign = await argon2.hash(password, CHEAP);

    expect(await Promise.all([ours, foreign].map((stored) => passwords.verify(stored, password)))).toEqual([true, true]);
    expect(await Promise.all([ours, foreign].map((stored) => passwords.verify(stored, other)))).toEqual([false, false]);
  });

  it.each(Object.entries(TYPES))("P14: reads a foreign %s hash", async (name, type) => {
    const stored = await argon2.hash("seven green bottles", { ...CHEAP, type });

    expect(stored).toMatch(new RegExp(`^\\$${name}\\$v=19\\$m=1024,t=3,p=2\\$`));
    expect(await passwords.verify(stored, "seven green bottles")).toBe(true);
    expect(await passwords.verify(stored, "seven green bottle")).toBe(false);
  });

  it("E1: costs one hash at today's parameters where there is no password, and is false", async () => {
    expect(await passwords.verify(null, "seven green bottles")).toBe(false);

    expect(computed()).toEqual([expect.stringMatching(OURS)]);
  });

  // An MD5 is compared in no time: the answer would say that this account exists, and that its password is easily found.
  it.each([
    ["md5", "$md5$$kAFQmDzST7DWlj99KOF/cg"],
    ["django", "md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3"],
    ["one round of pbkdf2", "$pbkdf2-sha256$i=1$c2FsdA$Eg+2z/z4syxDJ5Zo4ukY1ZcNQ0hZ0lM5p5lX5X5X5X4"],
  ])("P32: costs one of ours besides where a wrong password is compared with a quick hash: %s", async (_, stored) => {
    expect(await passwords.verify(stored, "seven green bottles")).toBe(false);

    expect(computed()).toEqual([expect.stringMatching(OURS)]);
  });

  it.each([
    ["4 GiB of memory", "$argon2id$v=19$m=4194304,t=2,p=1$"],
    ["17 rounds", "$argon2id$v=19$m=19456,t=17,p=1$"],
    ["17 lanes", "$argon2id$v=19$m=19456,t=2,p=17$"],
    ["a scheme we do not read", "$2b$31$"],
  ])("7.4: does not run a stored hash that asks for %s, but one of ours", async (_, parameters) => {
    const stored = `${parameters}DU4LyYNvk+BwLgDMZGlK1g$klZ2mBOaiVis/4XgG5Uq4wqclerIbVxq5wfA3hn23D0`;

    expect(await passwords.verify(stored, "seven green bottles")).toBe(false);

    expect(computed()).toEqual([expect.stringMatching(OURS)]);
  });
});

describe("needsRehash", () => {
  it("P14: is false for a hash of today's", async () => {
    expect(passwords.needsRehash(await passwords.hash("seven green bottles"))).toBe(false);
  });

  it.each([
    ["less memory", "$argon2id$v=19$m=9216,t=2,p=1$c2FsdA$aGFzaA"],
    ["more memory", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA"],
    ["another variant", "$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"],
    ["an older version", "$argon2id$v=16$m=19456,t=2,p=1$c2FsdA$aGFzaA"],
  ])("P14: is true for a hash with %s", (_, stored) => {
    expect(passwords.needsRehash(stored)).toBe(true);
  });
});

describe("the queue", () => {
  /** Hashing that lasts until it is told to end; how many run, and the most that ever did. */
  function openHashing() {
    let finish = () => {};
    const lasting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const running = { now: 0, max: 0 };
    vi.mocked(fast.hash).mockImplementation(async () => {
      running.max = Math.max(running.max, ++running.now);
      await lasting;
      running.now -= 1;
      return "hash";
    });
    return { finish, running };
  }

  afterEach(() => {
    vi.mocked(fast.hash).mockReset();
  });

  it.each([1, 2, 4])("P16: runs %i hashes at once where that is the limit", async (concurrency) => {
    const { hash } = createPasswords({ concurrency });
    const { finish, running } = openHashing();

    const hashing = Array.from({ length: 20 }, () => hash("seven green bottles"));
    finish();
    await Promise.all(hashing);

    expect(running).toEqual({ now: 0, max: concurrency });
  });

  // After an import everybody's first sign-in brings one, and those have the priority of the thread that answers.
  it("P34: checks hashes of other systems on one core fewer, where threads hash on every core", async () => {
    const threads = { count: 2, hash: async () => "hash", verify: async () => false, close: async () => {} };
    const { verify } = createPasswords({ concurrency: 1, threads });
    const foreign = await argon2.hash("seven green bottles", CHEAP);
    const running = { now: 0, max: 0 };
    vi.mocked(argon2.verify).mockImplementation(async () => {
      running.max = Math.max(running.max, ++running.now);
      await new Promise(setImmediate);
      running.now -= 1;
      return true;
    });

    const checked = await Promise.all(Array.from({ length: 6 }, () => verify(foreign, "seven green bottles")));
    vi.mocked(argon2.verify).mockReset();

    expect(checked).toEqual(new Array(6).fill(true));
    expect(running).toEqual({ now: 0, max: 1 });
  });

  // Somebody changes one password ninety times at once: whoever signs in meanwhile waits for one of those hashes, not for all.
  it.each([
    ["account", ["192.0.2.1", "account ada"], ["192.0.2.2", "account ada"], ["198.51.100.7", "account bob"]],
    ["address", ["192.0.2.1", "account ada"], ["192.0.2.1", "account eve"], ["198.51.100.7", "account bob"]],
  ])("P17: serves in turn, however much one %s brings", async (_, first, second, other) => {
    const { admit, hash } = createPasswords({ concurrency: 1 });
    const { finish } = openHashing();
    const done: string[] = [];
    const ask = (owners: string[], name: string) => admit(owners, () => hash(name).then(() => done.push(name)));

    const asked = Array.from({ length: 10 }, (_, index) => ask(index % 2 ? second : first, `many ${index}`));
    asked.push(ask(other, "other 0"), ask(other, "other 1"));
    finish();
    await Promise.all(asked);

    expect(done.slice(0, 5)).toEqual(["many 0", "other 0", "many 1", "other 1", "many 2"]);
  });

  // Each of a thousand strangers has had nothing yet, and would always come first.
  it("P17: lets nobody wait for ever for those who keep coming", async () => {
    const { admit, hash } = createPasswords({ concurrency: 1 });
    const { finish } = openHashing();
    const done: string[] = [];
    const ask = (owner: string, name: string) => admit([owner], () => hash(name).then(() => done.push(name)));
    const come = async (stranger: number): Promise<void> => {
      await ask(`stranger ${stranger}`, "stranger");
      if (stranger < 1000) await come(stranger + 10);
    };

    const asked: Promise<unknown>[] = Array.from({ length: 3 }, (_, index) => ask("ada", `ada ${index}`));
    for (let stranger = 0; stranger < 10; stranger++) asked.push(come(stranger));
    finish();
    await Promise.all(asked);

    expect(done.length).toBeGreaterThan(1000);
    expect(done.indexOf("ada 2")).toBeLessThan(250);
  });
});

describe("admit", () => {
  afterEach(() => {
    vi.mocked(fast.verify).mockReset();
    vi.restoreAllMocks();
  });

  const ADA = ["192.0.2.1", "account ada@example.com"];
  const REFUSED = { code: "E130429", retryAfterSeconds: 4 };

  function isFull({ refuseWhenFull }: Passwords): boolean {
    try {
      refuseWhenFull(ADA);
      return false;
    } catch {
      return true;
    }
  }

  /** As many calls as are let in, up to a limit. They cost no hash, and last until `end`. */
  function openCalls(passwords: Passwords, callsMax = 1000) {
    let end = () => {};
    const lasting = new Promise<void>((resolve) => {
      end = resolve;
    });
    const calls: Promise<void>[] = [];
    while (!isFull(passwords) && calls.length < callsMax) calls.push(passwords.admit(ADA, () => lasting));
    return { calls, end };
  }

  it("P16: lets four seconds of calls in, 161 of 25 ms, and answers E130429 to the next until some are over", async () => {
    const passwords = createPasswords({ concurrency: 2 });
    const { calls, end } = openCalls(passwords);

    expect(calls).toHaveLength(161);
    await expect(passwords.admit(ADA, async () => "in")).rejects.toMatchObject(REFUSED);

    end();
    await Promise.all(calls);
    await expect(passwords.admit(ADA, async () => "in")).resolves.toBe("in");
  });

  it.each([
    ["account", ["192.0.2.1", "account bob"], ["198.51.100.7", "account ada@example.com"]],
    ["address", ["198.51.100.7", "account ada@example.com"], ["192.0.2.1", "account bob"]],
  ])("P17: turns nobody else away when one account or address has filled it: the same %s", async (_, ...[one, another]) => {
    const passwords = createPasswords({ concurrency: 2 });
    const { calls, end } = openCalls(passwords);

    await expect(passwords.admit(one as string[], async () => "in")).rejects.toMatchObject(REFUSED);
    await expect(passwords.admit(another as string[], async () => "in")).rejects.toMatchObject(REFUSED);
    expect(() => passwords.refuseWhenFull(["203.0.113.9"])).not.toThrow();
    expect(() => passwords.refuseWhenFull(["192.0.2.1"])).toThrow();
    await expect(passwords.admit(["203.0.113.9", "account bob"], async () => "in")).resolves.toBe("in");

    end();
    await Promise.all(calls);
  });

  /** A hundred calls, one after the other, of one hash that takes so long. */
  async function measure(passwords: Passwords, hashMs: number, answer: () => Promise<unknown>): Promise<void> {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    vi.mocked(fast.verify).mockImplementation(async () => {
      now += hashMs;
      return false;
    });
    const call = () => passwords.verify(null, "seven green bottles").then(answer);
    for (let count = 0; count < 100; count++) await passwords.admit(ADA, call).catch(() => {});
  }

  it("lets more in once calls have shown to be quick", async () => {
    const passwords = createPasswords({ concurrency: 2 });
    await measure(passwords, 10, async () => "in");

    expect(openCalls(passwords).calls.length).toBeGreaterThan(161);
  });

  // A flood of wrong passwords is nothing but calls that hash and fail: of 161 on a slow machine the last would wait for half a minute.
  it("P16: lets fewer in once hashes have shown to be slow, though every call is refused after its hash", async () => {
    const passwords = createPasswords({ concurrency: 2 });
    await measure(passwords, 400, () => Promise.reject(new Error("wrong")));

    expect(openCalls(passwords).calls).toHaveLength(21);
  });

  // A call that is refused before its hash is quick: a thousand of those must not let a thousand hashes in.
  it("P16: learns nothing from calls that fail without a hash", async () => {
    const passwords = createPasswords({ concurrency: 2 });
    for (let call = 0; call < 100; call++)
      await expect(passwords.admit(ADA, () => Promise.reject(new Error("slowed down")))).rejects.toThrow();

    expect(openCalls(passwords).calls).toHaveLength(161);
  });

  it("P16: takes no call for quicker than its hash, however many were under way that cost none", async () => {
    const passwords = createPasswords({ concurrency: 2 });
    const { calls } = openCalls(passwords, 10);
    await measure(passwords, 400, async () => "in");

    expect(calls.length + openCalls(passwords).calls.length).toBe(21);
  });
});
