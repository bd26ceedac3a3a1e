import { PASSWORD_MAX, PASSWORD_MIN } from "@repo/contract/limits";
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { PasswordRules } from "./settings";

/** Why a password was refused, in words that follow "Password ". */
export type PolicyFailure = string;

const BYTES_MAX = 1024;
const CONTEXT_WORD_MIN = 3;

/**
 * Whether a password, as typed, is beyond anything that may be one: worth neither hashing nor normalising, which can take half a second
 * for 64 kB. Sign-up and sign-in ask the same question, so that whoever got in comes in again.
 */
export function isOverLong(password: string): boolean {
  return Buffer.byteLength(password) > BYTES_MAX;
}

/** One spelling for what looks the same: a password typed on two keyboards is one password. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

let common: Promise<ReadonlySet<string>> | undefined;

// 49,000 passwords from breaches, offline. Loaded once, by the first sign-up: sign-in never needs them.
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"] as string[]));
  return common;
}

let estimator: Promise<ZxcvbnFactory> | undefined;

// Its dictionaries take longer to rank than a password to check, so it is made once, by the first password of a project that asks for it.
function strengthEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }]) => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }),
  );
  return estimator;
}

/** zxcvbn's estimate, 0 to 4. Its work grows with the length, and nothing beyond a hundred characters is easy to guess. */
async function strengthOf(password: string, contextWords: readonly string[]): Promise<number> {
  return (await strengthEstimator()).check(password.slice(0, 100), [...contextWords]).score;
}

function onlyLettersAndDigits(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** What is left of the password when the words that everybody could guess for this account are taken out. */
function withoutContext(password: string, words: readonly string[]): string {
  return words
    .map(onlyLettersAndDigits)
    .filter((word) => word.length >= CONTEXT_WORD_MIN)
    .sort((left, right) => right.length - left.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), onlyLettersAndDigits(password));
}

/**
 * What is wrong with a normalised password; empty when it may be used. No composition rules: length, a list of passwords that
 * attackers try first, and words taken from the account itself (P1–P8). Length counts code points.
 *
 * @param contextWords login IDs, names, the app's name and host: anything an attacker would know
 * @param strengthMin least zxcvbn score (0 to 4) where the project asks for one; 0 asks for none
 */
export async function checkPolicy(password: string, contextWords: readonly string[], strengthMin = 0): Promise<PolicyFailure[]> {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return [`must have at least ${PASSWORD_MIN} characters`];
  if (length > PASSWORD_MAX) return [`must have at most ${PASSWORD_MAX} characters`];
  if (new Set(password).size === 1) return ["must not be one character repeated"];
  if ((await commonPasswords()).has(password.toLowerCase())) return ["is one of the passwords that attackers try first"];
  const plain = onlyLettersAndDigits(password);
  const rest = withoutContext(password, contextWords);
  if (rest.length < plain.length && rest.length < PASSWORD_MIN)
    return ["is too close to your name, your login ID or the name of this service"];
  if (strengthMin > 0 && (await strengthOf(password, contextWords)) < strengthMin) return ["is too easy to guess: try a few more words"];
  return [];
}

/** Kinds of characters that settings may ask for. */
const KINDS = [
  { asked: "lowercase", pattern: /\p{Ll}/u, failure: "must have a lower-case letter" },
  { asked: "uppercase", pattern: /\p{Lu}/u, failure: "must have an upper-case letter" },
  { asked: "number", pattern: /\p{Nd}/u, failure: "must have a digit" },
  { asked: "nonAlphanumeric", pattern: /[^\p{L}\p{M}\p{N}]/u, failure: "must have a character that is neither letter nor digit" },
] as const satisfies { asked: keyof PasswordRules; pattern: RegExp; failure: PolicyFailure }[];

/** What a normalised password lacks of what settings ask for beyond the policy of everybody; every one of them. */
export function findMissing(password: string, rules: PasswordRules): PolicyFailure[] {
  const isShort = [...password].length < rules.minLength;
  const lacking = KINDS.filter(({ asked, pattern }) => rules[asked] && !pattern.test(password));
  return [...(isShort ? [`must have at least ${rules.minLength} characters`] : []), ...lacking.map(({ failure }) => failure)];
}
