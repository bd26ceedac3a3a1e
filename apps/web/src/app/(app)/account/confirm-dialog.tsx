"use client";

import { startTransition, useActionState, useEffect, useState } from "react";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { PasswordField } from "#forms/password-field";
import { problemsOf } from "#forms/problems";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { trpc } from "#trpc";
import { Button } from "#ui/button";
import { Dialog, DialogActions } from "#ui/dialog";
import { LINK_LOOK } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { type Confirmation, confirmationsOf, type Identity } from "./identity";

export type ConfirmWords = Pick<Words, "confirm" | "form" | "refusals" | "wait">;

interface ConfirmDialogProps {
  identity: Identity;
  words: ConfirmWords;
  /** Whether the person has confirmed that it is them. */
  onAnswer(isConfirmed: boolean): void;
}

const FIELD = "confirmation";

/** Shows one factor again, in whichever of the user's ways, and keeps the session. */
async function show(way: Confirmation, { loginId }: Identity, secret: string): Promise<unknown> {
  const loginOptions = { stepup: true };
  if (way === "password") return trpc.password.signIn.mutate({ loginId, password: secret, loginOptions });
  if (way === "app") return trpc.totp.verify.mutate({ loginId, code: secret, loginOptions });
  if (way === "recovery") return trpc.recovery.signIn.mutate({ loginId, code: secret, loginOptions });
  // What the code is for was said when it was asked for.
  return trpc.otp.verify.email.mutate({ loginId, code: secret });
}

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
    </Dialog>
  );
}

function ConfirmForm({ way, identity, words, onAnswer }: ConfirmDialogProps & { way: Confirmation }) {
  const { confirm } = words;
  const wrong = { password: confirm.passwordWrong, app: confirm.appWrong, email: confirm.codeWrong, recovery: confirm.codeWrong }[way];

  function check(form: FormData): Problems {
    const missing = way === "password" ? confirm.passwordMissing : confirm.codeMissing;
    return problemsOf({ [FIELD]: String(form.get(FIELD) ?? "").trim() === "" ? missing : undefined });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      await show(way, identity, String(form.get(FIELD)));
    } catch (error) {
      const refusal = readRefusal(error);
      const isWrong = refusal.code === "E062906" || refusal.code === "E061102";
      return isWrong
        ? { problems: { [FIELD]: { summary: wrong, field: wrong } } }
        : { problems: {}, alert: explainRefusal(refusal, words) };
    }
    onAnswer(true);
    return { problems: {} };
  }

  const [{ isSent, refused }, askForCode, sending] = useActionState(
    async (): Promise<{ isSent: boolean; refused?: AlertContent }> => {
      try {
        await trpc.otp.signIn.email.mutate({ loginId: identity.loginId, loginOptions: { stepup: true } });
        return { isSent: true };
      } catch (error) {
        return { isSent: false, refused: explainRefusal(readRefusal(error), words) };
      }
    },
    { isSent: way !== "email" },
  );

  const { outcome, pending, problemOf, formProps } = useForm(check, send);
  const alert = refused ?? outcome.alert;
  const problem = problemOf(FIELD);

  useEffect(() => {
    // Into the field when it has come, and back into it when what was typed was wrong.
    if (outcome.problems[FIELD] || (way === "email" && isSent)) document.getElementById(FIELD)?.focus();
  }, [outcome, way, isSent]);

  return (
    <form className="grid grid-cols-1 gap-4" {...formProps}>
      <RefusalAlert alert={alert} />
      {way === "password" && (
        <>
          <PasswordField name={FIELD} label={confirm.password} autoComplete="current-password" problem={problem} words={words.form} />
          <AccountName loginId={identity.loginId} />
        </>
      )}
      {way === "email" && !isSent && <p>{fillElements(confirm.emailSend, { address: <b className="font-medium">{identity.email}</b> })}</p>}
      {(way === "app" || (way === "email" && isSent)) && (
        <CodeField name={FIELD} label={way === "app" ? confirm.appCode : confirm.emailCode} problem={problem} outcome={outcome} />
      )}
      {way === "recovery" && <RecoveryCodeField name={FIELD} label={confirm.recoveryCode} problem={problem} />}
      <DialogActions>
        <Button onClick={() => onAnswer(false)}>{confirm.cancel}</Button>
        {isSent ? (
          <Button type="submit" variant="primary" pending={pending} pendingLabel={confirm.submitting}>
            {confirm.submit}
          </Button>
        ) : (
          <Button variant="primary" pending={sending} pendingLabel={confirm.sending} onClick={() => startTransition(askForCode)}>
            {confirm.send}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
