"use client";

import { type ReactNode, useActionState } from "react";
import type { Refused } from "../../flash";
import type { FormOperation } from "../../trpc";
import { ActionForm } from "../../ui/action-form";
import { DoorHead } from "../../ui/door-head";
import { type Refusal, readRefusal } from "../../ui/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "../../ui/refusal-alert";
import { Submit } from "../../ui/submit";
import type { Words } from "../../words";

interface OneClickProps {
  /** Null where somebody came without a link's token. */
  token: string | null;
  /** What the click does. Resolves when it is done, or never, if it leads away. */
  act(token: string): Promise<void>;
  /** Without script: the operation that the token is for, where it leads and this page, and how it ended. */
  operation: FormOperation;
  next: string;
  back: string;
  arrived: { refused: Refused | undefined; done?: boolean };
  words: Pick<Words, "refusals" | "wait"> & {
    title: string;
    lede: string;
    submit: string;
    submitting: string;
    done?: { title: string; text: string };
    dead: { title: string; text: string };
  };
  /** What is left to do when the link is dead. */
  whenDead?: ReactNode;
}

interface State {
  is: "ready" | "done" | "dead";
  /** It did not work, and may when tried again. */
  alert?: AlertContent;
}

/** The page a link in a letter leads to. One click uses the link: mail scanners open links, and press nothing. */
export function OneClick({ token, act, operation, next, back, arrived, words, whenDead }: OneClickProps) {
  const [{ is, alert }, submit, pending] = useActionState(async (): Promise<State> => {
    try {
      await act(token ?? "");
      return { is: "done" };
    } catch (error) {
      return explain(readRefusal(error));
    }
  }, arrivedState());

  function explain(refusal: Refusal): State {
    return refusal.code === "E062504" ? { is: "dead" } : { is: "ready", alert: explainRefusal(refusal, words) };
  }

  function arrivedState(): State {
    if (arrived.done) return { is: "done" };
    if (token === null) return { is: "dead" };
    return arrived.refused ? explain(arrived.refused) : { is: "ready" };
  }

  if (is === "done" && words.done) return <DoorHead key="done" isNews title={words.done.title} lede={words.done.text} />;
  if (is === "dead") {
    return (
      <>
        <DoorHead key="dead" isNews={token !== null} title={words.dead.title} lede={words.dead.text} />
        {whenDead}
      </>
    );
  }
  return (
    <>
      <DoorHead title={words.title} lede={words.lede} />
      <RefusalAlert alert={alert} />
      <ActionForm operation={operation} next={next} back={back} also={{ token: token ?? undefined }} onSend={submit}>
        <Submit pending={pending} words={words} />
      </ActionForm>
    </>
  );
}
