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

/** A link that a click would use. */
interface ReadyLink {
  is: "ready";
  token: string;
  /** Whose it is, masked unless it was typed in this browser. */
  account: string;
  /** What the account could do afterwards, where somebody signed in to it had the link sent. */
  asks: "address" | "loginId" | "confirmation" | null;
  /** Of three numbered links; empty for any other. */
  number: string;
  /** What asked for it, and when in epoch seconds. */
  device: string;
  askedTime: number;
}

/**
 * The link that a page was opened for, as far as it is known here: used in this browser, or declined in it; used elsewhere; too old; of a
 * user who is disabled; of no use for another reason; not in this browser's keeping.
 */
export type LetterLink = ReadyLink | { is: "done" | "declined" | "used" | "expired" | "disabled" | "dead" | "missing" };

interface Said {
  title: string;
  text: string;
}

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
    done?: Said;
    declined?: Said;
    used?: Said;
    expired?: Said;
    dead: Said;
  };
  /** What the page shows of the link before its button, and what can be done instead of pressing it. */
  details?(link: ReadyLink): ReactNode;
  instead?(link: ReadyLink): ReactNode;
  /** What is left to do when the link is over, or missing. */
  whenOver?: ReactNode;
  /** What is next when it is done. */
  after?: ReactNode;
  /** It was declined by now, with script. */
  isDeclined?: boolean;
}

/** The page a link in a letter leads to. One click uses the link: mail scanners open links, and press nothing. */
export function OneClick({
  link,
  action,
  next,
  back,
  returned,
  words,
  details,
  instead,
  whenOver,
  after,
  isDeclined = false,
}: OneClickProps) {
  const { outcome, pending, formProps } = useForm({
    words,
    returned: link.is === "ready" ? returned : undefined,
    ...(next === undefined && { done: () => ({ problems: {}, done: "done" }) }),
  });

  // A click may find out what this page did not know of its link.
  const found = isDeclined ? "declined" : outcome.done ? "done" : outcome.refusedBy === "E062504" ? "dead" : undefined;
  const is = found ?? link.is;
  if (is !== "ready" || link.is !== "ready") {
    const said: Readonly<Record<Exclude<LetterLink["is"], "ready">, Said | undefined>> = {
      dead: words.dead,
      used: words.used,
      expired: words.expired,
      missing: words.letterLink.missing,
      disabled: words.letterLink.disabled,
      done: words.done,
      declined: words.declined,
    };
    const { title, text } = (is !== "ready" && said[is]) || words.dead;
    return (
      <>
        <AuthCardHeading key={is} isNews={link.is === "ready"} title={title} lede={text} />
        {is === "done" ? after : is !== "declined" && whenOver}
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
      {details?.(link)}
      <div className="grid gap-3">
        <PostForm action={action} next={next ?? back} back={back} also={{ token: link.token }} {...formProps}>
          <Submit pending={pending} words={asked ? { ...words, submit: asked.submit } : words} />
        </PostForm>
        {instead?.(link)}
      </div>
    </>
  );
}
