import { ASKED_FIELDS, type AskedField, looksLikePhone, type PageField, PROFILE_FIELDS } from "@repo/contract/profile-fields";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { Problem } from "./use-form";

/** What a new user says of themselves. */
export type AskedProfile = Partial<Record<AskedField, string>>;

/** The control of a field at sign-up: that of the operation's input. */
export function signUpControl<Field extends AskedField>(field: Field): `user.${Field}` {
  return `user.${field}`;
}

/** What a sign-up form says of the new user, without what was left empty; undefined for nothing. */
export function readAsked(saidBy: (control: string) => unknown): AskedProfile | undefined {
  const said = ASKED_FIELDS.map((field) => [field, String(saidBy(signUpControl(field)) ?? "").trim()] as const);
  const filled = said.filter(([, value]) => value !== "");
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** What is wrong with a field of the profile, or undefined. Nothing in it is fine. Whether what it holds is true nobody asks. */
export function checkProfileField(field: PageField, typed: string): "tooLong" | "phone" | undefined {
  const { type, lengthMax } = PROFILE_FIELDS[field];
  const value = typed.trim();
  if ([...value.normalize("NFC")].length > lengthMax) return "tooLong";
  if (type === "phone" && value !== "" && !looksLikePhone(value)) return "phone";
}

/** The same in words. */
export function profileProblem(
  field: PageField,
  typed: string,
  words: Pick<Words["form"], "profile" | "profileProblems">,
): Problem | undefined {
  const wrong = checkProfileField(field, typed);
  if (!wrong) return undefined;
  const values = { label: words.profile[field], max: PROFILE_FIELDS[field].lengthMax, length: [...typed.trim().normalize("NFC")].length };
  const { summary, field: beside } = words.profileProblems[wrong];
  return { summary: fill(summary, values), field: fill(beside, values) };
}

/** By control, what is wrong with what a sign-up form says of the new user. */
export function askedProblems(form: FormData, words: Words["form"]): Record<string, Problem | undefined> {
  const controls = ASKED_FIELDS.map((field) => [field, signUpControl(field)] as const);
  return Object.fromEntries(controls.map(([field, control]) => [control, profileProblem(field, String(form.get(control) ?? ""), words)]));
}
