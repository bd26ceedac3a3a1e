"use client";

import { LINK_MINUTES } from "@repo/contract/limits";
import type { Route } from "next";
import { useEffect, useMemo, useState } from "react";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { type ArrivedResend, Resend, useResend } from "#forms/resend";
import { arrive } from "#steps/arrive";
import type { LinkFlow } from "#steps/flow";
import { flowPath, SENDS } from "#steps/flow-path";
import { trpc } from "#trpc";
import { AuthCardHeading } from "#ui/auth-card-heading";
import { Badge } from "#ui/badge";
import { Button } from "#ui/button";
import { LitNumber } from "#ui/lit-number";
import { TextLink } from "#ui/text-link";
import { useSecondsLeft } from "#ui/use-seconds-left";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { type LetterLimitWords, letterLimit } from "../letter-limit";
import { poll } from "./poll";

interface WaitingProps {
  flow: LinkFlow;
  /** Where it was sent, as it may be shown; where another can be given. */
  address: string;
  otherAddressHref: Route;
  /** Since the email was sent. */
  secondsAgo: number;
  /** How this page's forms ended, where they were sent without script: going on, sending it again. */
  arrived: ArrivedResend & { refusedSession: ReturnedForm | undefined };
  words: Words["waiting"] & LetterLimitWords & Pick<Words["verify"], "goesTo" | "otherAddress">;
}

/** What has become of the numbers. */
type State = "waiting" | "unreachable" | "approved" | "ended" | "declined";

/** What ends the wait: another number was chosen, or the letter's reader says that it was not them. */
const ENDS: Readonly<Record<string, "ended" | "declined" | undefined>> = { E062504: "ended", E062505: "declined" };

/** Shows the number to choose, and goes on by itself when it is chosen, wherever. */
export function Waiting({ flow, address, otherAddressHref, secondsAgo, arrived, words }: WaitingProps) {
  // One object for each email that was sent: the page comes anew with the next.
  const sent = useMemo(() => ({ flow, secondsAgo }), [flow, secondsAgo]);
  const [found, setFound] = useState<{ of: LinkFlow; state: State }>({
    of: flow,
    state: ENDS[arrived.refusedSession?.code ?? ""] ?? "waiting",
  });
  const state = found.of === flow ? found.state : "waiting";
  const isExpired = useSecondsLeft(LINK_MINUTES * 60, sent) === 0;
  const isEnded = state === "ended" || state === "declined";
  const isOver = isEnded || isExpired;

  useEffect(() => {
    if (isExpired) return;
    const { pendingRef, next } = sent.flow;
    const setState = (now: State) => setFound({ of: sent.flow, state: now });
    return poll({
      ask: () => trpc.enchantedLink.waitForSession.mutate({ pendingRef }),
      isSignedIn: () => trpc.me.query({}).then(Boolean, () => false),
      onUnreachable: () => setState("unreachable"),
      onWaiting: () => setState("waiting"),
      onEnded: (code) => setState(ENDS[code] ?? "ended"),
      onApproved(answer) {
        setState("approved");
        // Another tab may have collected the session; then there is no answer to read, only a place to go to.
        arrive(answer ?? { claims: {} }, next);
      },
    });
  }, [sent, isExpired]);

  const { outcome, pending, formProps } = useResend({
    arrived,
    alert: explainSession(),
    done: "resent",
    explain: (refusal) => letterLimit(refusal, flow.purpose, flow.next, words),
    words,
  });

  /** Nothing of an attempt that is over: that is a state of its own. What else keeps the session back passes. */
  function explainSession(): AlertContent | undefined {
    const { refusedSession } = arrived;
    if (!refusedSession || ENDS[refusedSession.code]) return undefined;
    return { ...explainRefusal(refusedSession, words), tone: "warning" };
  }

  const { purpose, loginId, user, linkId, pendingRef, next } = flow;
  const again = { action: SENDS.link[purpose], next, back: flowPath(flow), also: { loginId, user } };

  if (state === "approved") {
    return (
      <>
        <AuthCardHeading key="approved" isNews title={words.approved.title} lede={words.approved.text} />
        <p className="text-center">
          <TextLink href={next}>{words.approved.go}</TextLink>
        </p>
      </>
    );
  }
  if (isOver) {
    const { title, text } = isEnded ? words[state] : words.expired;
    return (
      <>
        <AuthCardHeading key="over" isNews title={title} lede={fill(text, { minutes: LINK_MINUTES })} />
        <RefusalAlert alert={outcome.alert} />
        <PostForm {...again} {...formProps}>
          <Button type="submit" variant="primary" wide pending={pending} pendingLabel={words.resending}>
            {words.sendNew}
          </Button>
        </PostForm>
        <p className="text-center text-sm text-balance text-ink-faint">
          {fill(words.goesTo, { address })} <TextLink href={otherAddressHref}>{words.otherAddress}</TextLink>
        </p>
      </>
    );
  }
  return (
    <>
      <AuthCardHeading
        key={linkId}
        isNews={outcome.done !== undefined}
        title={fill(words.title, { number: linkId })}
        lede={
          <>
            {fillElements(words.sentTo, { address: <b className="font-medium text-ink">{address}</b> })}
            <br />
            <TextLink href={otherAddressHref}>{words.otherAddress}</TextLink>
          </>
        }
      />
      <RefusalAlert alert={outcome.alert} />
      <LitNumber number={linkId} waits />
      <noscript>
        <PostForm
          action="enchantedLink.waitForSession"
          next={next}
          back={flowPath(flow)}
          also={{ pendingRef }}
          className="grid gap-2 text-center"
        >
          <Button type="submit" variant="primary" wide>
            {words.goOn}
          </Button>
          <p className="text-sm text-balance text-ink-faint">{words.goOnNote}</p>
        </PostForm>
      </noscript>
      <div className="grid justify-items-center gap-2 text-center noscript:hidden">
        <p role="status">{state === "unreachable" ? words.unreachable : <Badge tone="current">{words.waiting}</Badge>}</p>
        <p className="text-sm text-balance text-ink-faint">{words.note}</p>
      </div>
      <Resend {...again} formProps={formProps} sent={sent} pending={pending} note={words.resendNote} words={words} />
    </>
  );
}
