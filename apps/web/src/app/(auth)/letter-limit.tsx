import type { Refusal } from "#forms/refusal";
import { explainLetterLimit, type RefusalWords } from "#forms/refusal-alert";
import type { Outcome } from "#forms/use-form";
import { withNext } from "#steps/next-path";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** What letters are asked for on these pages. */
export type LetterPurpose = "signUp" | "signIn" | "secondFactor" | "reset";

export type LetterLimitWords = RefusalWords & Pick<Words, "letterWays">;

/** What to say of a letter that was refused because several were sent: that they are there, and which ways go on without one. */
export function letterLimit(refusal: Refusal, purpose: LetterPurpose, next: string, words: LetterLimitWords): Outcome | undefined {
  const { password, newPassword, app, ...ways } = words.letterWays;
  const links = {
    password: <TextLink href={withNext(purpose === "secondFactor" ? "/sign-in/second-step" : "/sign-in", next)}>{password}</TextLink>,
    newPassword: <TextLink href={withNext("/sign-up/password", next)}>{newPassword}</TextLink>,
    app: <TextLink href={withNext("/sign-in/app", next)}>{app}</TextLink>,
  };
  const alert = explainLetterLimit(refusal, words, <p>{fillElements(ways[purpose], links)}</p>);
  return alert && { problems: {}, alert };
}
