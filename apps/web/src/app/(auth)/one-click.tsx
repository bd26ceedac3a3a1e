"use client";

import { type ReactNode, useActionState } from "react";
import { ActionForm } from "#forms/action-form";
import type { Refused } from "#forms/flash";
import { type Refusal, readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import type { FormOperation } from "#trpc";
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
  /** What the click does. Resolves when it is done, or never, if it leads away. */
  act(token: string): Promise<void>;
  /** Without script: the operation that the token is for, where it leads and this page, and how it ended. */
  operation: FormOperation;
  next: string;
  back: string;
  refused: Refused | undefined;
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
}

interface State {
  is: LetterLink["is"];
  /** It did not work, and may when tried again. */
  alert?: AlertContent;
}

/** The page a link in a letter leads to. One click uses the link: mail scanners open links, and press nothing. */
export function OneClick({ link, act, operation, next, back, refused, words, instead }: OneClickProps) {
  const token = link.is === "ready" ? link.token : "";
  const [{ is, alert }, submit, pending] = useActionState(
    async (): Promise<State> => {
      try {
        await act(token);
        return { is: "done" };
      } catch (error) {
        return explain(readRefusal(error));
      }
    },
    link.is === "ready" && refused ? explain(refused) : { is: link.is },
  );

  function explain(refusal: Refusal): State {
    return refusal.code === "E062504" ? { is: "dead" } : { is: "ready", alert: explainRefusal(refusal, words) };
  }

  if (is !== "ready" || link.is !== "ready") {
    const { title, text } = is === "missing" ? words.letterLink.missing : (is === "done" && words.done) || words.dead;
    return (
      <>
        <AuthCardHeading key={is} isNews={link.is === "ready"} title={title} lede={text} />
        {is !== "done" && instead}
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
      <RefusalAlert alert={alert} />
      <ActionForm operation={operation} next={next} back={back} also={{ token }} onSend={submit}>
        <Submit pending={pending} words={asked ? { ...words, submit: asked.submit } : words} />
      </ActionForm>
    </>
  );
}
