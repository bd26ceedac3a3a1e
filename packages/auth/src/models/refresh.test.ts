import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signOut } from "../session/sign-out";
import { testCaller } from "../testing/deps";
import { enter, openScene, refresh, type Scene, sessionIdOf } from "../testing/scene";
import { followModel, type Habit, type Model, RUNS, type Seen, stepsOf } from "./model";

const GRACE_MS = 10_000;
const LIFETIME_MS = 28 * 24 * 3600 * 1000;

/** A refresh token is shown, counted back from the newest; prepared, it is named by its serial. */
type Action = { refreshes: number } | { signsOut: number };

interface State {
  serial: number;
  rotatedAt: number;
  endsAt: number;
  isEnded: boolean;
  /** A refresh was refused although its token was good: then whoever came beside it must have ended the session. */
  mustEnd: boolean;
}

let scene: Scene;
let people = 0;

beforeAll(async () => {
  scene = await openScene({ refreshRotation: true });
});

afterAll(() => scene.close());

/** Which of its session's refresh tokens this is. */
function serialOf(refreshJwt: string): number {
  const claims = JSON.parse(Buffer.from(refreshJwt.split(".")[1] ?? "", "base64url").toString());
  return Number(claims.jti.split(".")[1]);
}

/** What must be true of one session, whose first refresh token this is. Answers are serials. */
function createModel(firstToken: string): Model<State, Action, Action, number> {
  /** By serial. */
  const tokens = [firstToken];

  /** What showing a token comes to: the session goes on, or is ended by it. */
  function afterShowing(state: State, serial: number): { code: Seen<number>["code"]; state: State } {
    const now = scene.deps.clock.now().getTime();
    // The token says for itself that it has expired: no session is looked up.
    if (state.endsAt <= now) return { code: "E064002", state };
    if (state.isEnded) return { code: "E064001", state };
    const isGraced = serial === state.serial - 1 && now - state.rotatedAt <= GRACE_MS;
    if (serial === state.serial || isGraced) return { code: "ok", state };
    return { code: "E064002", state: { ...state, isEnded: true } };
  }

  function explainRefresh(state: State, serial: number, seen: Seen<number>, before: State | null): State[] {
    const now = scene.deps.clock.now().getTime();
    const isCurrent = serial === state.serial;
    const rotated = isCurrent ? { ...state, serial: serial + 1, rotatedAt: now } : state;
    const shown = afterShowing(state, serial);
    if ("answer" in seen) {
      // Beside a rotation, a token that was good when it was shown is answered with whatever is the newest by then.
      const wasGood = shown.code === "ok" || (before !== null && !state.isEnded && afterShowing(before, serial).code === "ok");
      return wasGood && seen.answer === rotated.serial ? [rotated] : [];
    }
    if (shown.code !== "ok") return shown.code === seen.code || before !== null ? [shown.state] : [];
    return state === before && seen.code === "E064001" ? [{ ...rotated, mustEnd: true }] : [];
  }

  function explainSignOut(state: State, serial: number, seen: Seen<number>, before: State | null): State[] {
    const shown = afterShowing(state, serial);
    if (seen.code === "ok") {
      // Two may find the session alive and end it, or one while a spent token does.
      const wasGood = shown.code === "ok" || (before !== null && afterShowing(before, serial).code === "ok");
      return wasGood ? [{ ...state, isEnded: true }] : [];
    }
    return shown.code === seen.code || (before !== null && shown.code !== "ok") ? [shown.state] : [];
  }

  return {
    start: {
      serial: 0,
      rotatedAt: scene.deps.clock.now().getTime(),
      endsAt: scene.deps.clock.now().getTime() + LIFETIME_MS,
      isEnded: false,
      mustEnd: false,
    },
    prepare(action) {
      const pick = (back: number) => Math.max(0, tokens.length - 1 - back);
      return "refreshes" in action ? { refreshes: pick(action.refreshes) } : { signsOut: pick(action.signsOut) };
    },
    async run(deps, deed) {
      if ("signsOut" in deed) {
        await signOut(deps, {}, testCaller(deps, tokens[deed.signsOut]));
        return deed.signsOut;
      }
      const { refreshJwt } = await refresh(deps, tokens[deed.refreshes] ?? "");
      const serial = serialOf(refreshJwt);
      tokens[serial] ??= refreshJwt;
      if (tokens[serial] !== refreshJwt) throw new Error(`Two tokens of serial ${serial}: two branches live`);
      return serial;
    },
    explain(state, deed, seen, before) {
      const after =
        "refreshes" in deed ? explainRefresh(state, deed.refreshes, seen, before) : explainSignOut(state, deed.signsOut, seen, before);
      return state.mustEnd ? after.filter(({ isEnded }) => isEnded).map((one) => ({ ...one, mustEnd: false })) : after;
    },
  };
}

const back = fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ refreshes: back }) },
  { weight: 1, arbitrary: fc.record({ signsOut: back }) },
);
const newest: Action = { refreshes: 0 };
const spent: Action = { refreshes: 1 };
const habits: Habit<Action>[] = [[newest, newest], [[newest, newest]], [newest, [newest, spent]]];

describe("refresh tokens that rotate, in any order and two at a time", () => {
  it("H11, S7: have one live successor, and end with the first that is shown too late", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(actions, { waitsSeconds: [1, 10, 11, 11, 27 * 24 * 3600], habits }), async (steps) => {
        const first = await enter(scene.deps, `person-${people++}@example.com`);

        const states = await followModel(scene.deps, createModel(first.refreshJwt), steps);

        const session = await scene.prisma.session.findUniqueOrThrow({ where: { id: sessionIdOf(first) } });
        expect(states.map(({ serial, isEnded }) => ({ serial, isEnded }))).toContainEqual({
          serial: session.refreshSerial,
          isEnded: session.revokedAt !== null,
        });
      }),
      RUNS,
    );
  });
});
