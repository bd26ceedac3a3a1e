import { PASSWORD_MIN } from "@repo/contract/limits";
import type { Output } from "@repo/contract/operation";
import type { passwordPolicy } from "@repo/contract/password";
import { bind } from "#words/bind";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

const KINDS = ["lowercase", "uppercase", "number", "nonAlphanumeric"] as const;

/**
 * What the field of a new password says, by what the settings ask for. Worded on the server: a form's script knows the usual rule alone, and
 * what is beyond it is refused by the server, in these words.
 */
export function newPasswordWords(
  { newPassword, passwordRules, time }: Pick<Words, "newPassword" | "passwordRules" | "time">,
  policy: Output<typeof passwordPolicy>,
): Words["newPassword"] {
  const { minLength: min } = policy;
  const kinds = KINDS.filter((kind) => policy[kind]).map((kind) => passwordRules.kinds[kind]);
  if (min <= PASSWORD_MIN && kinds.length === 0) return newPassword;
  const list = new Intl.ListFormat(time.locale, { type: "conjunction" }).format(kinds);
  const rule = kinds.length === 0 ? fill(newPassword.rule, { min }) : fill(passwordRules.rule, { min, kinds: list });
  const { problems } = newPassword;
  return {
    ...newPassword,
    rule: { ...newPassword.rule, parts: [rule] },
    problems: {
      ...problems,
      missing: { ...problems.missing, field: bind(problems.missing.field, { min }) },
      tooShort: { summary: bind(problems.tooShort.summary, { min }), field: bind(problems.tooShort.field, { min }) },
      // Which of them it was the server does not say, and the rule stands above the field.
      guessable: passwordRules.refused,
    },
  };
}
