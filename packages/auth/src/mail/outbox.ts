import { setTimeout as pause, setImmediate } from "node:timers/promises";
import type { ClaimedLetter, LetterEnd } from "@repo/db/outbox";
import type { Store, StoreTransaction } from "@repo/db/store";
import type { Letter, Mailer } from "@repo/emails/letter";
import type { Clock } from "../clock-and-random";
import type { AuthDeps, Outbox } from "../deps";
import { newId } from "../ids";
import type { Sealer } from "../sealer";

/** How long a letter is one sender's, before another may take it over. */
const CLAIM_SECONDS = 60;
/** A try takes 50 s at most: one that has not begun by then would not be over when the claim is. */
const BEGIN_SECONDS = 8;
const RETRY_SECONDS_MAX = 30;
/** How long a letter may be held back. */
export const HELD_SECONDS_MAX = 10 * 60;
/** What two senders mean by now: their clocks may differ, and each has waited for the database. */
const CLOCKS_APART_SECONDS = 60;
const CLAIMED_AT_ONCE = 100;
const DELIVERED_AT_ONCE = 5;
/** Letters that end within this time of each other are noted in one write, which waits for the disk. */
const NOTE_WITHIN_MS = 50;
/** How long letters wait for those that were taken before them: then they go out beside them. */
const PATIENCE_MS = 250;
const ROUNDS_AT_ONCE = 5;
/** How often the sender looks though nobody woke it: another process may have queued a letter and died. */
const IDLE_SECONDS = 30;

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** A letter as it waits to be sent: sealed, since letters hold codes. */
export function sealLetter(
  deps: Pick<AuthDeps, "random" | "sealer">,
  letter: Letter,
  isMailed: boolean,
): { id: string; sealedLetter: string } {
  const id = newId(deps.random, "L");
  return { id, sealedLetter: deps.sealer.seal("letter", id, JSON.stringify(isMailed ? letter : { ...letter, to: "" })) };
}

/**
 * Promises a letter in the transaction that makes it necessary: either both are stored or neither.
 * Call `deps.outbox.wake()` when the transaction is through.
 *
 * @param expiresAt from when on the letter is of no use
 * @param isMailed false leaves the address out: the letter costs what any other costs, now and at delivery, and goes nowhere
 * @param notBefore when it is to go out, HELD_SECONDS_MAX from now at most
 */
export async function queueLetter(
  deps: AuthDeps,
  tx: StoreTransaction,
  letter: Letter,
  expiresAt: Date,
  isMailed = true,
  notBefore = deps.clock.now(),
): Promise<void> {
  const sealed = sealLetter(deps, letter, isMailed);
  await tx.outbox.create({ ...sealed, createdAt: deps.clock.now(), nextTryAt: notBefore, tries: 0, expiresAt });
}

