import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectLetters, testCaller } from "../testing/deps";
import { enter, openScene, proveAddresses, type Scene } from "../testing/scene";
import { countTry, followModel, type Habit, isSpent, type Model, NO_TRIES, RUNS, type Seen, stepsOf, type Tally } from "./model";

const LIFETIME_MS = 5 * 60 * 1000;
const TRIES_MAX = 5;
const FAILURES = { max: 10, seconds: 3600 };
const SHORT = { max: 5, seconds: 15 * 60 };
const LONG = { max: 10, seconds: 3600 };

/** Whoever likes, or the user's own session, which asks for a step-up. */
const ASKERS = ["anybody", "session"] as const;
type Asker = (typeof ASKERS)[number];

/** A code is asked for, or shown again: the newest of either kind, the one before it, or one out of thin air. */
type Action = { sends: Asker } | { shows: Asker; age: "newest" | "older" } | { invents: true };
type Sending = { sends: Asker; as: string };
type Deed = Sending | { shows: string };

interface Code {
  code: string;
  tries: number;
  expiresAt: number;
  isUsed: boolean;
}

interface State {
  live: Record<Asker, Code | null>;
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

function nowMs(): number {
  return scene.deps.clock.now().getTime();
}

/** Those whose code could still be used, tries or not. */
function usable({ live }: State): Asker[] {
  return ASKERS.filter((asker) => {
    const code = live[asker];
    return code && !code.isUsed && code.expiresAt > nowMs();
  });
}

/** A try at every code that is out, each a failure of its own: more than are counted, since the right one clears some. */
function withTry(state: State): State {
  const askers = usable(state);
  const live = { ...state.live };
  for (const asker of askers) {
    const code = live[asker];
    if (code) live[asker] = { ...code, tries: code.tries + 1 };
  }
  return { ...state, live, failures: askers.reduce((tally) => countTry(tally, FAILURES.seconds, nowMs()), state.failures) };
}

/** What must be true of one user, who has proved their address and is signed in. */
function createModel(loginId: string, refreshJwt: string): Model<State, Action, Deed, Asker | null> {
  const mailed: Record<Asker, string[]> = { anybody: [], session: [] };
  const codeFor = new Map<string, string>();
  let requests = 0;
  // What one client address may be told is not this model's matter.
  const address = `2001:db8:${people.toString(16)}::1`;

  function explainSend(state: State, { sends, as }: Sending, seen: Seen<unknown>): State[] {
    const isLeft = !isSpent(state.lettersLong, LONG.max, nowMs()) && !isSpent(state.lettersShort, SHORT.max, nowMs());
    if (!isLeft) return seen.code === "E130429" ? [state] : [];
    if (seen.code !== "ok") return [];
    const sent = { code: codeFor.get(as) ?? "", tries: 0, expiresAt: nowMs() + LIFETIME_MS, isUsed: false };
    const lettersShort = countTry(state.lettersShort, SHORT.seconds, nowMs());
    const lettersLong = countTry(state.lettersLong, LONG.seconds, nowMs());
    return [{ ...state, lettersShort, lettersLong, live: { ...state.live, [sends]: sent } }];
  }

  /** Only the right code gets in, as what it was asked for; and it does, unless too many tries came before, or something beside it. */
  function explainShow(state: State, shown: string, seen: Seen<Asker | null>, before: State | null): State[] {
    const tried = withTry(state);
    const right = usable(state).filter((asker) => state.live[asker]?.code === shown);
    if (seen.code === "ok") {
      const asker = right.find((one) => one === seen.answer);
      const code = asker && tried.live[asker];
      // Who has asked has five tries, whoever else comes has five.
      if (!code || code.tries > 2 * TRIES_MAX) return [];
      return [{ ...tried, live: { ...tried.live, [asker]: { ...code, isUsed: true } } }];
    }
    const isOwed = right.some((asker) => (state.live[asker]?.tries ?? 0) < TRIES_MAX) && !isSpent(tried.failures, FAILURES.max, nowMs());
    return isOwed && !before ? [] : [tried];
  }

  return {
    start: { live: { anybody: null, session: null }, failures: NO_TRIES, lettersShort: NO_TRIES, lettersLong: NO_TRIES },
    prepare(action) {
      if ("sends" in action) return { ...action, as: `request ${requests++}` };
      if ("invents" in action) return { shows: "no code" };
      return { shows: mailed[action.shows].at(action.age === "newest" ? -1 : -2) ?? "no code" };
    },
    async run(deps, deed) {
      if ("shows" in deed) {
        const { claims } = await verifyEmailCode(deps, { loginId, code: deed.shows }, testCaller(deps, undefined, { address }));
        return claims.su ? "session" : "anybody";
      }
      const caller = testCaller(deps, deed.sends === "session" ? refreshJwt : undefined, { userAgent: deed.as, address });
      await requestSignInCode(deps, { loginId, loginOptions: { stepup: deed.sends === "session" } }, caller);
      return null;
    },
    async settle() {
      for (const letter of await collectLetters(scene.deps)) {
        // Of many wrong ones.
        if (letter.kind === "signInAlert") continue;
        if (letter.kind !== "emailCode") throw new Error(`A letter that nobody asked for: ${letter.kind}`);
        mailed[letter.props.asking ? "session" : "anybody"].push(letter.props.code);
        codeFor.set(letter.props.askedBy.userAgent, letter.props.code);
      }
    },
    explain: (state, deed, seen, before) =>
      "sends" in deed ? explainSend(state, deed, seen) : explainShow(state, deed.shows, seen, before),
  };
}

const asker = fc.constantFrom<Asker>(...ASKERS);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ sends: asker }) },
  { weight: 4, arbitrary: fc.record({ shows: asker, age: fc.constantFrom<"newest" | "older">("newest", "newest", "older") }) },
  { weight: 1, arbitrary: fc.constant<Action>({ invents: true }) },
);
const [anybody, session] = ASKERS.map((sends): Action => ({ sends })) as [Action, Action];
const [showAnybodys, showSessions] = ASKERS.map((shows): Action => ({ shows, age: "newest" })) as [Action, Action];
const guess: Action = { invents: true };
const habits: Habit<Action>[] = [
  [anybody, session, showAnybodys, showSessions],
  [session, anybody, showSessions, showAnybodys],
  [anybody, session, ...Array<Action>(5).fill(guess)],
  [
    [anybody, session],
    [showAnybodys, showSessions],
  ],
  [session, [showSessions, anybody]],
];

describe("codes that a session asked for and codes that anybody may ask for, in any order and two at a time", () => {
  it("C20, H11: do what they were asked for, and void and help each other never", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(actions, { waitsSeconds: [1, 299, 300, 900, 3600], habits }), async (steps) => {
        const loginId = `asker-${people++}@example.com`;
        const { refreshJwt } = await enter(scene.deps, loginId);
        await proveAddresses(scene);

        const states = await followModel(scene.deps, createModel(loginId, refreshJwt), steps);

        expect(states.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});
