import type { ReactNode } from "react";
import { APP_NAME } from "#brand/name";
import { Alert, type Tone } from "#ui/alert";
import { Countdown } from "#ui/countdown";
import { LinkedText } from "#ui/linked-text";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { Phrase } from "#words/message";
import type { Refusal } from "./refusal";

export interface AlertContent {
  tone: Tone;
  title: string;
  body: ReactNode;
}

/** All of the words that are not one form's own. */
export type RefusalWords = Pick<Words, "refusals" | "wait">;

/** What a person is told about a refusal: what happened, then what to do. */
export function explainRefusal(refusal: Refusal, words: RefusalWords): AlertContent {
  const known: Partial<Record<string, { title: Phrase; text: Phrase }>> = words.refusals;
  const { retryAfterSeconds } = refusal;
  if (refusal.code === "E130429" && retryAfterSeconds !== undefined) {
    const { title, text } = words.refusals.E130429;
    return { tone: "warning", title, body: <Countdown seconds={retryAfterSeconds} phrase={text} words={words.wait} /> };
  }
  const { title, text } = known[refusal.code] ?? words.refusals.fallback;
  // It is shown when the fresh proof that was missing has been given: what was sent can be sent again as it is.
  const tone = refusal.code === "E062132" ? "warning" : "danger";
  return {
    tone,
    title: fill(title, { app: APP_NAME }),
    body: <LinkedText>{fill(text, { app: APP_NAME, wait: words.wait.aMoment })}</LinkedText>,
  };
}

/**
 * What a person is told of a letter that was refused because several have been sent; undefined for any other refusal.
 *
 * @param ways how one goes on without another letter
 */
export function explainLetterLimit(
  { limit, retryAfterSeconds = 0 }: Refusal,
  words: RefusalWords,
  ways?: ReactNode,
): AlertContent | undefined {
  if (limit !== "letters") return undefined;
  const { title, text } = words.refusals.letters;
  const body = (
    <>
      <Countdown seconds={retryAfterSeconds} phrase={text} words={words.wait} />
      {ways}
    </>
  );
  return { tone: "warning", title, body };
}

/** The box that says it; nothing where there is nothing to say. */
export function RefusalAlert({ alert }: { alert: AlertContent | undefined }) {
  if (!alert) return null;
  return (
    <Alert tone={alert.tone} title={alert.title}>
      {alert.body}
    </Alert>
  );
}
