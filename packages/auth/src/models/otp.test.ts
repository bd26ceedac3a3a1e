import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectLetters, testCaller } from "../testing/deps";
import { openScene, type Scene } from "../testing/scene";
import { countTry, followModel, type Habit, isSpent, type Model, NO_TRIES, RUNS, type Seen, stepsOf, type Tally } from "./model";

const LIFETIME_MS = 5 * 60 * 1000;
const TRIES_MAX = 5;
const FAILURES = { max: 10, seconds: 3600 };
const SHORT = { max: 5, seconds: 15 * 60 };
const LONG = { max: 10, seconds: 3600 };

const senders = { signUp: requestSignUpCode, signIn: requestSignInCode, signUpOrIn: requestSignUpOrInCode };
type Purpose = keyof typeof senders;

/** A code is asked for, or shown again: the newest that was mailed, the one before it, or one out of thin air. */
type Action = { sends: Purpose } | { shows: "newest" | "older" | "invented" };
type Sending = { sends: Purpose; as: string };
type Deed = Sending | { shows: string };

interface State {
  isRegistered: boolean;
  sessions: number;
  live: { code: string; purpose: Purpose; tries: number; expiresAt: number; isUsed: boolean } | null;
  failures: Tally;
  lettersShort: Tally;
  lettersLong: Tally;
}

let scene: Scene;
let people = 0;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => scene.close());

