import type { Store } from "@repo/db/store";
import type { AuthDeps } from "../deps";

/** One of two operations under way: it stops before each question to the store until it is let go on. */
interface Side {
  isDone: boolean;
  waiting: (() => void)[];
  /** Called when the operation waits or ends. */
  hasStopped(): void;
}

/** The same store, asking `pause` before each call. What happens inside a transaction is one call: nothing comes between. */
function pausing(store: Store, pause: () => Promise<void>): Store {
  const pausingCalls = <T extends object>(calls: T): T =>
    new Proxy(calls, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member === "object" && member !== null) return pausingCalls(member);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          await pause();
          return member.apply(target, given);
        };
      },
    });
  return pausingCalls(store);
}

function start<T>(deps: AuthDeps, work: (deps: AuthDeps) => Promise<T>): { side: Side; outcome: Promise<T> } {
  const side: Side = { isDone: false, waiting: [], hasStopped() {} };
  const pause = () =>
    new Promise<void>((goOn) => {
      side.waiting.push(goOn);
      side.hasStopped();
    });
  const outcome = work({ ...deps, store: pausing(deps.store, pause) }).finally(() => {
    side.isDone = true;
    side.hasStopped();
  });
  return { side, outcome };
}

async function untilStopped(side: Side): Promise<void> {
  if (side.isDone || side.waiting.length > 0) return;
  await new Promise<void>((resolve) => {
    side.hasStopped = resolve;
  });
}

/**
 * Runs one operation, or two at once, one store call at a time: `turns` says whose call comes next (true: the first one's), and when it
 * is used up the first one goes on to its end. What a busy server does by chance happens here by choice, so that a failure can be
 * repeated.
 */
export async function inTurns<T>(deps: AuthDeps, turns: readonly boolean[], works: ((deps: AuthDeps) => Promise<T>)[]): Promise<T[]> {
  const started = works.map((work) => start(deps, work));
  const outcomes = Promise.all(started.map(({ outcome }) => outcome));
  // Whoever awaits the outcomes hears of a failure; until then it is none of this loop's business.
  outcomes.catch(() => {});
  const order = [...turns];
  for (;;) {
    await Promise.all(started.map(({ side }) => untilStopped(side)));
    const waiting = started.filter(({ side }) => !side.isDone);
    if (waiting.length === 0) return outcomes;
    const next = (order.shift() ?? true) ? waiting[0] : waiting.at(-1);
    next?.side.waiting.shift()?.();
  }
}
