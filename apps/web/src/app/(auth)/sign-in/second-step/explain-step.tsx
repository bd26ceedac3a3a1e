import type { Route } from "next";
import type { Refusal } from "#forms/refusal";
import type { Outcome } from "#forms/use-form";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** The first step is not good for ever; then there is nothing here to add to. */
const FIRST_STEP_OVER = ["E062130", "E064001", "E064002"];

/** What to say of a second step that was refused for want of the first; undefined for any other. */
export function explainStep({ code }: Refusal, signInHref: Route, words: Pick<Words["secondStep"], "tooLong">): Outcome | undefined {
  if (!FIRST_STEP_OVER.includes(code)) return undefined;
  const { title, text, signIn } = words.tooLong;
  const link = <TextLink href={signInHref}>{signIn}</TextLink>;
  return { problems: {}, alert: { tone: "warning", title, body: <p>{fillElements(text, { signIn: link })}</p> } };
}
