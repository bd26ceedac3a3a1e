import type { PendingLink } from "@repo/contract/links";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignUp, requestEnchantedSignUpOrIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignUpLink, requestSignUpOrInLink, verifyMagicLink } from "../links/magic-link";
import { collectLetters, testCaller } from "../testing/deps";
import { openScene, type Scene } from "../testing/scene";
import { countTry, followModel, type Habit, isSpent, type Model, NO_TRIES, RUNS, type Seen, stepsOf, type Tally } from "./model";

const LIFETIME_MS = 10 * 60 * 1000;
const SHORT = { max: 5, seconds: 15 * 60 };
const LONG = { max: 10, seconds: 3600 };

const senders = {
  magic: { signUp: requestSignUpLink, signUpOrIn: requestSignUpOrInLink },
  enchanted: { signUp: requestEnchantedSignUp, signUpOrIn: requestEnchantedSignUpOrIn },
};
type Kind = keyof typeof senders;
type Purpose = keyof typeof senders.magic;

/** Letters are counted back from the newest of their kind. */
type Action =
  | { sends: Kind; purpose: Purpose }
  | { opens: Kind; letter: number; link: number }
  /** A link of the other kind is shown where this kind is expected. */
  | { confuses: Kind; letter: number }
  | { collects: number };
type Sending = { sends: Kind; purpose: Purpose; as: string };
type Deed = Sending | { opens: Kind; token: string } | { collects: string };

/** Tokens of a letter, the right one first, and the reference of an enchanted letter's waiting device. */
interface Letter {
  kind: Kind;
  purpose: Purpose;
  tokens: string[];
  pendingRef: string;
  expiresAt: number;
  isApproved: boolean;
  isOver: boolean;
}

interface State {
  isRegistered: boolean;
  sessions: number;
  letters: Letter[];
  short: Tally;
  long: Tally;
}

