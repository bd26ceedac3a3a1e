"use client";

import type { Route } from "next";
import { CodeForm } from "#app/(auth)/code-form";
import type { ReturnedForm } from "#forms/flash";
import type { Refusal } from "#forms/refusal";
import type { Outcome } from "#forms/use-form";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

interface ConfirmFormProps {
  /** Whether the code makes the account. */
  isSignUp: boolean;
  loginId: string;
  /** Where to go when it is on. */
  next: string;
  /** Where another key is made. */
  startHref: Route;
  /** This page. */
  back: Route;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["enrol"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** The key works from the first right code on. */
export function ConfirmForm({ isSignUp, loginId, next, startHref, back, returned, words }: ConfirmFormProps) {
  function explain({ code }: Refusal): Outcome | undefined {
    if (code === "E061102") return { problems: { code: words.code.appWrong } };
    if (code === "E061103" || code === "E062120") {
      const again = <TextLink href={startHref}>{words.tooMany.again}</TextLink>;
      return {
        problems: {},
        alert: { tone: "danger", title: words.tooMany.title, body: <p>{fillElements(words.tooMany.text, { again })}</p> },
      };
    }
  }

  return (
    <CodeForm
      action={isSignUp ? "signUpByApp" : "totp.verify"}
      next={next}
      back={back}
      also={{ loginId }}
      hint={words.hint}
      // The key comes first, and a phone would scroll past it.
      isOnly={false}
      explain={explain}
      returned={returned}
      words={words}
    />
  );
}