/** What must be true of one login ID. */
function createModel(loginId: string): Model<State, Action, Deed, void> {
  /** In the order they were mailed, and by who asked for them. */
  const mailed: string[] = [];
  const codeFor = new Map<string, string>();
  let requests = 0;
  // What one client address may be told is not this model's matter.
  const address = `2001:db8:${people.toString(16)}::1`;

  function explainSend(state: State, { sends, as }: Sending, seen: Seen<void>, before: State | null): State[] {
    const now = scene.deps.clock.now().getTime();
    const refusals = [state, before ?? state].map(({ isRegistered }) => {
      if (sends === "signUp" && isRegistered) return "E062107";
      return sends === "signIn" && !isRegistered ? "E062108" : "ok";
    });
    // What is refused takes no letter.
    if (seen.code !== "ok" && refusals.includes(seen.code as (typeof refusals)[number])) return [state];
    if (!refusals.includes("ok")) return [];
    const isLeft = !isSpent(state.lettersLong, LONG.max, now) && !isSpent(state.lettersShort, SHORT.max, now);
    if (!isLeft) return seen.code === "E130429" ? [state] : [];
    if (seen.code !== "ok") return [];
    const code = codeFor.get(as) ?? "";
    const lettersShort = countTry(state.lettersShort, SHORT.seconds, now);
    const lettersLong = countTry(state.lettersLong, LONG.seconds, now);
    return [{ ...state, lettersShort, lettersLong, live: { code, purpose: sends, tries: 0, expiresAt: now + LIFETIME_MS, isUsed: false } }];
  }

  /** What showing a code comes to when nothing else is going on. */
  function afterShowing(state: State, code: string): { code: Seen<void>["code"]; state: State } {
    const now = scene.deps.clock.now().getTime();
    const { live, failures } = state;
    if (isSpent(failures, FAILURES.max, now)) return { code: "E130429", state };
    if (!live) return { code: state.isRegistered ? "E061102" : "E062108", state };
    if (live.isUsed) return { code: "E061102", state };
    if (live.expiresAt <= now) return { code: "E061104", state };
    if (live.tries >= TRIES_MAX) return { code: "E061103", state };
    const tried = { ...state, live: { ...live, tries: live.tries + 1 } };
    const counted = { ...tried, failures: countTry(failures, FAILURES.seconds, now) };
    if (code !== live.code) return { code: "E061102", state: counted };
    if (live.purpose === "signUp" && state.isRegistered) return { code: "E062107", state: counted };
    const used = { ...live, tries: live.tries + 1, isUsed: true };
    return { code: "ok", state: { ...state, live: used, failures: NO_TRIES, isRegistered: true, sessions: state.sessions + 1 } };
  }

  function explainShow(state: State, code: string, seen: Seen<void>, before: State | null): State[] {
    const expected = afterShowing(state, code);
    const asExpected = seen.code === expected.code ? [expected.state] : [];
    // Success has to be deserved in one order or the other.
    if (!before || seen.code === "ok" || expected.code === "ok") return asExpected;
    // The tenth try is refused beside the ninth, though the ninth may turn out right and clear the count.
    const now = scene.deps.clock.now().getTime();
    const isLast = seen.code === "E130429" && isSpent({ ...before.failures, count: before.failures.count + 1 }, FAILURES.max, now);
    if (isLast) return [state];
    const { live } = state;
    const tried = live ? { ...state, live: { ...live, tries: live.tries + 1 } } : state;
    if (expected.code === "E130429") {
      // The tenth failure may have been counted beside it, when this one had been let through and was counted or found the tries used up.
      const wasLetThrough = afterShowing({ ...state, failures: before.failures }, code).code;
      return [...asExpected, ...asExpected.map(() => tried), ...(seen.code === wasLetThrough && seen.code === "E061103" ? [state] : [])];
    }
    // The code was used or replaced beside it: which words the refusal has, and what it still counts, depends on how far it had come.
    const isChanged = before.live?.code !== live?.code || before.live?.isUsed !== live?.isUsed;
    if (!isChanged) return asExpected;
    return [state, tried].flatMap((one) => [one, { ...one, failures: countTry(one.failures, FAILURES.seconds, now) }]);
  }

  return {
    start: { isRegistered: false, sessions: 0, live: null, failures: NO_TRIES, lettersShort: NO_TRIES, lettersLong: NO_TRIES },
    prepare(action) {
      if ("sends" in action) return { ...action, as: `request ${requests++}` };
      const known = { newest: mailed.at(-1), older: mailed.at(-2), invented: undefined };
      return { shows: known[action.shows] ?? "123456" };
    },
    async run(deps, deed) {
      if ("sends" in deed) await senders[deed.sends](deps, { loginId }, testCaller(deps, undefined, { userAgent: deed.as, address }));
      else await verifyEmailCode(deps, { loginId, code: deed.shows }, testCaller(deps, undefined, { address }));
    },
    async settle() {
      for (const letter of await collectLetters(scene.deps)) {
        // Of many wrong ones.
        if (letter.kind === "signInAlert") continue;
        if (letter.kind !== "emailCode") throw new Error(`A letter that nobody asked for: ${letter.kind}`);
        mailed.push(letter.props.code);
        codeFor.set(letter.props.askedBy.userAgent, letter.props.code);
      }
    },
    explain: (state, deed, seen, before) =>
      "sends" in deed ? explainSend(state, deed, seen, before) : explainShow(state, deed.shows, seen, before),
  };
}

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ sends: fc.constantFrom<Purpose>("signUp", "signIn", "signUpOrIn", "signUpOrIn") }) },
  {
    weight: 5,
    arbitrary: fc.record({ shows: fc.constantFrom<"newest" | "older" | "invented">("newest", "newest", "newest", "older", "invented") }),
  },
);
const send: Action = { sends: "signUpOrIn" };
const show: Action = { shows: "newest" };
const guess: Action = { shows: "invented" };
const habits: Habit<Action>[] = [
  [send, ...Array<Action>(5).fill(guess)],
  [send, ...Array<Action>(4).fill(guess), [guess, guess]],
  [send, [show, show]],
  [send, [show, send]],
];

describe("codes by mail, in any order and two at a time", () => {
  it("H11: let nobody in who has not shown the newest, unused, unexpired code within five tries", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(actions, { waitsSeconds: [1, 299, 300, 900, 3600], habits }), async (steps) => {
        const loginId = `person-${people++}@example.com`;

        const states = await followModel(scene.deps, createModel(loginId), steps);

        const userId = await scene.deps.store.users.findIdByLoginId(loginId);
        const sessions = userId === null ? 0 : await scene.prisma.session.count({ where: { userId } });
        expect(states.map(({ isRegistered, sessions }) => ({ isRegistered, sessions }))).toContainEqual({
          isRegistered: userId !== null,
          sessions,
        });
      }),
      RUNS,
    );
  });
});
