"use client";

import type { ReturnedForm } from "#forms/flash";
import { buttonLook } from "#ui/button";
import type { Words } from "#words/get-words";
import { type LetterLink, OneClick } from "../../one-click";

interface UndoEmailProps {
  link: LetterLink;
  /** This page. */
  back: string;
  /** Why the link was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["undoEmail"] & Pick<Words, "refusals" | "wait" | "letterLink">;
}

/** Puts a former address back, for who reads its mail. Whoever changed it may know the password: the next step is another one. */
export function UndoEmail({ link, back, returned, words }: UndoEmailProps) {
  return (
    <OneClick
      link={link}
      words={words}
      action="security.undoEmailChange"
      next={undefined}
      back={back}
      returned={returned}
      after={
        <a href="/forgot" className={buttonLook({ variant: "primary", wide: true })}>
          {words.newPassword}
        </a>
      }
    />
  );
}
