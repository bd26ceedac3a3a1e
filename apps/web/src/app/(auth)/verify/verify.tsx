"use client";

import { CODE_MINUTES, CODE_TRIES_MAX } from "@repo/contract/limits";
import { useMemo, useState } from "react";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import type { Refusal } from "#forms/refusal";
import { explainLetterLimit, RefusalAlert } from "#forms/refusal-alert";
import { type ArrivedResend, Resend, useResend } from "#forms/resend";
import type { Outcome } from "#forms/use-form";
import type { CodeFlow } from "#steps/flow";
import { afterRefusedCode, flowPath, isOfAccount, SENDS } from "#steps/flow-path";
import { Alert } from "#ui/alert";
import { useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import { CodeForm } from "../code-form";
import { CodeTimeLeft } from "../code-time-left";
import { type LetterLimitWords, letterLimit } from "../letter-limit";
import { newEmail } from "../new-email";

/** Where a new address leads that is proven. */
const EMAIL_DONE = "/account?done=email";

interface VerifyProps {
  flow: CodeFlow;
  /** Where it was sent, as it may be shown. */
  address: string;
  /** Since the code was sent. */
  secondsAgo: number;
  /** What the page was sent without script, and how it ended: a code that was refused, another code asked for. */
  arrived: ArrivedResend & { refusedCode: ReturnedForm | undefined };
  words: Words["form"] & Words["verify"] & LetterLimitWords & Pick<Words, "code">;
}

/** What another code is asked for with. */
function requestOf({ purpose, loginId, user, email }: CodeFlow) {
  if (isOfAccount({ purpose })) return newEmail(loginId, email ?? loginId);
  return purpose === "secondFactor" ? { loginId, loginOptions: { mfa: true } } : { loginId, user };
}

/** Waits for the code that was mailed. A code that is over makes room for the next one. */
export function Verify({ flow: given, address, secondsAgo, arrived, words }: VerifyProps) {
  // What a refused code has changed since the page came. It comes anew with the next code.
  const [changed, setChanged] = useState<{ since: CodeFlow; flow: CodeFlow }>();
  const flow = changed?.since === given ? changed.flow : given;
  // One object for each code that was sent; what counts down begins anew with the next.
  const isTooLate = flow.sentAt !== given.sentAt;
  const sent = useMemo(() => ({ of: given, secondsAgo: isTooLate ? CODE_MINUTES * 60 : secondsAgo }), [given, isTooLate, secondsAgo]);
  const left = useSecondsLeft(CODE_MINUTES * 60, sent);
  const { loginId, purpose, next } = flow;

  const resend = useResend({ arrived, done: words.resent, explain: explainLimit, words });
  const { alert } = resend.outcome;

  function explainLimit(refusal: Refusal): Outcome | undefined {
    if (purpose !== "email" && purpose !== "newAccount") return letterLimit(refusal, purpose, next, words);
    const limit = explainLetterLimit(refusal, words);
    return limit && { problems: {}, alert: limit };
  }

  /** What to say of a refused code; nothing beside the field when the code is over. Who knew of it has counted it already. */
  function explain(refusal: Refusal, cameBack?: boolean): Outcome | undefined {
    if (refusal.code === "E062130" && !isOfAccount(flow)) {
      const { title, text } = words.anothers;
      return { problems: {}, alert: { tone: "danger", title, body: <p>{text}</p> } };
    }
    const after = afterRefusedCode(flow, refusal.code);
    if (!after) return undefined;
    if (!cameBack) setChanged({ since: given, flow: after });
    const triesLeft = CODE_TRIES_MAX - (cameBack ? flow : after).wrongTries;
    if (refusal.code !== "E061102" || triesLeft <= 0) return { problems: {} };
    return { problems: { code: { summary: words.wrongSummary, field: fill(words.wrong, { left: triesLeft }) } } };
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

  return (
    <>
      {over && !resend.pending && !alert && <ErrorSummary outcome={overs[over]} words={words} />}
      <RefusalAlert alert={alert} />
      <div role="status" className="empty:hidden">
        {resend.outcome.done && !over && <Alert tone="success">{resend.outcome.done}</Alert>}
      </div>
      {!over && (
        <CodeForm
          key={flow.sentAt}
          aside={<CodeTimeLeft sent={sent} words={words} />}
          action="otp.verify.email"
          next={purpose === "email" ? EMAIL_DONE : next}
          back={flowPath(flow)}
          also={{ loginId }}
          explain={explain}
          returned={arrived.refusedCode}
          words={{ ...words, ...words.code, code: words.code }}
        />
      )}
      <Resend
        sent={sent}
        pending={resend.pending}
        formProps={resend.formProps}
        primary={over !== undefined}
        action={SENDS.code[purpose]}
        next={next}
        back={flowPath(flow)}
        also={requestOf(flow)}
        note={over ? fill(words.goesTo, { address }) : words.resendNote}
        words={words}
      />
    </>
  );
}
