"use client";

import { LINK_MINUTES } from "@repo/contract/limits";
import { useActionState, useEffect, useState } from "react";
import { ActionForm } from "#forms/action-form";
import type { Refused } from "#forms/flash";
import { askedControls } from "#forms/profile";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Resend } from "#forms/resend";
import { Steering } from "#forms/steering";
import { arrive } from "#steps/arrive";
import { flowPath, SENDS } from "#steps/begin-flow";
import type { LinkFlow } from "#steps/flow";
import { trpc } from "#trpc";
import { AuthCardHeading } from "#ui/auth-card-heading";
import { Badge } from "#ui/badge";
import { Button } from "#ui/button";
import { TextLink } from "#ui/text-link";
import { useSecondsLeft } from "#ui/use-seconds-left";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { sendLink } from "../send-letter";
import { poll } from "./poll";
import styles from "./waiting.module.css";

interface WaitingProps {
  flow: LinkFlow;
  /** Since the email was sent. */
  secondsAgo: number;
  /** How this page's forms ended, where they were sent without script: going on, sending it again. */
  arrived: { refusedSession: Refused | undefined; resent: boolean; refusedSend: Refused | undefined };
  words: Words["waiting"] & Pick<Words, "refusals" | "wait">;
}

/** What has become of the numbers. */
type State = "waiting" | "unreachable" | "approved" | "ended";

/** Shows the number to choose, and goes on by itself when it is chosen, wherever. */
export function Waiting({ flow, secondsAgo, arrived, words }: WaitingProps) {
  const [sent, setSent] = useState({ flow, secondsAgo });
  const [state, setState] = useState<State>(arrived.refusedSession?.code === "E062504" ? "ended" : "waiting");
  const isExpired = useSecondsLeft(LINK_MINUTES * 60, sent) === 0;
  const isOver = state === "ended" || isExpired;

  useEffect(() => {
    if (isExpired) return;
    const { pendingRef, next } = sent.flow;
    return poll({
      ask: () => trpc.enchantedLink.waitForSession.mutate({ pendingRef }),
      isSignedIn: () => trpc.me.query({}).then(Boolean, () => false),
      onUnreachable: () => setState("unreachable"),
      onWaiting: () => setState("waiting"),
      onEnded: () => setState("ended"),
      onApproved(answer) {
        setState("approved");
        // Another tab may have collected the session; then there is no answer to read, only a place to go to.
        arrive(answer ?? { claims: {} }, next);
      },
    });
  }, [sent, isExpired]);

  const [{ resent, alert }, resend, resending] = useActionState(
    async (): Promise<{ resent: boolean; alert?: AlertContent }> => {
      try {
        setSent({ flow: await sendLink(sent.flow), secondsAgo: 0 });
        setState("waiting");
        return { resent: true };
      } catch (error) {
        return { resent: false, alert: explainRefusal(readRefusal(error), words) };
      }
    },
    { resent: arrived.resent, alert: explainArrived() },
  );

  /**
   * Nothing of the number that another one was chosen for: that is a state of its own. What else keeps the session back passes, so it is a
   * warning; an email that was not sent is refused as with script.
   */
  function explainArrived(): AlertContent | undefined {
    const { refusedSend, refusedSession } = arrived;
    if (refusedSend) return explainRefusal(refusedSend, words);
    if (!refusedSession || refusedSession.code === "E062504") return undefined;
    return { ...explainRefusal(refusedSession, words), tone: "warning" };
  }

  const { purpose, loginId, user, linkId, maskedEmail, pendingRef, next } = sent.flow;
  const again = {
    operation: SENDS.link[purpose],
    next,
    back: flowPath(sent.flow),
    also: { loginId, ...askedControls(user) },
    onSend: resend,
  };

  if (state === "approved") {
    return (
      <>
        <AuthCardHeading key="approved" isNews title={words.approved.title} lede={words.approved.text} />
        <p className="text-center">
          <TextLink href={sent.flow.next}>{words.approved.go}</TextLink>
        </p>
      </>
    );
  }
  if (isOver) {
    const { title, text } = isExpired ? words.expired : words.ended;
    return (
      <>
        <AuthCardHeading key="over" isNews title={title} lede={fill(text, { minutes: LINK_MINUTES })} />
        <RefusalAlert alert={alert} />
        <ActionForm {...again}>
          <Button type="submit" variant="primary" wide pending={resending} pendingLabel={words.resending}>
            {words.sendNew}
          </Button>
        </ActionForm>
      </>
    );
  }
  return (
    <>
      <AuthCardHeading
        key={linkId}
        isNews={resent}
        title={fill(words.title, { number: linkId })}
        lede={fillElements(words.sentTo, { address: <b className="font-medium text-ink">{maskedEmail}</b> })}
      />
      <RefusalAlert alert={alert} />
      <p className={styles.window} aria-hidden="true">
        <b>{linkId}</b>
      </p>
      <noscript>
        <form method="post" action="/api/form/enchantedLink.waitForSession" className="grid gap-2 text-center">
          <Steering next={next} back={flowPath(sent.flow)} also={{ pendingRef }} />
          <Button type="submit" variant="primary" wide>
            {words.goOn}
          </Button>
          <p className="text-sm text-balance text-ink-faint">{words.goOnNote}</p>
        </form>
      </noscript>
      <div className="grid justify-items-center gap-2 text-center noscript:hidden">
        <p role="status">{state === "unreachable" ? words.unreachable : <Badge tone="current">{words.waiting}</Badge>}</p>
        <p className="text-sm text-balance text-ink-faint">{words.note}</p>
      </div>
      <Resend {...again} sent={sent} pending={resending} note={words.resendNote} words={words} />
    </>
  );
}
