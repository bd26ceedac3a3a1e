"use client";

import { startTransition, useActionState, useMemo, useState } from "react";
import type { CodeFlow } from "../../../flow";
import { trpc } from "../../../trpc";
import { Alert } from "../../../ui/alert";
import { arrive } from "../../../ui/arrive";
import { ErrorSummary } from "../../../ui/error-summary";
import { fill } from "../../../ui/fill";
import { keepFlow } from "../../../ui/keep-flow";
import { leaveFor } from "../../../ui/leave-for";
import { readRefusal } from "../../../ui/refusal";
import { type AlertContent, explainRefusal } from "../../../ui/refusal-alert";
import { Resend } from "../../../ui/resend";
import type { Outcome } from "../../../ui/use-form";
import { formatClock, useSecondsLeft } from "../../../ui/use-seconds-left";
import type { Words } from "../../../words";
import { CodeForm } from "../code-form";
import { sendCode } from "../send-letter";

/** How long a code lives and how many tries it allows: packages/auth says the same, and has the last word. */
const LIFETIME_MINUTES = 5;
const TRIES_MAX = 5;

interface VerifyProps {
  flow: CodeFlow;
  /** Since the code was sent. */
  secondsAgo: number;
  words: Words["form"] & Words["verify"] & Pick<Words, "code" | "refusals" | "wait">;
}

interface Resent {
  done: boolean;
  alert?: AlertContent;
}

/** Waits for the code that was mailed. A code that is over makes room for the next one. */
export function Verify({ flow, secondsAgo, words }: VerifyProps) {
  // One object for each code that was sent; what counts down begins anew with the next.
  const [sent, setSent] = useState({ flow, secondsAgo });
  const [wrongTries, setWrongTries] = useState(flow.wrongTries);
  const left = useSecondsLeft(LIFETIME_MINUTES * 60, sent);

  const [{ done, alert }, resend, resending] = useActionState(
    async (): Promise<Resent> => {
      try {
        setSent({ flow: await sendCode(sent.flow), secondsAgo: 0 });
        setWrongTries(0);
        return { done: true };
      } catch (error) {
        return { done: false, alert: explainRefusal(readRefusal(error), words) };
      }
    },
    { done: false },
  );

  /** Counts a wrong code; answers what to say beside the field, and nothing when that was the last try. */
  function countWrong(): Outcome {
    const tries = wrongTries + 1;
    setWrongTries(tries);
    // So that a page that is loaded again counts on. It is only a courtesy: the server counts by itself.
    keepFlow({ ...sent.flow, wrongTries: tries }).catch(() => undefined);
    const triesLeft = TRIES_MAX - tries;
    if (triesLeft <= 0) return { problems: {} };
    return { problems: { code: { summary: words.wrongSummary, field: fill(words.wrong, { left: triesLeft }) } } };
  }

  async function send(code: string): Promise<Outcome> {
    const { loginId, purpose, next } = sent.flow;
    try {
      const answer = await trpc.otp.verify.email.mutate({ loginId, code });
      return await (purpose === "email" ? leaveFor("/account?done=email") : arrive(answer, next));
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal.code === "E061102") return countWrong();
      if (refusal.code === "E061103") setWrongTries(TRIES_MAX);
      else if (refusal.code === "E061104") setSent({ ...sent, secondsAgo: LIFETIME_MINUTES * 60 });
      else return { problems: {}, alert: explainRefusal(refusal, words) };
      return { problems: {} };
    }
  }

  const overs = useMemo(() => {
    const { expired, spent } = words;
    const body = <p>{fill(expired.text, { minutes: LIFETIME_MINUTES })}</p>;
    return {
      expired: { problems: {}, alert: { tone: "warning", title: expired.title, body } },
      spent: { problems: {}, alert: { tone: "danger", title: spent.title, body: <p>{spent.text}</p> } },
    } satisfies Record<string, Outcome>;
  }, [words]);
  const over = wrongTries >= TRIES_MAX ? "spent" : left === 0 ? "expired" : undefined;

  return (
    <>
      {over && !resending && !alert && <ErrorSummary outcome={overs[over]} words={words} />}
      {alert && (
        <Alert tone={alert.tone} title={alert.title}>
          {alert.body}
        </Alert>
      )}
      <div role="status" className="empty:hidden">
        {done && !over && <Alert tone="success">{words.resent}</Alert>}
      </div>
      {!over && (
        <CodeForm
          key={sent.flow.sentAt}
          aside={<span className="tabular-nums">{fill(words.worksFor, { time: formatClock(left) })}</span>}
          send={send}
          words={{ ...words, ...words.code, code: words.code }}
        />
      )}
      <Resend
        sent={sent}
        pending={resending}
        onResend={() => startTransition(resend)}
        primary={over !== undefined}
        note={over ? fill(words.goesTo, { address: sent.flow.maskedEmail }) : words.resendNote}
        words={words}
      />
    </>
  );
}