export interface SenderDeps {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  mailer: Mailer;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** How a try has ended, and the words for it, to be told when it is stored. */
interface Ended {
  letter: ClaimedLetter;
  end: LetterEnd;
  tell(): void;
}

async function deliver({ sealer, mailer, clock, log }: SenderDeps, claimed: ClaimedLetter): Promise<Ended> {
  const { id, tries } = claimed;
  const about = { letter: id, tries };
  const givenUp = (failure: string, tell: () => void): Ended => ({
    letter: claimed,
    end: { kind: "givenUp", at: clock.now(), failure },
    tell,
  });
  if (claimed.expiresAt <= clock.now()) {
    const failure = "expired before it could be delivered";
    return givenUp(failure, () => log.warn(about, `letter given up: ${failure}`));
  }
  try {
    const letter: Letter = JSON.parse(sealer.open("letter", id, claimed.sealedLetter).toString());
    const known = { ...about, kind: letter.kind };
    const delivery = await mailer.deliver(letter);
    switch (delivery.kind) {
      case "delivered":
        return { letter: claimed, end: { kind: "delivered", at: clock.now() }, tell: () => log.info(known, "letter delivered") };
      case "thrownAway":
        return givenUp("nobody to mail", () => log.info(known, "letter thrown away: nobody to mail"));
      case "refused": {
        const { reason } = delivery;
        return givenUp(reason, () => log.warn({ ...known, reason }, "letter given up: refused by the mail server"));
      }
    }
  } catch (error) {
    const wait = Math.min(RETRY_SECONDS_MAX, 2 ** (tries - 1));
    return {
      letter: claimed,
      end: { kind: "putOff", until: after(clock.now(), wait) },
      tell: () => log.warn({ ...about, error, retryInSeconds: wait }, "letter not delivered yet"),
    };
  }
}

/** Stores how tries have ended: those that end together in one write, and none much later than it has. */
function createNotes({ store }: SenderDeps) {
  let ended: Ended[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const these = ended;
    ended = [];
    if (these.length === 0) return;
    try {
      await store.outbox.close(these);
    } catch (error) {
      ended = [...these, ...ended];
      throw error;
    }
    for (const { tell } of these) tell();
  }

  return {
    add(one: Ended): void {
      ended.push(one);
      timer ??= setTimeout(() => {
        timer = undefined;
        // What could not be stored is stored with the next, or at the end.
        writing = writing.then(write).catch(() => {});
      }, NOTE_WITHIN_MS);
    },
    /** Stores what is left. Throws when that cannot be: those letters will be sent again when their claims end. */
    async end(): Promise<void> {
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}

/**
 * Tries every letter whose turn it is, once; several at a time, each by one sender only. `isOver` ends it between two letters: the others
 * are free again. Two statements, however many letters there are, as long as they take a moment.
 *
 * @returns how many letters it has taken
 */
export async function deliverDue(deps: SenderDeps, isOver = () => false): Promise<number> {
  const { clock } = deps;
  const now = clock.now();
  const until = after(now, CLAIM_SECONDS);
  const tryEnd = after(until, CLOCKS_APART_SECONDS);
  const heldEnd = after(now, HELD_SECONDS_MAX + CLOCKS_APART_SECONDS);
  // Should the power fail, the letters are due at once, as if nobody had taken them: that is no worse than a crash.
  const claimed = await deps.store.transaction((tx) => tx.outbox.claimDue(now, { until, tryEnd, heldEnd }, CLAIMED_AT_ONCE), {
    durable: false,
  });
  const taken = claimed.length;
  const notes = createNotes(deps);
  const beginBy = after(now, BEGIN_SECONDS);
  async function work(): Promise<void> {
    for (let letter = claimed.shift(); letter; letter = claimed.shift()) {
      if (isOver() || clock.now() > beginBy) notes.add({ letter, end: { kind: "putBack", until: clock.now() }, tell() {} });
      else notes.add(await deliver(deps, letter));
    }
  }
  await Promise.all(Array.from({ length: DELIVERED_AT_ONCE }, work));
  await notes.end();
  return taken;
}

export interface Sender extends Outbox {
  /** Takes no new letters and waits for those under way. */
  stop(): Promise<void>;
}

/** Delivers letters from now on: at once when woken, again after a failure, and those a crash has left behind. */
export function startSender(deps: SenderDeps): Sender {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  /** In a row: a database that is read-only stays so for a while. */
  let failures = 0;
  /** Letters that others no longer wait for. */
  const late = new Set<Promise<void>>();

  function complain(error: unknown): void {
    deps.log.warn({ error }, "outbox could not be read");
  }

  /** Delivers what is due. Answers how many letters that were, or 1 when they take longer than those after them shall wait. */
  async function deliverRound(): Promise<number> {
    while (late.size >= ROUNDS_AT_ONCE) await Promise.race(late);
    const round = deliverDue(deps, () => stopped);
    const taken = await Promise.race([round, pause(PATIENCE_MS, undefined, { ref: false })]);
    if (taken !== undefined) return taken;
    const rest = round
      .then(() => {}, complain)
      .then(() => {
        late.delete(rest);
        // What it has put off is to be looked at in time.
        wake();
      });
    late.add(rest);
    return 1;
  }

  /** Answers in how many seconds to look again. */
  async function run(): Promise<number> {
    let taken: number;
    do {
      again = false;
      taken = await deliverRound();
    } while ((again || taken >= CLAIMED_AT_ONCE) && !stopped);
    failures = 0;
    // Whoever asks for letters wakes the sender, and what was put off waits for a second: to ask the database can wait until nothing is due.
    return taken > 0 ? 1 : secondsToNext();
  }

  async function secondsToNext(): Promise<number> {
    const next = await deps.store.outbox.nextDue();
    return next ? Math.min(IDLE_SECONDS, Math.max(0.05, (next.getTime() - deps.clock.now().getTime()) / 1000)) : IDLE_SECONDS;
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    clearTimeout(timer);
    // Whoever asked for the letter is answered first.
    running ??= setImmediate()
      .then(run)
      .catch((error: unknown) => {
        complain(error);
        return Math.min(IDLE_SECONDS, 2 ** failures++);
      })
      .then((seconds) => {
        running = undefined;
        if (stopped) return;
        if (again) return wake();
        timer = setTimeout(wake, seconds * 1000);
        timer.unref();
      });
  }

  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await Promise.all(late);
    },
  };
}
