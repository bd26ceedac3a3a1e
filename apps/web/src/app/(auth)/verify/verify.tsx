"use client";

import { CODE_MINUTES, CODE_TRIES_MAX } from "@repo/contract/limits";
import { useActionState, useMemo, useState } from "react";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { askedControls } from "#forms/profile";
import { type Refusal, readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Resend } from "#forms/resend";
import { Steering } from "#forms/steering";
import type { Outcome } from "#forms/use-form";
import { arrive } from "#steps/arrive";
import { afterRefusedCode, flowPath, SENDS } from "#steps/begin-flow";
import type { CodeFlow } from "#steps/flow";
import { keepFlow } from "#steps/keep-flow";
import { leaveFor } from "#steps/leave-for";
import { trpc } from "#trpc";
import { Alert } from "#ui/alert";
import { formatClock, useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import { CodeForm } from "../code-form";
import { NEW_EMAIL, sendCode } from "../send-letter";

/** Where a new address leads that is proven. */
const EMAIL_DONE = "/account?done=email";

interface VerifyProps {
  flow: CodeFlow;
  /** Since the code was sent. */
  secondsAgo: number;
  /** What the page was sent without script, and how it ended: a code that was refused, another code asked for. */
  arrived: { refusedCode: Refused | undefined; resent: boolean; refusedSend: Refused | undefined };
  words: Words["form"] & Words["verify"] & Pick<Words, "code" | "refusals" | "wait">;
}

interface Resent {
  done: boolean;
  alert?: AlertContent;
}

/** What another code is asked for with, by a plain form. */
function sendFields({ purpose, loginId, user, email }: CodeFlow) {
  if (purpose === "email") return { loginId, email: email ?? loginId, ...NEW_EMAIL };
  return { loginId, ...askedControls(user), "loginOptions.mfa?": purpose === "secondFactor" ? "on" : undefined };
}

/** Waits for the code that was mailed. A code that is over makes room for the next one. */
export function Verify({ flow: given, secondsAgo, arrived, words }: VerifyProps) {
  const [flow, setFlow] = useState(given);
  // One object for each code that was sent; what counts down begins anew with the next.
  const [sent, setSent] = useState({ secondsAgo });
  const left = useSecondsLeft(CODE_MINUTES * 60, sent);
  const { loginId, purpose, next } = flow;

  const [{ done, alert }, resend, resending] = useActionState(
    async (): Promise<Resent> => {
      try {
        setFlow(await sendCode(flow));
        setSent({ secondsAgo: 0 });
        return { done: true };
      } catch (error) {
        return { done: false, alert: explainRefusal(readRefusal(error), words) };
      }
    },
    { done: arrived.resent, alert: arrived.refusedSend && explainRefusal(arrived.refusedSend, words) },
  );

  /** What to say of a refused code, which has changed the flow to `changed`; nothing beside the field when the code is over. */
  function explain(refusal: Refusal, changed: CodeFlow | undefined): Outcome {
    if (refusal.code === "E062130" && purpose !== "email") {
      const { title, text } = words.anothers;
      return { problems: {}, alert: { tone: "danger", title, body: <p>{text}</p> } };
    }
    if (!changed) return { problems: {}, alert: explainRefusal(refusal, words) };
    const triesLeft = CODE_TRIES_MAX - changed.wrongTries;
    if (refusal.code !== "E061102" || triesLeft <= 0) return { problems: {} };
    return { problems: { code: { summary: words.wrongSummary, field: fill(words.wrong, { left: triesLeft }) } } };
  }

  async function send(code: string): Promise<Outcome> {
    try {
      const answer = await trpc.otp.verify.email.mutate({ loginId, code });
      return await (purpose === "email" ? leaveFor(EMAIL_DONE) : arrive(answer, next));
    } catch (error) {
      const refusal = readRefusal(error);
      const changed = afterRefusedCode(flow, refusal.code);
      if (changed) {
        setFlow(changed);
        if (changed.sentAt !== flow.sentAt) setSent({ secondsAgo: CODE_MINUTES * 60 });
        // So that a page that is loaded again counts on. It is only a courtesy: the server counts by itself.
        keepFlow(changed).catch(() => undefined);
      }
      return explain(refusal, changed);
    }
  }

  /** Without script the flow has been changed before the page came. */
  function explainArrived({ code, retryAfterSeconds }: Refused): Outcome {
    return explain({ code, retryAfterSeconds }, afterRefusedCode(given, code) && given);
  }

  const overs = useMemo(() => {
    const { expired, spent } = words;
    const body = <p>{fill(expired.text, { minutes: CODE_MINUTES })}</p>;
    return {
      expired: { problems: {}, alert: { tone: "warning", title: expired.title, body } },
      spent: { problems: {}, alert: { tone: "danger", title: spent.title, body: <p>{spent.text}</p> } },
    } satisfies Record<string, Outcome>;
  }, [words]);
  const over = flow.wrongTries >= CODE_TRIES_MAX ? "spent" : left === 0 ? "expired" : undefined;

  const isAsGiven = flow.sentAt === given.sentAt;

  return (
    <>
      {over && !resending && !alert && <ErrorSummary outcome={overs[over]} words={words} />}
      <RefusalAlert alert={alert} />
      <div role="status" className="empty:hidden">
        {done && !over && <Alert tone="success">{words.resent}</Alert>}
      </div>
      {!over && (
        <CodeForm
          key={flow.sentAt}
          aside={<span className="tabular-nums noscript:hidden">{fill(words.worksFor, { time: formatClock(left) })}</span>}
          send={send}
          operation="otp.verify.email"
          steering={<Steering next={purpose === "email" ? EMAIL_DONE : next} back={flowPath(flow)} also={{ loginId }} />}
          arrived={isAsGiven && arrived.refusedCode ? explainArrived(arrived.refusedCode) : undefined}
          words={{ ...words, ...words.code, code: words.code }}
        />
      )}
      <Resend
        sent={sent}
        pending={resending}
        primary={over !== undefined}
        operation={SENDS.code[purpose]}
        next={next}
        back={flowPath(flow)}
        also={sendFields(flow)}
        onSend={resend}
        note={over ? fill(words.goesTo, { address: flow.maskedEmail }) : words.resendNote}
        words={words}
      />
    </>
  );
}
