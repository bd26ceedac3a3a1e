import { readCode } from "@repo/contract/code";
import type { Words } from "#words/get-words";
import type { Problem } from "./use-form";

// A file of its own: pages that ask for no code do without how codes are read.

/** What is wrong with a six-digit code, or undefined. It is read wherever it stands in what was pasted, as the server reads it. */
export function checkCode(value: string): "missing" | "short" | undefined {
  if (readCode(value) !== "") return undefined;
  return /[\p{L}\p{N}]/u.test(value) ? "short" : "missing";
}

/** The same in words. */
export function codeProblem(code: string, words: Pick<Words["code"], "problems">): Problem | undefined {
  const wrong = checkCode(code);
  return wrong && words.problems[wrong];
}
