import { AUTH_ERRORS } from "@repo/contract/errors";
import * as links from "@repo/contract/links";
import { ERRORS_BY_ACCESS, ERRORS_OF_BODIES, type Operation } from "@repo/contract/operation";
import * as otp from "@repo/contract/otp";
import * as password from "@repo/contract/password";
import * as recovery from "@repo/contract/recovery";
import * as security from "@repo/contract/security";
import { logout, revokeOtherSessions, revokeSession } from "@repo/contract/session";
import * as totp from "@repo/contract/totp";
import { describe, expect, it } from "vitest";
import { fill } from "./fill";
import { type Language, languages, negotiateLanguage, wordsIn } from "./languages";
import type { Message, Phrase } from "./message";

type Part = Exclude<Message["parts"], string>[number];

const isMessage = (value: unknown): value is Message => typeof value === "object" && value !== null && "parts" in value;

/** Each phrase by its path. */
function listPhrases(value: unknown, path = ""): [path: string, phrase: Phrase][] {
  if (typeof value === "string" || isMessage(value)) return [[path, value]];
  return Object.entries(value as object).flatMap(([key, child]) => listPhrases(child, path === "" ? key : `${path}.${key}`));
}

/** What a phrase asks for: its arguments with their kinds, those within plurals included, each once. */
function listArguments(phrase: Phrase): string[] {
  const inPart = (part: Part): string[] => {
    if (!Array.isArray(part)) return [];
    const [name, kind = "", options] = part;
    const branches = typeof options === "object" && options !== null ? Object.values(options as Record<string, Part>) : [];
    const inBranches = branches.flatMap((branch) => (Array.isArray(branch) ? (branch as Part[]).flatMap(inPart) : []));
    return [`${name} ${kind}`.trim(), ...inBranches];
  };
  return isMessage(phrase) ? [...new Set([phrase.parts].flat().flatMap(inPart))].sort() : [];
}

/** A phrase as it is shown, each of its plural's branches, and its values by their names. */
function readings(phrase: Phrase): string[] {
  if (typeof phrase === "string") return [phrase];
  const names = listArguments(phrase).map((argument) => argument.split(" ")[0] ?? "");
  const isNumeric = listArguments(phrase).some((argument) => argument.includes(" "));
  const counts = isNumeric ? [0, 1, 2, 3, 5, 21] : [5];
  return counts.map((count) => fill(phrase, Object.fromEntries(names.map((name) => [name, isNumeric ? count : `‹${name}›`]))));
}

const english = listPhrases(wordsIn("en"));

/** What no language says: blame, jokes, and the names that only programmers know things by. */
const JARGON = /!|\bOTP\b|\bTOTP\b|\bMFA\b|\btoken\b|\bE\d{6}\b|'|"/i;
/** Straight to the point, and of one form of address. */
const TONE: Record<Language, RegExp> = {
  en: /oops|sorry|please|invalid/i,
  es: /¡|perdón|lo sentimos|por favor|inválid|\busted(es)?\b|\bsu (cuenta|correo|contraseña|código|móvil)/i,
  de: /hoppla|leider|bitte|entschuldig|ungültig|\b(du|dich|dir|deine?[mnrs]?|euch|euer)\b/i,
};

describe.each(languages)("the words in %s", (language) => {
  const phrases = listPhrases(wordsIn(language)).filter(([path]) => path !== "language");

  it("have no key missing and none that English does not have", () => {
    expect(phrases.map(([path]) => path)).toEqual(english.map(([path]) => path).filter((path) => path !== "language"));
  });

  it("ask for the same values as in English", () => {
    const expected = english.filter(([path]) => path !== "language").map(([path, phrase]) => [path, listArguments(phrase)]);

    expect(phrases.map(([path, phrase]) => [path, listArguments(phrase)])).toEqual(expected);
  });

  it("are plain and calm, and typeset", () => {
    const shown = phrases.flatMap(([path, phrase]) => readings(phrase).map((text) => [path, text] as const));

    expect(shown.filter(([, text]) => text === "" || text !== text.trim())).toEqual([]);
    expect(shown.filter(([, text]) => JARGON.test(text) || TONE[language].test(text))).toEqual([]);
  });

  it("fill every message from its values alone", () => {
    expect(phrases.flatMap(([, phrase]) => readings(phrase)).filter((text) => /undefined|NaN|[{}]/.test(text))).toEqual([]);
  });

  it("are plain data, as what goes to the browser has to be", () => {
    expect(JSON.parse(JSON.stringify(wordsIn(language)))).toStrictEqual(wordsIn(language));
  });

  it("are worded by the rules of their own language", () => {
    expect(wordsIn(language).time.locale).toMatch(new RegExp(`^${language}-`));
  });
});

describe("negotiateLanguage", () => {
  it.each([
    ["de", "es", "de"],
    ["fr", "es", "es"],
    ["__proto__", null, "en"],
    [undefined, null, "en"],
    [undefined, "", "en"],
    [undefined, "*", "en"],
    [undefined, "de-AT,de;q=0.9,en;q=0.8", "de"],
    [undefined, "es-419", "es"],
    [undefined, "fr-FR,fr;q=0.9,es;q=0.2", "es"],
    [undefined, "en;q=0.1, de;q=0.5", "de"],
    [undefined, "de;q=0", "en"],
    [undefined, "zh-Hant", "en"],
    [undefined, ";;;q=,", "en"],
  ] as const)("takes the choice %j before the header %j: %s", (choice, accepted, language) => {
    expect(negotiateLanguage(choice, accepted)).toBe(language);
  });
});

describe("refusals", () => {
  const { offline: _offline, fallback: _fallback, letters: _letters, ...known } = wordsIn("en").refusals;
  /** Worded by the forms themselves, beside the field. */
  const BESIDE_A_FIELD = ["E062107", "E062901"];
  /** Nothing a person did, and nothing they can do: the general words serve. */
  const GENERAL = ["E000000"];
  /** Said to nobody who comes from a page (contract/masking). */
  const MASKED = ["E062108"];

  /** All that pages call. */
  const OPERATIONS: [string, Operation][] = Object.entries({
    ...links,
    ...otp,
    ...password,
    ...recovery,
    ...security,
    ...totp,
    logout,
    revokeSession,
    revokeOtherSessions,
  }).flatMap(([name, exported]) => ("routes" in exported ? [[name, exported as Operation]] : []));

  it.each(Object.keys(known))("%s is in the error table", (code) => {
    expect(AUTH_ERRORS).toHaveProperty(code);
  });

  it.each(OPERATIONS)("cover every answer of %s", (_name, operation) => {
    const fresh = operation.fresh ? ["E062132"] : [];
    const codes = [...operation.errors, ...ERRORS_BY_ACCESS[operation.access], ...ERRORS_OF_BODIES, ...fresh];

    const unworded = codes.filter((code) => !(code in known) && ![...BESIDE_A_FIELD, ...GENERAL, ...MASKED].includes(code));

    expect(unworded).toEqual([]);
  });

  it("do not tell which half of the credentials was wrong", () => {
    expect(wordsIn("en").refusals.E062906.title).toMatch(/email and password/);
  });
});
