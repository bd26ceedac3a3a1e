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
import { words } from "./words";
import { crashWords } from "./words/crash";

function phrasesOf(value: unknown, path = "words"): [path: string, phrase: string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, child]) => phrasesOf(child, `${path}.${key}`));
}

const PHRASES = [...phrasesOf(words), ...phrasesOf(crashWords, "crashWords")];

describe("words", () => {
  it.each(PHRASES)("%s is plain and calm", (_path, phrase) => {
    expect(phrase).not.toBe("");
    expect(phrase).toBe(phrase.trim());
    expect(phrase).not.toMatch(/!|oops|sorry|please|invalid|\bOTP\b|\bTOTP\b|\bMFA\b|\btoken\b|\bE\d{6}\b|'/i);
  });

  it.each(PHRASES)("%s has whole placeholders", (_path, phrase) => {
    expect(phrase.replace(/\{[a-zA-Z]+\}/g, "")).not.toMatch(/[{}]/);
  });
});

describe("refusals", () => {
  const { offline: _offline, fallback: _fallback, ...known } = words.refusals;
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
    expect(words.refusals.E062906.title).toMatch(/email and password/);
  });
});
