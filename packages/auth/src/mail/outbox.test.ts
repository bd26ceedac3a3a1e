import { openDatabase } from "@repo/db/client";
import { createStore } from "@repo/db/store";
import type { Delivery, Letter } from "@repo/emails/letter";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createSealer } from "../sealer";
import { createTestClock } from "../testing/deps";
import { ADA, openScene, openSceneOnFile, type Scene } from "../testing/scene";
import { createSlowServer } from "../testing/slow-mail-server";
import { deliverDue, queueLetter, type SenderDeps, startSender } from "./outbox";

let scene: Scene;
let delivered: string[];
let logged: { reason?: string; retryInSeconds?: number; message: string }[];

beforeEach(async () => {
  scene = await openScene();
  delivered = [];
  logged = [];
});

afterEach(() => scene.close());

const CODE = "835197";

function letterTo(to: string, code = CODE): Letter {
  const askedBy = { userAgent: "Test/1.0", at: "2026-03-01T12:00:00.000Z" };
  return { kind: "emailCode", to, locale: "", props: { code, purpose: "signIn", minutes: 5, askedBy, templateOptions: {} } };
}

/** Queues a letter that is of use for five minutes. */
async function queue(to = ADA, isMailed = true, { deps } = scene): Promise<void> {
  const expiresAt = new Date(deps.clock.now().getTime() + 5 * 60_000);
  await deps.store.transaction((tx) => queueLetter(deps, tx, letterTo(to), expiresAt, isMailed));
}

async function queueMany(times: number): Promise<void> {
  for (let number = 0; number < times; number++) await queue(`${number}@example.com`);
}

/** A sender whose mail server answers as told, and notes what it has taken. */
function senderWith(answer: (letter: Letter) => Promise<Delivery> | Delivery = () => ({ kind: "delivered" })): SenderDeps {
  const log = (fields: object, message: string) => void logged.push({ ...fields, message });
  return {
    ...scene.deps,
    log: { info: log, warn: log },
    mailer: {
      async deliver(letter) {
        if (letter.to === "") return { kind: "thrownAway" };
        const delivery = await answer(letter);
        if (delivery.kind === "delivered") delivered.push(letter.to);
        return delivery;
      },
    },
  };
}

function fail(): never {
  throw new Error("connection refused");
}

/** Resolves when the sender has logged so many lines: each ends the work on one letter. */
function watchLog(sender: SenderDeps, lines: number): Promise<void> {
  return new Promise((resolve) => {
    const { info, warn } = sender.log;
    const counted = (log: typeof info) => (fields: object, message: string) => {
      log(fields, message);
      if (logged.length >= lines) resolve();
    };
    sender.log = { info: counted(info), warn: counted(warn) };
  });
}

function rows() {
  return scene.prisma.outboxLetter.findMany({ orderBy: { createdAt: "asc" } });
}

describe("queueLetter", () => {
  it("H12: is undone with the transaction", async () => {
    const failing = scene.deps.store.transaction(async (tx) => {
      await queueLetter(scene.deps, tx, letterTo(ADA), scene.deps.clock.now());
      throw new Error("changed its mind");
    });

    await expect(failing).rejects.toThrow("changed its mind");
    expect(await rows()).toEqual([]);
  });

  it("C8, 7.1: seals the letter: neither code nor address are in the database", async () => {
    const own = await openSceneOnFile();
    onTestFinished(() => own.close());
    await queue(ADA, true, own);

    const database = await own.readFiles();

    expect([CODE, ADA, "emailCode"].filter((word) => database.includes(word))).toEqual([]);
    expect(database.includes((await own.prisma.outboxLetter.findFirstOrThrow()).sealedLetter)).toBe(true);
  });

  it("binds the seal to the row: a letter copied to another row cannot be opened", async () => {
    await queue();
    await queue(ADA);
    const [first, second] = await rows();
    await scene.prisma.outboxLetter.update({ where: { id: second?.id ?? "" }, data: { sealedLetter: first?.sealedLetter ?? "" } });

    await deliverDue(senderWith());

    expect(delivered).toEqual([ADA]);
    expect(logged.map(({ message }) => message).sort()).toEqual(["letter delivered", "letter not delivered yet"]);
  });

  it("E2: promises a letter to nobody like any other, without an address, and throws it away when its turn comes", async () => {
    await queue(ADA, false);
    expect(await rows()).toMatchObject([{ sealedLetter: expect.stringMatching(/./), givenUpAt: null }]);

    await deliverDue(senderWith());

    expect(delivered).toEqual([]);
    expect(await rows()).toMatchObject([{ sealedLetter: "", givenUpAt: scene.deps.clock.now(), failure: "nobody to mail" }]);
  });
});

