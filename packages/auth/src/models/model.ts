import { type ErrorCode, isApiError } from "@repo/contract/errors";
import fc from "fast-check";
import type { AuthDeps } from "../deps";
import type { TestDeps } from "../testing/deps";
import { inTurns } from "./model-turns";

/** What an operation came to: its answer, or the code it was refused with. */
export type Seen<Answer> = { code: "ok"; answer: Answer } | { code: ErrorCode };

/** Something done alone, two things at once, or a while in which nothing is done. */
export type Step<Action> = { does: Action } | { both: readonly [Action, Action]; turns: readonly boolean[] } | { waitsSeconds: number };

/**
 * A small model of something with a memory. It does not predict: it is shown what happened and says what must then be the case, so that
 * it can also judge two operations of which nobody knows which came first.
 */
export interface Model<State, Action, Deed, Answer> {
  start: State;
  /** Puts what is known now in an action's place: "the newest code" becomes the code. */
  prepare(action: Action): Deed;
  /** Does it for real. */
  run(deps: AuthDeps, deed: Deed): Promise<Answer>;
  /** Called when a step is over, before what was seen is judged: collects what was mailed, say. */
  settle?(): Promise<void>;
  /**
   * The states that may hold after a deed that was seen to end like this; none when it could not have ended so.
   *
   * @param before for a deed that ran beside another: the state before both, of which it may have read something
   */
  explain(state: State, deed: Deed, seen: Seen<Answer>, before: State | null): State[];
}

async function see<Answer>(work: Promise<Answer>): Promise<Seen<Answer>> {
  try {
    return { code: "ok", answer: await work };
  } catch (error) {
    if (isApiError(error)) return { code: error.code as ErrorCode };
    throw error;
  }
}

function distinct<State>(states: readonly State[]): State[] {
  return [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
}

/** Takes the steps, and throws at the first that no state of the model explains. Answers the states that may hold in the end. */
export async function followModel<State, Action, Deed, Answer>(
  deps: TestDeps,
  model: Model<State, Action, Deed, Answer>,
  steps: readonly Step<Action>[],
): Promise<State[]> {
  let states = [model.start];
  for (const step of steps) {
    if ("waitsSeconds" in step) {
      deps.clock.advance({ seconds: step.waitsSeconds });
      continue;
    }
    const deeds = ("does" in step ? [step.does] : step.both).map((action) => model.prepare(action));
    const turns = "both" in step ? step.turns : [];
    const seen = await inTurns(
      deps,
      turns,
      deeds.map((deed) => (side: AuthDeps) => see(model.run(side, deed))),
    );
    await model.settle?.();
    const after = states.flatMap((state) =>
      explainStep(
        model,
        state,
        deeds.map((deed, index) => ({ deed, seen: seen[index] as Seen<Answer> })),
      ),
    );
    if (after.length === 0) throw new Error(describe(deeds, seen, states));
    states = distinct(after);
  }
  return states;
}

interface Done<Deed, Answer> {
  deed: Deed;
  seen: Seen<Answer>;
}

/** Two deeds at once are explained by either order. */
function explainStep<State, Deed, Answer>(
  { explain }: Pick<Model<State, unknown, Deed, Answer>, "explain">,
  state: State,
  [one, other]: Done<Deed, Answer>[],
): State[] {
  if (!one) return [state];
  if (!other) return explain(state, one.deed, one.seen, null);
  const inOrder = (first: Done<Deed, Answer>, second: Done<Deed, Answer>) =>
    explain(state, first.deed, first.seen, state).flatMap((between) => explain(between, second.deed, second.seen, state));
  return [...inOrder(one, other), ...inOrder(other, one)];
}

function describe(deeds: readonly unknown[], seen: readonly unknown[], states: readonly unknown[]): string {
  const happened = deeds.map((deed, index) => `${JSON.stringify(deed)} ended as ${JSON.stringify(seen[index])}`);
  const possible = states.map((state) => JSON.stringify(state));
  return ["No state of the model explains that", ...happened, "where one of these held:", ...possible].join("\n");
}

/** What chance alone would seldom do in a row; two in brackets are done at once. */
export type Habit<Action> = readonly (Action | readonly [Action, Action])[];

/** Sequences of steps: one thing after the other, two at once, a habit, or some time gone by. */
export function stepsOf<Action extends object | string>(
  action: fc.Arbitrary<Action>,
  { waitsSeconds, habits }: { waitsSeconds: readonly number[]; habits: readonly Habit<Action>[] },
): fc.Arbitrary<Step<Action>[]> {
  const turns = fc.array(fc.boolean(), { minLength: 4, maxLength: 10, size: "max" });
  const together = (both: fc.Arbitrary<readonly [Action, Action]>): fc.Arbitrary<Step<Action>> => fc.record({ both, turns });
  const isPair = (one: Action | readonly [Action, Action]): one is readonly [Action, Action] => Array.isArray(one);
  const habit = fc
    .constantFrom(...habits)
    .chain((row) => fc.tuple(...row.map((one) => (isPair(one) ? together(fc.constant(one)) : fc.constant({ does: one })))));
  const some: fc.Arbitrary<Step<Action>[]> = fc.oneof(
    { weight: 4, arbitrary: action.map((does) => [{ does }]) },
    { weight: 4, arbitrary: together(fc.tuple(action, action)).map((step) => [step]) },
    { weight: 4, arbitrary: habit },
    { weight: 2, arbitrary: fc.constantFrom(...waitsSeconds).map((seconds) => [{ waitsSeconds: seconds }]) },
  );
  return fc.array(some, { minLength: 1, maxLength: 10, size: "max" }).map((parts) => parts.flat());
}

/** The same sequences each time, so that a failure means a change; leave the seed out to look for new ones. */
export const RUNS: fc.Parameters<unknown> = { seed: 20_261_121 };

/** How many tries are counted, and until when (milliseconds since the epoch). */
export interface Tally {
  count: number;
  endsAt: number;
}

export const NO_TRIES: Tally = { count: 0, endsAt: 0 };

/** One try more, in a window that opens with the first. */
export function countTry({ count, endsAt }: Tally, windowSeconds: number, now: number): Tally {
  return endsAt > now ? { count: count + 1, endsAt } : { count: 1, endsAt: now + windowSeconds * 1000 };
}

export function isSpent({ count, endsAt }: Tally, triesMax: number, now: number): boolean {
  return count >= triesMax && endsAt > now;
}
