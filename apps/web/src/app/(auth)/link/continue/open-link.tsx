"use client";

import type { ReturnedForm } from "#forms/flash";
import { buttonLook } from "#ui/button";
import type { Words } from "#words/get-words";
import { type LetterLink, OneClick } from "../../one-click";

interface OpenLinkProps {
  link: LetterLink;
  /** Where to go afterwards, and this page. */
  next: string;
  back: string;
  /** Why the link was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Omit<Words["openLink"], "title" | "expired"> & { title: string; expired: { title: string; text: string } } & Pick<
      Words,
      "refusals" | "wait" | "letterLink"
    >;
}

/** Signs in, or does whatever the link was sent for. */
export function OpenLink({ link, next, back, returned, words }: OpenLinkProps) {
  return (
    <OneClick
      // Who comes back to a link that has signed them in may have signed out since.
      link={link.is === "done" ? { is: "used" } : link}
      words={words}
      action="magicLink.verify"
      next={next}
      back={back}
      returned={returned}
      whenOver={
        <a href="/sign-in/link" className={buttonLook({ variant: "primary", wide: true })}>
          {words.askNew}
        </a>
      }
    />
  );
}
