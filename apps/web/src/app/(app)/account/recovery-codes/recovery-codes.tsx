"use client";

import { startTransition, useActionState } from "react";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { trpc } from "#trpc";
import { AuthCardHeading } from "#ui/auth-card-heading";
import { Button } from "#ui/button";
import { LINK_LOOK } from "#ui/text-link";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";
import { SaveCodes } from "./save-codes";

interface RecoveryCodesProps {
  identity: Identity;
  /** For who would rather not. */
  next: string;
  /** Where to go when the codes are saved. */
  doneHref: string;
  words: Words["recoveryCodes"] & ConfirmWords;
}

interface Made {
  codes?: readonly string[];
  alert?: AlertContent;
}

/** Makes recovery codes and shows them, this once: they live in this page and nowhere else. */
export function RecoveryCodes({ identity, next, doneHref, words }: RecoveryCodesProps) {
  const { loginId, recoveryCodesLeft } = identity;
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  const [{ codes, alert }, act, pending] = useActionState(async (): Promise<Made> => {
    try {
      const made = await trpc.recovery.createCodes.mutate({ loginId });
      return { codes: made.codes.map(({ code }) => code) };
    } catch (error) {
      const refusal = readRefusal(error);
      return asksToConfirm(refusal, make) ? {} : { alert: explainRefusal(refusal, words) };
    }
  }, {});

  function make() {
    startTransition(act);
  }

  if (codes) {
    return (
      <>
        <AuthCardHeading key="made" isNews title={words.saveTitle} lede={words.saveLede} />
        <SaveCodes codes={codes} account={identity.email || loginId} doneHref={doneHref} words={words} />
      </>
    );
  }
  return (
    <>
      <AuthCardHeading title={words.title} lede={words.lede} />
      <RefusalAlert alert={alert} />
      {recoveryCodesLeft > 0 && (
        <p className="text-center text-sm text-balance text-ink-faint">{fill(words.replaces, { left: recoveryCodesLeft })}</p>
      )}
      <div className="noscript:hidden">
        <Button variant="primary" wide pending={pending} pendingLabel={words.making} onClick={make}>
          {words.make}
        </Button>
      </div>
      <p className="hidden text-center text-balance noscript:block">{words.needsScript}</p>
      <p className="text-center">
        <a href={next} className={LINK_LOOK}>
          {words.notNow}
        </a>
      </p>
      {dialog}
    </>
  );
}
