import type { TotpKey } from "@repo/contract/totp";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { enter, openScene, type Scene } from "../testing/scene";
import { authenticatorCode } from "../testing/totp";
import { signUpWithTotp, updateTotp } from "../totp/enrol";
import { verifyTotp } from "../totp/verify";
import { countTry, followModel, type Habit, isSpent, type Model, NO_TRIES, RUNS, type Seen, stepsOf, type Tally } from "./model";

const STEP_MS = 30_000;
const PENDING_MS = 30 * 60 * 1000;
const PENDING_TRIES_MAX = 5;
const TRIES = { max: 10, seconds: 15 * 60 };

/**
 * A key is asked for by who is new or by the user; somebody signs up with a password; a code is shown: of the newest key (0), the one
 * before it (1) …, by a clock that is so many steps off.
 */
type Action = "signsUp" | "updates" | "signsUpOtherwise" | { key: number; stepsOff: number };
type Deed = "signsUp" | "updates" | "signsUpOtherwise" | { code: string };
/** A key that was shown, a refresh token, or nothing. */
type Answer = { key?: string };

interface Pending {
  key: string;
  tries: number;
  expiresAt: number;
  isUsed: boolean;
}

interface State {
  isRegistered: boolean;
  active: { key: string; lastStep: number } | null;
  /** Of a sign-up, by login ID; of a change, by user: the one is never taken for the other. */
  forSignUp: Pending | null;
  forUser: Pending | null;
  tries: Tally;
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

function isUsable(pending: Pending | null): pending is Pending {
  return pending !== null && !pending.isUsed && pending.expiresAt > nowMs();
}

/** The step whose code this is, if it is now's or a neighbour's. */
function stepOf(key: string, code: string): number | null {
  const near = [0, -1, 1].find((off) => authenticatorCode(key, new Date(nowMs() + off * STEP_MS)) === code);
  return near === undefined ? null : Math.floor(nowMs() / STEP_MS) + near;
}

function newPending(key: string): Pending {
  return { key, tries: 0, expiresAt: nowMs() + PENDING_MS, isUsed: false };
}

interface Expected {
  code: Seen<Answer>["code"];
  state: State;
}

function finishSignUp(state: State, code: string): Expected {
  const pending = state.forSignUp;
  if (!isUsable(pending)) return { code: "E062108", state };
  if (pending.tries >= PENDING_TRIES_MAX) return { code: "E061103", state };
  const tried = { ...pending, tries: pending.tries + 1 };
  const step = stepOf(pending.key, code);
  if (step === null) return { code: "E061102", state: { ...state, forSignUp: tried } };
  const active = { key: pending.key, lastStep: step };
  return { code: "ok", state: { ...state, isRegistered: true, active, forSignUp: { ...tried, isUsed: true } } };
}

/** What showing a code comes to when nothing else is going on. */
function afterShowing(state: State, code: string): Expected {
  if (!state.isRegistered) return finishSignUp(state, code);
  if (isSpent(state.tries, TRIES.max, nowMs())) return { code: "E130429", state };
  const tried = { ...state, tries: countTry(state.tries, TRIES.seconds, nowMs()) };
  const { active, forUser } = state;
  if (!active && !isUsable(forUser)) return { code: "E062120", state: tried };
  const changed = isUsable(forUser) ? stepOf(forUser.key, code) : null;
  if (forUser && changed !== null) {
    const next = { active: { key: forUser.key, lastStep: changed }, forUser: { ...forUser, isUsed: true }, tries: NO_TRIES };
    return { code: "ok", state: { ...state, ...next } };
  }
  const step = active && stepOf(active.key, code);
  if (!active || step === null || step <= active.lastStep) return { code: "E061102", state: tried };
  return { code: "ok", state: { ...state, active: { ...active, lastStep: step }, tries: NO_TRIES } };
}

function explainShow(state: State, code: string, seen: Seen<Answer>, before: State | null): State[] {
  const expected = afterShowing(state, code);
  const asExpected = seen.code === expected.code ? [expected.state] : [];
  // Success has to be deserved in one order or the other.
  if (!before || seen.code === "ok") return asExpected;
  // The tenth try is refused beside the ninth, though the ninth may turn out right and clear the count.
  const isLast = seen.code === "E130429" && isSpent({ ...before.tries, count: before.tries.count + 1 }, TRIES.max, nowMs());
  if (isLast) return [state];
  // A code may be refused because another one was accepted, or its key replaced, while it was on its way; with which words, and what it
  // still counts, depends on how far it had come.
  const accepted = ({ isRegistered, active }: State) => JSON.stringify([isRegistered, active]);
  const pending = ({ forSignUp, forUser }: State) => JSON.stringify([forSignUp?.key, forUser?.key]);
  const otherWon = accepted(before) !== accepted(state);
  if (!otherWon && (expected.code === "ok" || pending(before) === pending(state))) return asExpected;
  const { forSignUp } = state;
  const triedOrNot = forSignUp ? [state, { ...state, forSignUp: { ...forSignUp, tries: forSignUp.tries + 1 } }] : [state];
  return triedOrNot.flatMap((one) => [one, { ...one, tries: countTry(one.tries, TRIES.seconds, nowMs()) }]);
}

/** What must be true of one login ID. */
function createModel(loginId: string): Model<State, Action, Deed, Answer> {
  const keys: string[] = [];
  // What one client address may be told is not this model's matter.
  const address = `2001:db8:${people.toString(16)}::1`;
  let refreshJwt: string | undefined;

  async function remember(shown: Promise<TotpKey>): Promise<Answer> {
    const { key } = await shown;
    keys.push(key);
    return { key };
  }

  return {
    start: { isRegistered: false, active: null, forSignUp: null, forUser: null, tries: NO_TRIES },
    prepare(action) {
      if (typeof action === "string") return action;
      const key = keys.at(-1 - action.key);
      return { code: key === undefined ? "123456" : authenticatorCode(key, new Date(nowMs() + action.stepsOff * STEP_MS)) };
    },
    async run(deps, deed) {
      if (deed === "signsUp") return remember(signUpWithTotp(deps, { loginId }, testCaller(deps, undefined, { address })));
      if (deed === "updates") return remember(updateTotp(deps, { loginId }, testCaller(deps, refreshJwt)));
      const entered = deed === "signsUpOtherwise" ? enter(deps, loginId) : verifyTotp(deps, { loginId, code: deed.code }, testCaller(deps));
      refreshJwt = (await entered).refreshJwt;
      return {};
    },
    explain(state, deed, seen, before) {
      if (deed === "signsUpOtherwise") return seen.code === "ok" ? [{ ...state, isRegistered: true }] : [];
      if (typeof deed !== "string") return explainShow(state, deed.code, seen, before);
      const key = "answer" in seen ? (seen.answer.key ?? "") : "";
      const were = [state, before ?? state].map(({ isRegistered }) => isRegistered);
      if (seen.code === "ok") {
        if (!were.includes(deed === "updates")) return [];
        return [{ ...state, [deed === "updates" ? "forUser" : "forSignUp"]: newPending(key) }];
      }
      const isDeserved =
        deed === "updates" ? seen.code === "E064002" && were.includes(false) : seen.code === "E062107" && were.includes(true);
      return isDeserved ? [state] : [];
    },
  };
}

const shows: fc.Arbitrary<Action> = fc.record({ key: fc.constantFrom(0, 0, 0, 1, 2), stepsOff: fc.constantFrom(-2, -1, 0, 0, 0, 1, 2) });
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Action>("signsUp") },
  { weight: 2, arbitrary: fc.constant<Action>("updates") },
  { weight: 1, arbitrary: fc.constant<Action>("signsUpOtherwise") },
  { weight: 8, arbitrary: shows },
);
const show: Action = { key: 0, stepsOff: 0 };
const guess: Action = { key: 0, stepsOff: 5 };
const habits: Habit<Action>[] = [
  Array<Action>(5).fill(guess),
  ["signsUp", ...Array<Action>(5).fill(guess), show],
  ["signsUp", show],
  ["signsUp", [show, show]],
  ["updates", [show, show]],
  ["signsUp", show, "updates", [show, show]],
];

describe("authenticators, in any order and two at a time", () => {
  it("H11, F4, F6: accept each step of a confirmed key once, and nothing else", async () => {
    await fc.assert(
      // The server's clock is set back now and then.
      fc.asyncProperty(stepsOf(actions, { waitsSeconds: [1, 30, 30, 60, -60, 900, 1800], habits }), async (steps) => {
        const loginId = `person-${people++}@example.com`;

        const states = await followModel(scene.deps, createModel(loginId), steps);

        const userId = await scene.deps.store.users.findIdByLoginId(loginId);
        const key = userId === null ? null : await scene.prisma.totpKey.findUnique({ where: { userId } });
        expect(states.map(({ isRegistered, active }) => ({ isRegistered, lastStep: active?.lastStep }))).toContainEqual({
          isRegistered: userId !== null,
          lastStep: key?.lastStep,
        });
      }),
      RUNS,
    );
  });
});
