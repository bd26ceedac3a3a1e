import { Alert } from "#ui/alert";
import type { Outcome } from "./use-form";

/** How a form begins whose page has come with news of it: what was done without script, by the word of it. */
export function arrivedWith(sentences: Readonly<Record<string, string>>, news: string | undefined): Outcome {
  const done = news !== undefined && Object.hasOwn(sentences, news) ? sentences[news] : undefined;
  return { problems: {}, ...(done !== undefined && { done }) };
}

/** Says what was done, to everybody: it stands where it was done, and is read out as it appears. */
export function DoneAlert({ done }: { done: string | undefined }) {
  return (
    <div role="status" className="not-empty:mbe-3">
      {done !== undefined && <Alert tone="success">{done}</Alert>}
    </div>
  );
}