describe("deliverDue", () => {
  it("delivers what is due and erases it", async () => {
    await queue();

    await deliverDue(senderWith());

    expect(delivered).toEqual([ADA]);
    expect(await rows()).toMatchObject([{ deliveredAt: scene.deps.clock.now(), givenUpAt: null, sealedLetter: "", tries: 1 }]);
  });

  it.each([
    ["asked for", async () => queue()],
    [
      "put off",
      async () => {
        await queue();
        await deliverDue(senderWith(fail));
      },
    ],
  ])("4.6: delivers a letter that was %s by a clock that ran ahead, once it is put right", async (_, happen) => {
    scene.deps.clock.advance({ minutes: 5 });
    await happen();
    scene.deps.clock.advance({ minutes: -5 });

    await deliverDue(senderWith());

    expect(delivered).toEqual([ADA]);
  });

  it("4.6: leaves alone the letter that another sender is at", async () => {
    await queue();
    const server = createSlowServer();
    const other = { ...senderWith(server.deliver), clock: createTestClock(scene.deps.clock.now()) };
    // Before this one has its turn at the database, or by a clock that is a little ahead.
    other.clock.advance({ seconds: 30 });
    const round = deliverDue(other);
    await server.hasTaken(1);

    await deliverDue(senderWith());

    expect(delivered).toEqual([]);
    server.answer();
    await round;
    expect(delivered).toEqual([ADA]);
  });

  it("8.2: delivers each letter once, though two senders of two processes look at the same moment", async () => {
    await queueMany(8);
    const other = await openDatabase(scene.url);

    await Promise.all([deliverDue(senderWith()), deliverDue({ ...senderWith(), store: createStore(other) })]);
    await other.close();

    expect(delivered.sort()).toEqual(Array.from({ length: 8 }, (_, number) => `${number}@example.com`));
  });

  it("8.1: tries again after 1, 2, 4, 8, 16 and then every 30 seconds", async () => {
    await queue();
    const sender = senderWith(fail);

    const waits: (number | undefined)[] = [];
    for (let round = 0; round < 8; round++) {
      await deliverDue(sender);
      const seconds = logged.at(-1)?.retryInSeconds ?? 0;
      waits.push(seconds);
      scene.deps.clock.advance({ seconds: seconds - 1 });
      await deliverDue(sender);
      expect(logged).toHaveLength(round + 1);
      scene.deps.clock.advance({ seconds: 1 });
    }

    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(await rows()).toMatchObject([{ deliveredAt: null, givenUpAt: null }]);
  });

  it("8.1: delivers when the mail server is back, the same letter", async () => {
    await queue();
    await deliverDue(senderWith(fail));
    scene.deps.clock.advance({ seconds: 1 });
    const letters: Letter[] = [];

    await deliverDue(
      senderWith((letter) => {
        letters.push(letter);
        return { kind: "delivered" };
      }),
    );

    expect(letters).toEqual([letterTo(ADA)]);
  });

  it("8.1: gives up what was refused for good, and says why", async () => {
    await queue();

    await deliverDue(senderWith(() => ({ kind: "refused", reason: "550 no such mailbox" })));

    expect(await rows()).toMatchObject([{ givenUpAt: scene.deps.clock.now(), failure: "550 no such mailbox", sealedLetter: "" }]);
    expect(logged).toMatchObject([{ reason: "550 no such mailbox", message: "letter given up: refused by the mail server" }]);
    scene.deps.clock.advance({ hours: 1 });
    await deliverDue(senderWith());
    expect(delivered).toEqual([]);
  });

  it("8.1: gives up what has expired before it could be delivered, and says so", async () => {
    await queue();
    scene.deps.clock.advance({ minutes: 5 });

    await deliverDue(senderWith());

    expect(delivered).toEqual([]);
    expect(await rows()).toMatchObject([
      { givenUpAt: scene.deps.clock.now(), failure: "expired before it could be delivered", sealedLetter: "" },
    ]);
    expect(logged).toMatchObject([{ message: "letter given up: expired before it could be delivered" }]);
  });

  it("takes and notes letters that are due together by two statements and one wait for the disk, the oldest first", async () => {
    for (let number = 0; number < 12; number++) {
      await queue(`${number}@example.com`);
      scene.deps.clock.advance({ seconds: 1 });
    }
    await queue("", false);
    const statements: string[] = [];
    let commits = 0;
    const other = await openDatabase(scene.url, { onStatement: (sql) => void statements.push(sql), onCommit: () => void commits++ });

    const taken = await deliverDue({ ...senderWith(), store: createStore(other) });
    await other.close();

    expect(taken).toBe(13);
    expect(delivered).toEqual(Array.from({ length: 12 }, (_, number) => `${number}@example.com`));
    expect(statements).toEqual([expect.stringMatching(/^\s*UPDATE "OutboxLetter"/), expect.stringMatching(/^\s*UPDATE "OutboxLetter"/)]);
    expect(commits).toBe(1);
  });

  it("notes each letter of many as it ended", async () => {
    await queueMany(4);
    const answers: Record<string, () => Delivery> = {
      "1@example.com": () => ({ kind: "refused", reason: "550 no such mailbox" }),
      "2@example.com": fail,
    };

    await deliverDue(senderWith(({ to }) => answers[to]?.() ?? { kind: "delivered" }));

    const now = scene.deps.clock.now();
    const waiting = { deliveredAt: null, givenUpAt: null, failure: "", sealedLetter: expect.stringMatching(/./) };
    const done = { deliveredAt: now, givenUpAt: null, failure: "", sealedLetter: "" };
    const refused = { deliveredAt: null, givenUpAt: now, failure: "550 no such mailbox", sealedLetter: "" };
    const found = await rows();
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining([done, done, refused, waiting].map((row) => expect.objectContaining(row))));
    expect(found.filter(({ nextTryAt }) => nextTryAt.getTime() === now.getTime() + 1000)).toMatchObject([waiting]);
  });

  it("8.1: puts back whose turn does not come in time, so that a slow server has nobody take a letter over that is still to be sent", async () => {
    await queueMany(8);
    const server = createSlowServer();
    const round = deliverDue(senderWith(server.deliver));
    await server.hasTaken(5);

    scene.deps.clock.advance({ seconds: 9 });
    server.answer();
    await round;

    expect(delivered).toHaveLength(5);
    expect((await rows()).filter(({ deliveredAt }) => deliveredAt === null)).toMatchObject(
      Array.from({ length: 3 }, () => ({ tries: 0, nextTryAt: scene.deps.clock.now() })),
    );
    await deliverDue(senderWith());
    expect(delivered).toHaveLength(8);
  });

  it("8.2: leaves a letter to who took it over, though its first sender comes back to say that it failed", async () => {
    await queue();
    const first = createSlowServer();
    const late = deliverDue(senderWith(() => first.deliver().then(fail)));
    await first.hasTaken(1);
    scene.deps.clock.advance({ seconds: 60 });
    const second = createSlowServer();
    const round = deliverDue(senderWith(second.deliver));
    await second.hasTaken(1);
    const taken = await rows();

    first.answer();
    await late;

    expect(await rows()).toEqual(taken);
    second.answer();
    await round;
    expect(delivered).toEqual([ADA]);
  });

  it("8.2: sends a letter again, when its claim ends, whose delivery could not be noted", async () => {
    await queue();
    const { close } = scene.deps.store.outbox;
    scene.deps.store.outbox.close = () => Promise.reject(new Error("disk"));

    await expect(deliverDue(senderWith())).rejects.toThrow("disk");

    scene.deps.store.outbox.close = close;
    scene.deps.clock.advance({ seconds: 60 });
    await deliverDue(senderWith());
    expect(delivered).toEqual([ADA, ADA]);
    expect(await rows()).toMatchObject([{ deliveredAt: scene.deps.clock.now(), tries: 2 }]);
  });

  it("8.2: takes a letter over 60 s after its sender has crashed, and not before", async () => {
    await queue();
    const server = createSlowServer();
    const crashed = deliverDue(senderWith(server.deliver));
    await server.hasTaken(1);

    scene.deps.clock.advance({ seconds: 59 });
    await deliverDue(senderWith());
    expect(delivered).toEqual([]);
    scene.deps.clock.advance({ seconds: 1 });
    await deliverDue(senderWith());

    expect(delivered).toEqual([ADA]);
    server.answer();
    await crashed;
  });

  it("logs no code, no address and no subject", async () => {
    await queue();
    await deliverDue(senderWith(fail));
    scene.deps.clock.advance({ seconds: 1 });
    await deliverDue(senderWith());

    const text = JSON.stringify(logged);
    expect(logged).toHaveLength(2);
    expect([CODE, ADA].filter((word) => text.includes(word))).toEqual([]);
  });

  it("is not stopped by a letter that cannot be opened", async () => {
    await queue("lost@example.com");
    scene.deps.sealer = createSealer(["another secret that is long enough"], scene.deps.random);
    await queue();

    await deliverDue(senderWith());

    expect(delivered).toEqual([ADA]);
  });

  it("delivers several letters at a time, so that one that is slow does not hold up the others", async () => {
    await queueMany(5);
    const server = createSlowServer();
    const sender = senderWith(({ to }) => (to === "0@example.com" ? server.deliver() : { kind: "delivered" }));
    const others = watchLog(sender, 4);

    const round = deliverDue(sender);
    await others;

    expect(delivered.sort()).toEqual(["1@example.com", "2@example.com", "3@example.com", "4@example.com"]);
    server.answer();
    await round;
    expect(delivered).toContain("0@example.com");
  });
});

