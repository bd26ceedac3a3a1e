"use client";

import type { ReturnedForm } from "#forms/flash";
import type { Words } from "#words/get-words";
import { type LetterLink, OneClick } from "../../one-click";

interface ApproveProps {
  link: LetterLink;
  /** This page. */
  back: string;
  /** Why the link was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["approve"] & Pick<Words, "refusals" | "wait" | "letterLink">;
}

/** Lets the window in that shows the number of this link. */
export function Approve({ link, back, returned, words }: ApproveProps) {
  return <OneClick link={link} words={words} action="enchantedLink.verify" next={undefined} back={back} returned={returned} />;
}