interface Expected {
  code: Seen<unknown>["code"];
  state: State;
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

function isUsable(letter: Letter | undefined): letter is Letter {
  return letter !== undefined && !letter.isOver && letter.expiresAt > nowMs();
}

function withLetter(state: State, letter: Letter, change: Partial<Letter>): State {
  return { ...state, letters: state.letters.map((one) => (one === letter ? { ...one, ...change } : one)) };
}

function signIn(state: State, letter: Letter): Expected {
  if (letter.purpose === "signUp" && state.isRegistered) return { code: "E062107", state };
  return { code: "ok", state: { ...withLetter(state, letter, { isOver: true }), isRegistered: true, sessions: state.sessions + 1 } };
}

/** What opening a link comes to. */
function afterOpening(state: State, kind: Kind, token: string): Expected {
  const letter = state.letters.find((one) => one.kind === kind && one.tokens.includes(token));
  if (!isUsable(letter)) return { code: "E062504", state };
  if (kind === "magic") return signIn(state, letter);
  if (token !== letter.tokens[0]) return { code: "E062504", state: withLetter(state, letter, { isOver: true }) };
  if (letter.isApproved) return { code: "E062504", state };
  return { code: "ok", state: withLetter(state, letter, { isApproved: true }) };
}

/** What the waiting device is told. */
function afterCollecting(state: State, pendingRef: string): Expected {
  const letter = state.letters.find((one) => one.pendingRef === pendingRef && pendingRef !== "");
  if (!isUsable(letter)) return { code: "E062504", state };
  return letter.isApproved ? signIn(state, letter) : { code: "E062503", state };
}

/** What must be true of one login ID. */
function createModel(loginId: string): Model<State, Action, Deed, unknown> {
  /** By who asked for it. */
  const mailed = new Map<string, Pick<Letter, "kind" | "tokens" | "pendingRef">>();
  const waiting = new Map<string, { pendingRef: string; linkId: string }>();
  let requests = 0;
  // What one client address may be told is not this model's matter.
  const address = `2001:db8:${people.toString(16)}::1`;

  function newest(kind: Kind, letter: number) {
    return [...mailed.values()].filter((one) => one.kind === kind).at(-1 - letter);
  }

  function explainSend(state: State, { purpose, as }: Sending, seen: Seen<unknown>, before: State | null): State[] {
    const refusals = [state, before ?? state].map(({ isRegistered }) => (purpose === "signUp" && isRegistered ? "E062107" : "ok"));
    // What is refused takes no letter.
    if (seen.code === "E062107" && refusals.includes(seen.code)) return [state];
    if (!refusals.includes("ok")) return [];
    const isLeft = !isSpent(state.long, LONG.max, nowMs()) && !isSpent(state.short, SHORT.max, nowMs());
    if (!isLeft) return seen.code === "E130429" ? [state] : [];
    if (seen.code !== "ok") return [];
    const short = countTry(state.short, SHORT.seconds, nowMs());
    const both = { ...state, short, long: countTry(state.long, LONG.seconds, nowMs()) };
    const letter = mailed.get(as);
    if (!letter) return [both];
    const sent = { ...letter, purpose, expiresAt: nowMs() + LIFETIME_MS, isApproved: false, isOver: false };
    return [{ ...both, letters: [...both.letters, sent] }];
  }

  return {
    start: { isRegistered: false, sessions: 0, letters: [], short: NO_TRIES, long: NO_TRIES },
    prepare(action) {
      if ("sends" in action) return { ...action, as: `request ${requests++}` };
      if ("collects" in action) return { collects: newest("enchanted", action.collects)?.pendingRef ?? "nothing" };
      if ("opens" in action)
        return { opens: action.opens, token: newest(action.opens, action.letter)?.tokens.at(action.link) ?? "no.token" };
      const other = action.confuses === "magic" ? "enchanted" : "magic";
      return { opens: action.confuses, token: newest(other, action.letter)?.tokens[0] ?? "no.token" };
    },
    async run(deps, deed) {
      if ("collects" in deed) return collectEnchantedSession(deps, { pendingRef: deed.collects }, testCaller(deps));
      if ("opens" in deed) return (deed.opens === "magic" ? verifyMagicLink : verifyEnchantedLink)(deps, deed, testCaller(deps));
      const asked = testCaller(deps, undefined, { userAgent: deed.as, address });
      const sent: Partial<PendingLink> = await senders[deed.sends][deed.purpose](deps, { loginId }, asked);
      waiting.set(deed.as, { pendingRef: sent.pendingRef ?? "", linkId: sent.linkId ?? "" });
      return sent;
    },
    async settle() {
      const tokenOf = (url: string) => new URL(url).searchParams.get("t") ?? "";
      for (const letter of await collectLetters(scene.deps)) {
        const as = letter.props.askedBy.userAgent;
        if (letter.kind === "magicLink") mailed.set(as, { kind: "magic", tokens: [tokenOf(letter.props.url)], pendingRef: "" });
        if (letter.kind !== "enchantedLink") continue;
        const { pendingRef = "", linkId } = waiting.get(as) ?? {};
        const rightFirst = [...letter.props.links].sort((one, other) => Number(other.number === linkId) - Number(one.number === linkId));
        mailed.set(as, { kind: "enchanted", tokens: rightFirst.map(({ url }) => tokenOf(url)), pendingRef });
      }
    },
    explain(state, deed, seen, before) {
      if ("sends" in deed) return explainSend(state, deed, seen, before);
      const expected = "opens" in deed ? afterOpening(state, deed.opens, deed.token) : afterCollecting(state, deed.collects);
      return seen.code === expected.code ? [expected.state] : [];
    },
  };
}

const kind = fc.constantFrom<Kind>("magic", "enchanted");
const letter = fc.constantFrom(0, 0, 0, 1);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ sends: kind, purpose: fc.constantFrom<Purpose>("signUp", "signUpOrIn") }) },
  { weight: 6, arbitrary: fc.record({ opens: kind, letter, link: fc.constantFrom(0, 0, 0, 1, 2) }) },
  { weight: 1, arbitrary: fc.record({ confuses: kind, letter }) },
  { weight: 4, arbitrary: fc.record({ collects: letter }) },
);
const sendMagic: Action = { sends: "magic", purpose: "signUpOrIn" };
const openMagic: Action = { opens: "magic", letter: 0, link: 0 };
const sendEnchanted: Action = { sends: "enchanted", purpose: "signUpOrIn" };
const openRight: Action = { opens: "enchanted", letter: 0, link: 0 };
const openWrong: Action = { opens: "enchanted", letter: 0, link: 1 };
const collect: Action = { collects: 0 };
const habits: Habit<Action>[] = [
  [sendMagic, [openMagic, openMagic]],
  [sendMagic, { confuses: "enchanted", letter: 0 }, openMagic],
  [sendEnchanted, { confuses: "magic", letter: 0 }, openRight],
  [sendEnchanted, [openRight, openRight]],
  [sendEnchanted, [openRight, openWrong], collect],
  [sendEnchanted, openRight, [collect, collect]],
  [sendEnchanted, openRight, [collect, openWrong]],
  [{ sends: "magic", purpose: "signUp" }, { sends: "enchanted", purpose: "signUp" }, openRight],
];

describe("links by mail, in any order and two at a time", () => {
  it("H11, R1: let in once each, enchanted ones only the device that waits, after the right link and no wrong one", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(actions, { waitsSeconds: [1, 300, 600, 900, 3600], habits }), async (steps) => {
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
