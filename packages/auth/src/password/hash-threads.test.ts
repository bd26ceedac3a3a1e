import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createHashThreads, hashThreadCount, hashThreadFile } from "./hash-threads";
import { createPasswords } from "./passwords";

const FILE = hashThreadFile(join(import.meta.dirname, "../../../.."));
const MORTAL = join(import.meta.dirname, "../testing/mortal-hash-thread.cjs");
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PASSWORD = "seven green bottles";

let closeThreads: () => Promise<void>;

/** Two threads, what operators were told of them, and a hasher that has them; gone when the test ends. */
function open(file: string) {
  const told: string[] = [];
  const threads = createHashThreads({ file, count: 2, tell: (line) => told.push(line) });
  closeThreads = threads.close;
  return { threads, told, passwords: createPasswords({ concurrency: 1, threads }) };
}

afterEach(async () => {
  await closeThreads?.();
  vi.restoreAllMocks();
});

/** How nice each thread of this process is (proc(5)). */
function readNiceness(): number[] {
  return readdirSync("/proc/self/task").map((id) => {
    const fields = readFileSync(`/proc/self/task/${id}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(fields.split(" ")[16]);
  });
}

const countNicer = () => readNiceness().filter((nice) => nice > getPriority()).length;

function hashTwo({ hash }: { hash(password: string): Promise<string> }): Promise<string[]> {
  return Promise.all([hash(PASSWORD), hash(PASSWORD)]);
}

describe("threads that hash", () => {
  it("P12: make the hashes that are made without them, and check either", async () => {
    const { passwords, threads } = open(FILE);
    const without = createPasswords({ concurrency: 1 });

    const [made, madeWithout] = await Promise.all([passwords.hash(PASSWORD), without.hash(PASSWORD)]);

    expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await Promise.all([made, madeWithout].map((stored) => passwords.verify(stored, PASSWORD)))).toEqual([true, true]);
    expect(await passwords.verify(madeWithout, "seven green bottle")).toBe(false);
    expect(await without.verify(made, PASSWORD)).toBe(true);
    await expect(threads.verify("no hash", PASSWORD)).rejects.toThrow();
  });

  it.runIf(process.platform === "linux")(
    "P34: have a lower priority than the rest of the process, and are there from the first need on",
    async () => {
      const { passwords } = open(FILE);
      const before = { all: readNiceness().length, nicer: countNicer() };

      expect(before.nicer).toBe(0);
      await passwords.hash(PASSWORD);
      expect(countNicer()).toBe(1);
      await hashTwo(passwords);
      await hashTwo(passwords);
      expect(countNicer()).toBe(2);
      await closeThreads();
      expect(countNicer()).toBe(0);
    },
  );

  it.each([
    ["linux", 1, 1],
    ["linux", 8, 8],
    ["darwin", 8, 7],
    ["win32", 1, 1],
  ] as const)("P34: on %s with %i cores are %i", (platform, cores, count) => {
    expect(hashThreadCount(cores, platform)).toBe(count);
  });

  it("keep a process alive only while they hash", async () => {
    const { passwords } = open(FILE);
    const countPorts = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = countPorts();

    const hashing = passwords.hash(PASSWORD);
    await vi.waitFor(() => expect(countPorts()).toBeGreaterThan(before));
    await hashing;

    expect(countPorts()).toBe(before);
  });

  it.each(["exit, please", "run out of memory, please"])(
    "1.10: answer E010503 for a hash whose thread ended (%s), go on with those that wait, and are whole again",
    async (end) => {
      const { passwords, told } = open(MORTAL);

      const ended = [passwords.hash(end), passwords.hash(end)];
      const waiting = Promise.all(Array.from({ length: 6 }, () => passwords.hash(PASSWORD)));

      const refused = { status: "rejected", reason: { code: "E010503", status: 503, retryAfterSeconds: 2 } };
      expect(await Promise.allSettled(ended)).toMatchObject([refused, refused]);
      for (const hash of await waiting) expect(await passwords.verify(hash, PASSWORD)).toBe(true);
      expect(told).toEqual([expect.stringContaining("starts another"), expect.stringContaining("starts another")]);
      expect(told.join()).not.toContain("please");
      // A thread is made when it is needed, and two hashes may find one that is there twice.
      await vi.waitFor(async () => {
        await hashTwo(passwords);
        if (process.platform === "linux") expect(countNicer()).toBe(2);
      });
    },
  );

  it.each([
    ["there is no file for them", join(import.meta.dirname, "nothing.mjs")],
    ["the file is none that a thread can run", "not/absolute.mjs"],
    ["what they load is not there", join(import.meta.dirname, "../../package.json")],
  ])("1.10: leave hashing to the pool, one at a time, where they cannot start because %s; tried again a minute later", async (_, file) => {
    const { passwords, threads, told } = open(file);
    let now = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => now);

    const hashes = await hashTwo(passwords);

    expect(await Promise.all(hashes.map((hash) => passwords.verify(hash, PASSWORD)))).toEqual([true, true]);
    expect(threads.count).toBe(0);
    expect(told[0]).toMatch(/^No thread that hashes passwords could be started/);
    now += 60_000;
    expect(threads.count).toBe(2);
  });

  it("1.10: leave hashing to the pool for a minute when they end again and again", async () => {
    const { passwords, threads, told } = open(MORTAL);
    for (let round = 0; round < 5; round++) {
      await expect(passwords.hash("exit, please")).rejects.toMatchObject({ code: "E010503" });
    }

    expect(threads.count).toBe(0);
    expect(told.at(-1)).toMatch(/^Threads that hash passwords end again and again/);
    expect(await passwords.verify(await passwords.hash(PASSWORD), PASSWORD)).toBe(true);
  });

  it("1.10: answer E010503 for what they do when the server stops, and for what comes later", async () => {
    const { threads, told } = open(FILE);

    const hashing = expect(threads.hash(PASSWORD, PARAMETERS)).rejects.toMatchObject({ code: "E010503" });
    await closeThreads();
    await hashing;

    await expect(threads.hash(PASSWORD, PARAMETERS)).rejects.toMatchObject({ code: "E010503" });
    expect(told).toEqual([]);
  });
});

describe("the queue in front of threads", () => {
  it("P16, P17: hashes as many at once as there are threads, in turn for those who wait", async () => {
    const running = { now: 0, max: 0 };
    const done: string[] = [];
    const threads = {
      count: 2,
      async hash(password: string) {
        running.max = Math.max(running.max, ++running.now);
        await new Promise(setImmediate);
        running.now -= 1;
        done.push(password);
        return password;
      },
      verify: async () => true,
      close: async () => {},
    };
    const { admit, hash } = createPasswords({ concurrency: 1, threads });
    const ask = (owner: string, name: string) => admit([owner], () => hash(name));

    const asked = Array.from({ length: 6 }, (_, index) => ask("ada", `ada ${index}`));
    asked.push(ask("bob", "bob 0"), ask("bob", "bob 1"));
    await Promise.all(asked);

    expect(running).toEqual({ now: 0, max: 2 });
    expect(done.indexOf("bob 1")).toBeLessThan(done.indexOf("ada 3"));
  });
});
