import { readRefusal } from "#forms/refusal";

const EVERY_MILLISECONDS = 1000;

/** No answer, or none about the link: asking again may help. Every other refusal is the end. */
const PASSING: readonly string[] = ["offline", "E000000", "E010503", "E130429"];

interface Poll<Answer> {
  /** Asks for the session. */
  ask(): Promise<Answer>;
  /** Whether another tab of this browser has it already. */
  isSignedIn(): Promise<boolean>;
  onWaiting(): void;
  /** It goes on asking. */
  onUnreachable(): void;
  /** With the answer; without one when another tab has got it. */
  onApproved(answer: Answer | undefined): void;
  /** A wrong number was chosen, somebody declined, or it is too late. */
  onEnded(code: string): void;
}

/** Asks each second, one question at a time, until there is an end. Answers what stops it. */
export function poll<Answer>({ ask, isSignedIn, onWaiting, onUnreachable, onApproved, onEnded }: Poll<Answer>): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout>;

  async function run(): Promise<void> {
    try {
      const answer = await ask();
      if (!stopped) onApproved(answer);
    } catch (error) {
      if (stopped) return;
      const { code, retryAfterSeconds = 0 } = readRefusal(error);
      if (code !== "E062503" && !PASSING.includes(code)) return (await isSignedIn()) ? onApproved(undefined) : onEnded(code);
      if (code === "E062503") onWaiting();
      else onUnreachable();
      timer = setTimeout(run, Math.max(EVERY_MILLISECONDS, retryAfterSeconds * 1000));
    }
  }

  timer = setTimeout(run, EVERY_MILLISECONDS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
