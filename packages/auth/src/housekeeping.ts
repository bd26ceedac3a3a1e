import { setImmediate } from "node:timers/promises";
import type { AuthDeps } from "./deps";
import { eraseDueAccounts } from "./user/deletion";

const DAY_MS = 24 * 3600 * 1000;
/** A day's grace: a code that has just expired is still told apart from one that never was. */
const ENDED_MS = DAY_MS;
const LETTERS_MS = 7 * DAY_MS;
/** History and audit reach back this far. */
const AUDIT_MS = 400 * DAY_MS;
/** Nothing that is mailed or set up is good for longer. */
const CHALLENGE_MS = DAY_MS;
/** Batches of one round; what is left waits for the next. */
const BATCHES_MAX = 100;

/** Does a batch after another, and whatever else waits between them, until one finds nothing. Answers how many rows there were. */
async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let round = 0; round < BATCHES_MAX; round += 1) {
    const count = await batch();
    if (count === 0) break;
    total += count;
    await setImmediate();
  }
  return total;
}

/**
 * Erases accounts whose users wanted that, removes what has served its time, in small batches, and looks after the signing keys. Whatever a clock that ran ahead has let end later
 * than anything can ends when that can, from the present on. Answers how many rows went.
 */
export async function keepHouse(deps: AuthDeps): Promise<number> {
  await deps.keys.maintain();
  const now = deps.clock.now().getTime();
  const cutoffs = { ended: new Date(now - ENDED_MS), letters: new Date(now - LETTERS_MS), audit: new Date(now - AUDIT_MS) };
  const latest = {
    challenges: new Date(now + CHALLENGE_MS),
    sessions: new Date(now + deps.config.refreshTtlSeconds * 1000),
    trustedDevices: new Date(now + deps.config.trustedDeviceDays * DAY_MS),
  };
  await inBatches(() => deps.store.housekeeping.capEnds(latest));
  const erased = await inBatches(() => eraseDueAccounts(deps));
  return erased + (await inBatches(() => deps.store.housekeeping.removeEnded(cutoffs)));
}

/** Well below the time between a key's publication and its first signature: each process must publish what another has made. */
const ROUND_MS = 4 * 60 * 1000;

/** Every few minutes, and soon after the start. Answers how to stop it. */
export function startHousekeeping(
  deps: AuthDeps,
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void },
) {
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= keepHouse(deps)
      .then(
        (removed) => removed > 0 && log.info({ removed }, "removed what had served its time"),
        (error: unknown) => log.warn({ error }, "housekeeping failed, it is tried again"),
      )
      .then(() => {
        running = undefined;
      });
  };
  const soon = setTimeout(run, 60_000).unref();
  const timer = setInterval(run, ROUND_MS).unref();
  return async () => {
    clearTimeout(soon);
    clearInterval(timer);
    await running;
  };
}
