import type { Route } from "next";
import type { Outcome } from "#forms/use-form";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** A sign-up for an address that has an account, where that can be told. */
export function emailTaken(signInHref: Route, words: Pick<Words["signUp"], "emailTaken" | "signIn">): Outcome {
  const { title, text, field } = words.emailTaken;
  const signIn = <TextLink href={signInHref}>{words.signIn}</TextLink>;
  return {
    problems: { loginId: { summary: title, field } },
    alert: { tone: "danger", title, body: <p>{fillElements(text, { signIn })}</p> },
  };
}
