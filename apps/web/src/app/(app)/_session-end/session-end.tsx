"use client";

import type { TimeLeft } from "@repo/contract/session";
import { startTransition, useActionState, useEffect, useRef, useState } from "react";
import { readRefusal } from "#forms/refusal";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import { Button, buttonLook } from "#ui/button";
import { formatWait } from "#ui/countdown";
import { Dialog, DialogActions } from "#ui/dialog";
import { useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import { SignOut } from "../_frame/sign-out";
import { keepTyped, restoreTyped } from "./keep-typed";
import { type News, useSessionEnd } from "./use-session-end";

type SessionEndWords = Words["sessionEnd"] & Pick<Words, "wait"> & Pick<Words["account"], "signOut" | "signingOut" | "signOutFailed">;

interface SessionEndProps {
  /** When the page was rendered. */
  timeLeft: TimeLeft;
  userId: string;
  words: SessionEndWords;
}

/** Tells before the session ends, and when it has; coming back leads to the same page, with what was typed (WCAG 2.2.1, 2.2.5). */
export function SessionEnd({ timeLeft, userId, words }: SessionEndProps) {
  const { news, ask } = useSessionEnd(timeLeft);
  const [closed, setClosed] = useState<News["stage"]>("quiet");

  useEffect(() => restoreTyped(userId), [userId]);
  useEffect(() => {
    if (news.stage !== "over") return;
    // Whichever way they leave: who closes the notice may sign in later.
    const keep = () => keepTyped(userId);
    addEventListener("pagehide", keep);
    return () => removeEventListener("pagehide", keep);
  }, [news.stage, userId]);

  // The next warning is another one.
  if (news.stage === "quiet" && closed !== "quiet") setClosed("quiet");
  if (news.stage === closed || news.stage === "quiet") return null;
  const close = () => setClosed(news.stage);
  if (news.stage === "over") return <Over words={words.over} onClose={close} />;
  return <Warning timeLeft={news.timeLeft} words={words} ask={ask} onClose={close} />;
}

interface WarningProps {
  timeLeft: TimeLeft;
  words: SessionEndWords;
  ask(): Promise<News>;
  onClose(): void;
}

/** It is said once more when so many seconds are left. */
const LAST_CALL_SECONDS = 30;

function Warning({ timeLeft: { secondsLeft, secondsAtMost }, words, ask, onClose }: WarningProps) {
  const left = useSecondsLeft(secondsLeft);
  const safe = useRef<HTMLButtonElement>(null);
  const canStay = secondsAtMost > secondsLeft;
  const endsIn = (seconds: number) => fill(canStay ? words.unused : words.limit, { wait: formatWait(seconds, words.wait) });

  const [failed, renew, pending] = useActionState(async () => {
    try {
      await trpc.tryRefresh.mutate({});
      await ask();
      return false;
    } catch (error) {
      readRefusal(error);
      return true;
    }
  }, false);
  const stay = () => startTransition(renew);

  useEffect(() => {
    // Whoever is typing as the dialog comes may press it unawares.
    safe.current?.focus();
  }, []);

  return (
    <Dialog
      title={words.title}
      text={
        <>
          <span aria-hidden="true" className="tabular-nums">
            {endsIn(left)}
          </span>
          <span className="sr-only">{endsIn(secondsLeft)}</span>
        </>
      }
      onClose={canStay ? stay : onClose}
    >
      <p role="status" className="sr-only">
        {left <= LAST_CALL_SECONDS && endsIn(LAST_CALL_SECONDS)}
      </p>
      {failed && (
        <p role="alert" className="text-sm text-danger">
          {words.failed}
        </p>
      )}
      <DialogActions>
        <SignOut size="normal" words={words} />
        {canStay ? (
          <Button ref={safe} variant="primary" pending={pending} pendingLabel={words.staying} onClick={stay}>
            {words.stay}
          </Button>
        ) : (
          <Button ref={safe} variant="primary" onClick={onClose}>
            {words.close}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Over({ words, onClose }: { words: SessionEndWords["over"]; onClose(): void }) {
  const { pathname, search, hash } = location;
  return (
    <Dialog title={words.title} text={words.text} onClose={onClose}>
      <DialogActions>
        <Button onClick={onClose}>{words.close}</Button>
        <a href={withNext("/sign-in", pathname + search + hash)} className={buttonLook({ variant: "primary" })}>
          {words.signIn}
        </a>
      </DialogActions>
    </Dialog>
  );
}
