import { AsyncLocalStorage } from "node:async_hooks";
import { AuthError } from "@repo/contract/errors";
import PQueue from "p-queue";

/** Lets callers of one account in a few at a time, so that guesses sent at once are seen by the failure count between them. */
export interface Turns {
  /** Runs `work` when it is this key's turn. Throws E130429 when too many are waiting already. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

const AT_ONCE = 2;
const WAITING_MAX = 250;

/** Turns of this process; with several processes on one database, each lets its own few in. */
export function createTurns(): Turns {
  const queues = new Map<string, PQueue>();
  return {
    async take(key, work) {
      const queue = queues.get(key) ?? new PQueue({ concurrency: AT_ONCE });
      if (queue.size >= WAITING_MAX) {
        throw new AuthError("E130429", "Too many sign-ins to this account at once. Try again in a few seconds", { retryAfterSeconds: 5 });
      }
      queues.set(key, queue);
      try {
        // Begun by whoever was before: it still is this caller's work.
        return (await queue.add(AsyncLocalStorage.bind(work))) as Awaited<ReturnType<typeof work>>;
      } finally {
        if (queue.size === 0 && queue.pending === 0) queues.delete(key);
      }
    },
  };
}
