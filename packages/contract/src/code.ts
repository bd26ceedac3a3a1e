/*
 * Codes as people type and paste them. No zod here, so that a page can read what is typed by the same rules.
 */

/** Longest text that a code is looked for in: a line of a letter. */
export const CODE_TEXT_MAX = 200;

/** What stands between the digits of one code: spaces, dashes, stops, and what is drawn as nothing. */
const SEPARATORS = /[\p{Z}\p{C}\p{Pd}\p{Default_Ignorable_Code_Point}.·•_\u2212]+/gu;
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}]+/gu;
/** What stands around codes. */
const LETTERS = /[^\d\p{Z}\p{C}\p{Pd}\p{Default_Ignorable_Code_Point}.·•_\u2212]+/u;
const OTHERS = /[^a-z0-9\p{Z}\p{C}\p{Pd}\p{Default_Ignorable_Code_Point}.·•_\u2212]+/u;
const DIGITS = 6;

/** `٣` → `3`: the digits of each script stand in order, ten by ten. */
function toAsciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value % 10);
}

/** Full-width letters and digits as plain ones, the digits of every script as ours. */
function toPlain(typed: string): string {
  return typed
    .slice(0, CODE_TEXT_MAX)
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, toAsciiDigit);
}

/** The one text among these; null for none, and for several that differ. */
function onlyOne(found: readonly string[]): string | null {
  const [first] = found;
  return first !== undefined && found.every((one) => one === first) ? first : null;
}

/**
 * The six digits of a code, wherever they stand in what was typed or pasted: in the digits of any script, with spaces, dashes or stops
 * among them, in the middle of a sentence. Empty where there are none, or several that could be meant.
 */
export function readCode(typed: string): string {
  const plain = toPlain(typed);
  const unbroken = plain.match(/(?<!\d)\d{6}(?!\d)/g) ?? [];
  const broken = plain
    .split(LETTERS)
    .map(withoutSeparators)
    .filter((run) => run.length === DIGITS);
  return onlyOne([...unbroken, ...broken]) ?? "";
}

const SEPARATOR = String.raw`\p{Z}\p{C}\p{Pd}.·•_\u2212`;
const ONE_NUMBER = String.raw`(?:.*[^\p{Nd}${SEPARATOR}])?[${SEPARATOR}]*(?:\p{Nd}[${SEPARATOR}]*){6}(?:[^\p{Nd}${SEPARATOR}].*)?`;
const SIX_TOGETHER = String.raw`(?:.*\P{Nd})?\p{Nd}{6}(?:\P{Nd}.*)?`;

/** What `readCode` finds a code in, as the `pattern` of a field: for browsers without script, so that they say so before it is sent. */
export const CODE_PATTERN = `${ONE_NUMBER}|${SIX_TOGETHER}`;

const GROUPS = 4;
const GROUP = /^[a-z0-9]{4}$/;
/** Four groups of four with a dash between them, and no fifth. */
const DASHED = /(?<![a-z0-9\p{Pd}\u2212])[a-z0-9]{4}(?:[\p{Pd}\u2212][a-z0-9]{4}){3}(?![a-z0-9\p{Pd}\u2212])/gu;
const UNBROKEN = /(?<![a-z0-9])[a-z0-9]{16}(?![a-z0-9])/g;

function withoutSeparators(text: string): string {
  return text.replace(SEPARATORS, "");
}

/** Words of four in a row, four together. */
function findFours(run: string): string[] {
  const words = run.split(SEPARATORS);
  const fours = words.map((_, index) => words.slice(index, index + GROUPS));
  return fours.filter((four) => four.length === GROUPS && four.every((word) => GROUP.test(word))).map((four) => four.join(""));
}

/**
 * A recovery code as it was typed off paper or pasted, in lower case and without what stands between its letters. In a sentence it is
 * found by its four groups of four. What holds none, or several, comes back without separators: it is a wrong code.
 */
export function readRecoveryCode(typed: string): string {
  const plain = toPlain(typed).toLowerCase();
  const whole = withoutSeparators(plain);
  if (/^[a-z0-9]{16}$/.test(whole)) return whole;
  const dashed = plain.replace(INVISIBLE, "").match(DASHED) ?? [];
  const spaced = plain.split(OTHERS).flatMap(findFours);
  return onlyOne(dashed.map(withoutSeparators)) ?? onlyOne(spaced) ?? onlyOne(plain.match(UNBROKEN) ?? []) ?? whole;
}
