"use client";

import type { ReactNode } from "react";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { useForm } from "#forms/use-form";
import { AuthCardHeading } from "#ui/auth-card-heading";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** The link that a page was opened for, as far as it is known here. */
export type LetterLink =
  /** `account` is whose it is, masked; `asks` what it could do afterwards, where somebody signed in to it had the link sent. */
  | { is: "ready"; token: string; account: string; asks: "address" | "loginId" | "confirmation" | null }
  /** Used in this browser; used elsewhere or too old; not in this browser's keeping. */
  | { is: "done" | "dead" | "missing" };

interface OneClickProps {
  link: LetterLink;
  /** What the token is for. */
  action: "magicLink.verify" | "enchantedLink.verify" | "security.undoEmailChange";
  /** Where it leads: nowhere, where the page says by itself that it is done. */
  next: string | undefined;
  /** This page. */
  back: string;
  /** Why the link was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Pick<Words, "refusals" | "wait" | "letterLink"> & {
    title: string;
    lede: string;
    submit: string;
    submitting: string;
    done?: { title: string; text: string };
    dead: { title: string; text: string };
  };
  /** What is left to do when the link is dead, or missing. */
  instead?: ReactNode;
  /** What is next when it is done. */
  after?: ReactNode;
}

/** The page a link in a letter leads to. One click uses the link: mail scanners open links, and press nothing. */
export function OneClick({ link, action, next, back, returned, words, instead, after }: OneClickProps) {
  const { outcome, pending, formProps } = useForm({
    words,
    returned: link.is === "ready" ? returned : undefined,
    ...(next === undefined && { done: () => ({ problems: {}, done: "done" }) }),
  });

  // A click may find out what this page did not know of its link.
  const is = outcome.done ? "done" : outcome.refusedBy === "E062504" ? "dead" : link.is;
  if (is !== "ready" || link.is !== "ready") {
    const { title, text } = is === "missing" ? words.letterLink.missing : (is === "done" && words.done) || words.dead;
    return (
      <>
        <AuthCardHeading key={is} isNews={link.is === "ready"} title={title} lede={text} />
        {is === "done" ? after : instead}
      </>
    );
  }
  const account = <b className="font-medium text-ink">{link.account}</b>;
  const asked = link.asks && words.letterLink.asks[link.asks];
  return (
    <>
      <AuthCardHeading
        title={asked?.title ?? words.title}
        lede={
          asked ? (
            fillElements(asked.lede, { account })
          ) : (
            <>
              {fillElements(words.letterLink.forAccount, { account })} {words.lede}
            </>
          )
        }
      />
      <RefusalAlert alert={outcome.alert} />
      <PostForm action={action} next={next ?? back} back={back} also={{ token: link.token }} {...formProps}>
        <Submit pending={pending} words={asked ? { ...words, submit: asked.submit } : words} />
      </PostForm>
    </>
  );
}
