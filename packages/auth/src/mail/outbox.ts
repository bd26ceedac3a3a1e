import { setImmediate } from "node:timers/promises";
import type { OutboxLetterRecord } from "@repo/db/outbox";
import type { Store, StoreTransaction } from "@repo/db/store";
import type { Letter, Mailer } from "@repo/emails/letter";
import type { Clock } from "../clock-and-random";
import type { AuthDeps, Outbox } from "../deps";
import { newId } from "../ids";
import type { Sealer } from "../sealer";

/** How long one try may take before another sender may take the letter over. */
const CLAIM_SECONDS = 60;
const RETRY_SECONDS_MAX = 30;
/** How long a letter may be held back. */
export const HELD_SECONDS_MAX = 10 * 60;
const AT_ONCE = 5;
/** How often the sender looks though nobody woke it: another process may have queued a letter and died. */
const IDLE_SECONDS = 30;

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/**
 * Promises a letter in the transaction that makes it necessary: either both are stored or neither. Sealed, since letters hold codes.
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
  const id = newId(deps.random, "L");
  const now = deps.clock.now();
  const sealedLetter = deps.sealer.seal("letter", id, JSON.stringify(isMailed ? letter : { ...letter, to: "" }));
  await tx.outbox.create({ id, sealedLetter, createdAt: now, nextTryAt: notBefore, tries: 0, expiresAt });
}

export interface SenderDeps {
  store: Store;
  sealer: Sealer;
  clock: Clock;
  mailer: Mailer;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

async function deliver(deps: SenderDeps, record: OutboxLetterRecord): Promise<void> {
  const { store, clock, log } = deps;
  const { id, tries } = record;
  const about = { letter: id, tries: tries + 1 };
  if (record.expiresAt <= clock.now()) {
    await store.outbox.giveUp(id, clock.now(), "expired before it could be delivered");
    log.warn(about, "letter given up: expired before it could be delivered");
    return;
  }
  try {
    const letter: Letter = JSON.parse(deps.sealer.open("letter", id, record.sealedLetter).toString());
    const delivery = await deps.mailer.deliver(letter);
    if (delivery.kind === "delivered") {
      await store.outbox.markDelivered(id, clock.now());
      log.info({ ...about, kind: letter.kind }, "letter delivered");
    } else if (delivery.kind === "thrownAway") {
      await store.outbox.giveUp(id, clock.now(), "nobody to mail");
      log.info({ ...about, kind: letter.kind }, "letter thrown away: nobody to mail");
    } else {
      await store.outbox.giveUp(id, clock.now(), delivery.reason);
      log.warn({ ...about, kind: letter.kind, reason: delivery.reason }, "letter given up: refused by the mail server");
    }
  } catch (error) {
    const wait = Math.min(RETRY_SECONDS_MAX, 2 ** tries);
    await store.outbox.retryAt(id, after(clock.now(), wait));
    log.warn({ ...about, error, retryInSeconds: wait }, "letter not delivered yet");
  }
}

/** Tries every letter whose turn it is, once; several at a time, each by one sender only. `isOver` ends it between two letters. */
export async function deliverDue(deps: SenderDeps, isOver = () => false): Promise<void> {
  const now = deps.clock.now();
  const longest = { tryEnd: after(now, CLAIM_SECONDS), heldEnd: after(now, HELD_SECONDS_MAX) };
  const due = await deps.store.outbox.listDue(now, longest, 100);
  async function work(): Promise<void> {
    for (let letter = due.shift(); letter && !isOver(); letter = due.shift()) {
      if (await deps.store.outbox.claim(letter, after(deps.clock.now(), CLAIM_SECONDS))) await deliver(deps, letter);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
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

  async function run(): Promise<void> {
    do {
      again = false;
      await deliverDue(deps, () => stopped);
    } while (again && !stopped);
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
      .then(secondsToNext)
      .catch((error: unknown) => {
        deps.log.warn({ error }, "outbox could not be read");
        return 1;
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
    },
  };
}
