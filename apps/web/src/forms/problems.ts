import { PASSWORD_MAX, PASSWORD_MIN } from "@repo/contract/limits";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { Phrase } from "#words/message";
import { checkEmail, checkNewPassword, countCharacters } from "./check";
import type { Refusal } from "./refusal";
import type { Problem } from "./use-form";

// What is wrong with a field, in words; undefined when nothing is.

function fillProblem({ summary, field }: Readonly<Record<keyof Problem, Phrase>>, values: Record<string, number>): Problem {
  return { summary: fill(summary, values), field: fill(field, values) };
}

export function emailProblem(email: string, words: Pick<Words["form"], "emailProblems">): Problem | undefined {
  const wrong = checkEmail(email);
  return wrong && words.emailProblems[wrong];
}

/** Accounts made through the API may go by a user name: without an @ it is the server's to judge. */
export function loginIdProblem(loginId: string, words: Pick<Words["form"], "emailProblems">): Problem | undefined {
  return checkEmail(loginId) === "noAt" ? undefined : emailProblem(loginId, words);
}

export function newPasswordProblem(password: string, words: Words["newPassword"]): Problem | undefined {
  const wrong = checkNewPassword(password);
  const values = { min: PASSWORD_MIN, max: PASSWORD_MAX, length: countCharacters(password) };
  return wrong && fillProblem(words.problems[wrong], values);
}

/** What the server alone can tell about a new password. */
export function refusedPasswordProblem({ code }: Refusal, words: Words["newPassword"]): Problem | undefined {
  if (code === "E062901") return words.problems.guessable;
  if (code === "E062904") return words.problems.reused;
}

/** Leaves out the fields with which nothing is wrong. */
export function problemsOf(found: Readonly<Record<string, Problem | undefined>>): Record<string, Problem> {
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Problem] => entry[1] !== undefined));
}
