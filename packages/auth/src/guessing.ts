import type { Recipient } from "@repo/db/users";
import {
  type AccountCounter,
  ASKED_CODE_FAILURES,
  type BudgetRule,
  CODE_TRIES,
  type Counter,
  EMAIL_CODE_FAILURES,
  type Lane,
  LETTERS_LONG,
  LETTERS_SHORT,
  PASSWORD_FAILURES,
  REQUESTS_LONG,
  REQUESTS_SHORT,
  SECOND_FACTOR_TRIES,
} from "./budget";
import type { Caller } from "./caller";
import { addressKey } from "./limiter";

// Whose tries are counted together. Strangers share what an account bears of them: by the name that they type, and over all its names by
// user. Whoever has shown something already, the first factor, a browser that signed in here before, or that they asked for the code, is
// counted apart, so that no stranger can use up what is the owner's.

/** What somebody types, and who has that name; null for nobody. */
export interface Target {
  typed: string;
  userId: string | null;
}

/** The counter of a user, whichever of their names was typed; for a name that nobody has, one of its own: it costs the same. */
function byUser(rule: BudgetRule, { typed, userId }: Target): Counter {
  return userId === null ? { rule, account: `nobody ${typed}` } : { rule, userId };
}

/** Tries of those who have shown nothing: by what they typed, and together with the account's other names. */
export function byStrangers(rule: BudgetRule, target: Target): Lane {
  return { told: [{ rule, account: `typed ${target.typed}` }], untold: [byUser(rule, target)] };
}

/** What a user does who is signed in, if only by the first of two factors. */
export function bySignedIn(rule: BudgetRule, userId: string): Lane {
  return { told: [{ rule, account: `signed in ${userId}` }] };
}

interface DeviceLane extends Lane {
  told: readonly AccountCounter[];
}

/**
 * What comes from a browser that has signed in to this account before; none for any other. One that was copied and used up is locked by
 * itself: it is counted with the strangers (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
 */
export function byDevice(caller: Caller, userId: string | null, ...rules: BudgetRule[]): DeviceLane[] {
  const device = userId === null ? undefined : caller.devices?.find((known) => known.userId === userId);
  return device ? [{ told: rules.map((rule) => ({ rule, account: `device ${device.id}` })), elseNext: true }] : [];
}

/** Every counter that a wrong password may be counted by as long as it is not known whose it would be: a user's own is found with the user. */
export function possiblePasswordLanes(caller: Caller, typed: string): Lane[] {
  const devices = caller.devices ?? [];
  return [
    ...devices.flatMap(({ userId }) => byDevice(caller, userId, PASSWORD_FAILURES)),
    byStrangers(PASSWORD_FAILURES, { typed, userId: null }),
  ];
}

/** Wrong passwords. */
export function passwordLanes(caller: Caller, target: Target): Lane[] {
  return [...byDevice(caller, target.userId, PASSWORD_FAILURES), byStrangers(PASSWORD_FAILURES, target)];
}

/** Every counter that a code of a second factor may be counted by as long as it is not known whose it would be: a user's own is found with the user. */
export async function possibleSecondFactorLanes(caller: Caller, typed: string): Promise<Lane[]> {
  const found = await caller.session();
  return [
    ...(caller.devices ?? []).flatMap(({ userId }) => byDevice(caller, userId, SECOND_FACTOR_TRIES)),
    ...(found.kind === "valid" ? [bySignedIn(SECOND_FACTOR_TRIES, found.session.userId)] : []),
    byStrangers(SECOND_FACTOR_TRIES, { typed, userId: null }),
  ];
}

/** Codes of an authenticator and recovery codes: a login ID is enough to try them, so whoever has shown the first factor is counted apart. */
export async function secondFactorLanes(caller: Caller, target: Target): Promise<Lane[]> {
  const found = await caller.session();
  const { userId } = target;
  const isSignedIn = userId !== null && found.kind === "valid" && found.session.userId === userId;
  const strangers = byStrangers(SECOND_FACTOR_TRIES, target);
  const own = byDevice(caller, userId, SECOND_FACTOR_TRIES);
  if (!isSignedIn) return [...own, strangers];
  // Theirs count against the strangers' too: with a password that is known, an account bears no more of them.
  return [...own, { ...bySignedIn(SECOND_FACTOR_TRIES, userId), also: [...strangers.told, ...(strangers.untold ?? [])] }];
}

