"use client";

import { useEffect, useState } from "react";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import type { Refusal } from "#forms/refusal";
import { explainLetterLimit, RefusalAlert } from "#forms/refusal-alert";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import { Dialog, DialogActions } from "#ui/dialog";
import { LinkedText } from "#ui/linked-text";
import { LINK_LOOK } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { CONFIRM_WAYS, isWrong, STEP_UP } from "./confirm-ways";
import { type Confirmation, confirmationsOf, hasOnlyApp, type Identity } from "./identity";

export type ConfirmWords = Pick<Words, "confirm" | "form" | "refusals" | "wait">;

interface ConfirmDialogProps {
  identity: Identity;
  words: ConfirmWords;
  /** Whether the person has confirmed that it is them. */
  onAnswer(isConfirmed: boolean): void;
}

/** Of the field: the page below may have another of its name. */
const ID = "confirmation";
/** Where a script is not led. */
const HERE = "/account";

/** Asks the person to confirm that it is them. */
export function ConfirmDialog({ identity, words, onAnswer }: ConfirmDialogProps) {
  const ways = confirmationsOf(identity);
  const [way, setWay] = useState<Confirmation>(ways[0] ?? "email");
  const { confirm } = words;
  return (
    <Dialog title={confirm.title} text={confirm.text} onClose={() => onAnswer(false)}>
      <ConfirmForm key={way} way={way} identity={identity} words={words} onAnswer={onAnswer} />
      {ways.length > 1 && (
        <ul className="grid gap-2 text-sm">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <li key={other}>
                <button type="button" className={`${LINK_LOOK} min-block-6`} onClick={() => setWay(other)}>
                  {confirm.use[other]}
                </button>
              </li>
            ))}
        </ul>
      )}
      {hasOnlyApp(identity) && (
        <p className="text-sm text-ink-soft">
          <LinkedText>{fill(confirm.nothingLeft, {})}</LinkedText>
        </p>
      )}
    </Dialog>
  );
}

function ConfirmForm({ way, ...props }: ConfirmDialogProps & { way: Confirmation }) {
  const [isSent, setSent] = useState(way !== "email");
  return isSent ? <ShowForm way={way} {...props} /> : <SendForm {...props} onSent={() => setSent(true)} />;
}

/** Has a code mailed that adds to this session. */
function SendForm({ identity, words, onAnswer, onSent }: ConfirmDialogProps & { onSent(): void }) {
  const { confirm } = words;
  const { outcome, pending, formProps } = useForm({
    words,
    explain(refusal) {
      const alert = explainLetterLimit(refusal, words);
      return alert && { problems: {}, alert };
    },
    done() {
      onSent();
      return { problems: {} };
    },
  });
  const also = { loginId: identity.loginId, ...STEP_UP };
  return (
    <PostForm action="otp.signIn.email" next={HERE} back={HERE} also={also} className="grid grid-cols-1 gap-4" {...formProps}>
      <RefusalAlert alert={outcome.alert} />
      <p>{fillElements(confirm.emailSend, { address: <b className="font-medium">{identity.email}</b> })}</p>
      <DialogActions>
        <Button onClick={() => onAnswer(false)}>{confirm.cancel}</Button>
        <Button type="submit" variant="primary" pending={pending} pendingLabel={confirm.sending}>
          {confirm.send}
        </Button>
      </DialogActions>
    </PostForm>
  );
}

/** Shows one factor again, in whichever of the user's ways, and keeps the session. */
function ShowForm({ way, identity, words, onAnswer }: ConfirmDialogProps & { way: Confirmation }) {
  const { confirm } = words;
  const { action, wrong } = CONFIRM_WAYS[way];
  const name = way === "password" ? "password" : "code";

  function check(form: FormData): Problems {
    const missing = way === "password" ? confirm.passwordMissing : confirm.codeMissing;
    return problemsOf({ [name]: String(form.get(name)).trim() === "" ? missing : undefined });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    if (isWrong(refusal)) return { problems: { [name]: { summary: confirm[wrong], field: confirm[wrong] } } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({
    check,
    explain,
    words,
    done() {
      onAnswer(true);
      return { problems: {} };
    },
  });
  const problem = problemOf(name);

  useEffect(() => {
    // Into the field when it has come after a code was sent, and back into it when what was typed was wrong.
    if (outcome.problems[name] || way === "email") document.getElementById(ID)?.focus();
  }, [outcome, way, name]);

  return (
    <PostForm
      action={action}
      next={HERE}
      back={HERE}
      also={{ ...(way !== "password" && { loginId: identity.loginId }), ...(way !== "email" && STEP_UP) }}
      className="grid grid-cols-1 gap-4"
      {...formProps}
    >
      <RefusalAlert alert={outcome.alert} />
      {way === "password" && (
        <>
          <PasswordField id={ID} label={confirm.password} autoComplete="current-password" problem={problem} words={words.form} />
          <AccountName loginId={identity.loginId} />
        </>
      )}
      {(way === "app" || way === "email") && (
        <CodeField id={ID} label={way === "app" ? confirm.appCode : confirm.emailCode} problem={problem} outcome={outcome} />
      )}
      {way === "recovery" && <RecoveryCodeField id={ID} label={confirm.recoveryCode} problem={problem} />}
      <DialogActions>
        <Button onClick={() => onAnswer(false)}>{confirm.cancel}</Button>
        <Button type="submit" variant="primary" pending={pending} pendingLabel={confirm.submitting}>
          {confirm.submit}
        </Button>
      </DialogActions>
    </PostForm>
  );
}
