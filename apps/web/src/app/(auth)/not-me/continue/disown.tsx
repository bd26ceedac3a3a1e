"use client";

import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { useForm } from "#forms/use-form";
import type { Words } from "#words/get-words";

interface DisownProps {
  token: string;
  /** This page, which says that it is done where there is no password to choose. */
  here: string;
  /** Why it was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["notMe"] & Pick<Words, "refusals" | "wait">;
}

/** Ends every session of the account that the letter was about. */
export function Disown({ token, here, returned, words }: DisownProps) {
  const { outcome, pending, formProps } = useForm({ words, returned });
  return (
    <>
      <RefusalAlert alert={outcome.alert} />
      <PostForm action="security.disown" next={here} back={here} also={{ token }} {...formProps}>
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
