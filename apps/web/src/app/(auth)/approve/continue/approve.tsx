"use client";

import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import { LitNumber } from "#ui/lit-number";
import { Moment } from "#ui/moment";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { type LetterLink, OneClick } from "../../one-click";

interface ApproveProps {
  link: LetterLink;
  /** This page. */
  back: string;
  /** Why the link was refused, where it was sent without script: to let somebody in, or to decline. */
  returned: ReturnedForm | undefined;
  refusedDecline: ReturnedForm | undefined;
  words: Omit<Words["approve"], "expired"> & { expired: { title: string; text: string } } & Pick<
      Words,
      "refusals" | "wait" | "letterLink" | "time"
    >;
}

/** Lets the window in that shows the number of this link, or nobody. */
export function Approve({ link, back, returned, refusedDecline, words }: ApproveProps) {
  const decline = useForm({ words, returned: refusedDecline, done: () => ({ problems: {}, done: "declined" }) });
  return (
    <OneClick
      link={link}
      words={words}
      action="enchantedLink.verify"
      next={undefined}
      back={back}
      returned={returned}
      isDeclined={decline.outcome.done !== undefined}
      details={({ number, device, askedTime }) => (
        <div className="grid justify-items-center gap-4 text-center">
          {number !== "" && <LitNumber number={number} label={words.number} size="small" />}
          <p className="text-sm text-balance text-ink-soft">
            {fillElements(words.asked, {
              device: <b className="font-medium text-ink">{device}</b>,
              when: <Moment at={askedTime} style="day" words={words.time} />,
            })}
          </p>
        </div>
      )}
      instead={({ token }) => (
        <>
          <PostForm action="enchantedLink.decline" next={back} back={back} also={{ token }} {...decline.formProps}>
            <Button type="submit" wide pending={decline.pending} pendingLabel={words.declining}>
              {words.decline}
            </Button>
          </PostForm>
          <RefusalAlert alert={decline.outcome.alert} />
        </>
      )}
    />
  );
}
