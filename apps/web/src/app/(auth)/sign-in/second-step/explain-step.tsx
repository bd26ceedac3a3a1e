import type { Route } from "next";
import type { Refusal } from "#forms/refusal";
import { type AlertContent, explainRefusal } from "#forms/refusal-alert";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** The first step is not good for ever; then there is nothing here to add to. */
const FIRST_STEP_OVER = ["E062130", "E064001", "E064002"];

/** What to say of a refused second step. */
export function explainStep(
  refusal: Refusal,
  signInHref: Route,
  words: Pick<Words["secondStep"], "tooLong"> & Pick<Words, "refusals" | "wait">,
): AlertContent {
  if (!FIRST_STEP_OVER.includes(refusal.code)) return explainRefusal(refusal, words);
  const { title, text, signIn } = words.tooLong;
  const link = <TextLink href={signInHref}>{signIn}</TextLink>;
  return { tone: "warning", title, body: <p>{fillElements(text, { signIn: link })}</p> };
}
