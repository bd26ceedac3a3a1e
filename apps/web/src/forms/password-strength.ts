import { PASSWORD_MAX, PASSWORD_MIN } from "@repo/contract/limits";

/** How hard a password looks to guess. */
export type Strength = "weak" | "fair" | "strong";

/** Below the first a password is weak, from the second on strong: the shortest one allowed, and NIST SP 800-63B's for a password alone. */
const FAIR_MIN = PASSWORD_MIN;
const STRONG_MIN = 15;
/** As in the server's rule, which has the last word (P7). */
const KNOWN_WORD_MIN = 3;

const COMMON = "password passwort contraseña welcome letmein iloveyou";
/** Characters that follow each other in the alphabet or on a keyboard. */
const RUNS = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm";

/** 1 or -1 from one character to its neighbour in a run; NaN, which equals nothing, where they are no neighbours. */
function stepBetween(left: string, right: string): number {
  if (RUNS.includes(left + right)) return 1;
  return RUNS.includes(right + left) ? -1 : Number.NaN;
}

/**
 * A hint and no rule: how many characters are left when those are not counted that a guesser gets for nothing, which are words that
 * stand in the account, repetitions, and what goes on as it began, like 4567. It asks for no kinds of characters and knows no list of
 * leaked passwords.
 *
 * @param known what others know of the account: its email, its name, the app's name
 * @returns undefined where nothing is typed
 */
export function strengthOf(password: string, known: readonly string[]): Strength | undefined {
  if (password === "") return undefined;
  const words = [COMMON, ...known]
    .join(" ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= KNOWN_WORD_MIN)
    .sort((one, other) => other.length - one.length);
  // No password may be longer, and looking for repetitions takes its time.
  const typed = password.slice(0, PASSWORD_MAX).normalize("NFKC").toLowerCase();
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), typed).replace(/(.+?)\1+/gu, "$1");

  let counted = 0;
  let before = "";
  let stepBefore = Number.NaN;
  for (const character of rest) {
    const step = before === "" ? Number.NaN : stepBetween(before, character);
    if (step !== stepBefore) counted++;
    before = character;
    stepBefore = step;
  }
  if (counted < FAIR_MIN) return "weak";
  return counted < STRONG_MIN ? "fair" : "strong";
}