/** Who asks for a code, as far as it can be known when they come back with it: by a browser's mark, else by their address. */
function byAsking(caller: Caller, typed: string, mark: string | null | undefined): AccountCounter {
  return { rule: EMAIL_CODE_FAILURES, account: `asked ${mark ?? addressKey(caller.address)} ${typed}` };
}

/**
 * Wrong codes by mail. Whoever asks has tries of their own, as many as anybody: they are bound by the letters that were sent, five for each,
 * and all of them together.
 *
 * @param ids the challenges that the code is compared with
 */
export function codeLanes(caller: Caller, target: Target, ids: readonly string[]): Lane[] {
  const asking = byAsking(caller, target.typed, caller.mark?.shown);
  const each = (who: string) => ids.map((challengeId) => ({ rule: CODE_TRIES, challengeId, who }));
  return [
    ...byDevice(caller, target.userId, EMAIL_CODE_FAILURES).map((lane) => ({
      ...lane,
      each: lane.told.flatMap(({ account }) => each(account)),
    })),
    { told: [asking], untold: [byUser(ASKED_CODE_FAILURES, target)], each: each(asking.account), isOpened: true },
    { ...byStrangers(EMAIL_CODE_FAILURES, target), each: each(OTHERS) },
  ];
}

const OTHERS = "others";

/**
 * Every counter that a wrong code may be counted by, as long as it is not known what is out and whose the login ID is: of the user and of
 * each code only by which rule, and by whom.
 */
export function possibleCodeTries(
  caller: Caller,
  typed: string,
): { lanes: Lane[]; ofUser: BudgetRule[]; ofCode: BudgetRule; who: string[] } {
  const devices = (caller.devices ?? []).flatMap(({ userId }) => byDevice(caller, userId, EMAIL_CODE_FAILURES));
  const asking = byAsking(caller, typed, caller.mark?.shown);
  return {
    lanes: [...devices, ...codeLanes(caller, { typed, userId: null }, [])],
    ofUser: [ASKED_CODE_FAILURES, EMAIL_CODE_FAILURES],
    ofCode: CODE_TRIES,
    who: [...devices.flatMap(({ told }) => told).map(({ account }) => account), asking.account, OTHERS],
  };
}

/** A letter that is asked for. */
export interface LetterTarget {
  loginId: string;
  /** What the request names: the login ID, or the address. */
  typed: string;
  /** Where the letter goes, or would go. */
  email: string;
  /** Who has the login ID; null for nobody, and where the letter is not theirs. */
  recipient: Recipient | null;
}

/**
 * Letters to one address, and requests by one name. Where it is told who exists, a caller is told of the address; else of what they typed
 * alone. Whoever asks has tries of their own at the code from then on. A browser that has signed in before has letters of its own to the
 * address that its account has proven, and to no other: an account may name anybody's.
 */
export function letterLanes(caller: Caller, target: LetterTarget, { isMasked }: { isMasked: boolean }): Lane[] {
  const { loginId, typed, email, recipient } = target;
  const letters = [LETTERS_SHORT, LETTERS_LONG].map((rule) => ({ rule, account: `typed ${email}` }));
  const requestsBy = (name: string) => [REQUESTS_SHORT, REQUESTS_LONG].map((rule) => ({ rule, account: `typed ${name}` }));
  // Each takes the place of the one before it: who names ever new addresses must not void somebody's code for as long as they like.
  const others = loginId === typed || recipient ? [] : requestsBy(loginId);
  const strangers = isMasked ? { told: [...requestsBy(typed), ...others], untold: letters } : { told: [...letters, ...others] };
  const own = recipient?.verifiedEmail && recipient.email === email ? byDevice(caller, recipient.id, LETTERS_SHORT, LETTERS_LONG) : [];
  return [...own, { ...strangers, opens: [byAsking(caller, loginId, caller.mark?.keep())] }];
}