describe("startSender", () => {
  it("8.2: delivers at the start what a crash has left behind", async () => {
    await queue();
    const deps = senderWith();
    const done = watchLog(deps, 1);

    const sender = startSender(deps);
    await done;
    await sender.stop();

    expect(delivered).toEqual([ADA]);
  });

  it("delivers when it is woken", async () => {
    const deps = senderWith();
    const sender = startSender(deps);
    const done = watchLog(deps, 1);
    await queue();

    sender.wake();
    await done;
    await sender.stop();

    expect(delivered).toEqual([ADA]);
  });

  it("misses no letter that is queued while it is busy with another", async () => {
    const server = createSlowServer();
    const deps = senderWith(({ to }) => (to === "slow@example.com" ? server.deliver() : { kind: "delivered" }));
    const done = watchLog(deps, 2);
    await queue("slow@example.com");
    const sender = startSender(deps);
    await server.hasTaken(1);

    await queue();
    sender.wake();
    server.answer();
    await done;
    await sender.stop();

    expect(delivered).toEqual(["slow@example.com", ADA]);
  });

  it("8.1: holds up no letter behind one that a slow mail server keeps, and still waits for that one when it stops", async () => {
    const server = createSlowServer();
    const deps = senderWith(({ to }) => (to === "slow@example.com" ? server.deliver() : { kind: "delivered" }));
    const others = watchLog(deps, 1);
    await queue("slow@example.com");
    const sender = startSender(deps);
    await server.hasTaken(1);

    await queue();
    sender.wake();
    await others;

    expect(delivered).toEqual([ADA]);
    const stopping = sender.stop();
    server.answer();
    await stopping;
    expect(delivered).toEqual([ADA, "slow@example.com"]);
    expect((await rows()).filter(({ deliveredAt }) => deliveredAt === null)).toEqual([]);
  });

  it("1.8: stops when the letters under way are through, and takes no new ones", async () => {
    const server = createSlowServer();
    await queueMany(12);
    const sender = startSender(senderWith(server.deliver));
    await server.hasTaken(5);

    const stopping = sender.stop();
    sender.wake();
    server.answer();
    await stopping;

    expect(delivered).toHaveLength(5);
    expect(server.count()).toBe(5);
    expect(await scene.prisma.outboxLetter.count({ where: { deliveredAt: null, givenUpAt: null } })).toBe(7);
    // The next process need not wait until a claim ends.
    await deliverDue(senderWith());
    expect(delivered).toHaveLength(12);
  });

  it("survives a database that cannot be read", async () => {
    const deps = senderWith();
    const { transaction } = scene.deps.store;
    const failed = watchLog(deps, 1);
    scene.deps.store.transaction = () => Promise.reject(new Error("disk"));
    const sender = startSender(deps);
    await failed;
    expect(logged).toMatchObject([{ message: "outbox could not be read" }]);

    scene.deps.store.transaction = transaction;
    await queue();
    const done = watchLog(deps, 2);
    sender.wake();
    await done;
    await sender.stop();

    expect(delivered).toEqual([ADA]);
  });
});
