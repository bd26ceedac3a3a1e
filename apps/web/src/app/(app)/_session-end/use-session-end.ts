import type { TimeLeft } from "@repo/contract/session";
import { useCallback, useEffect, useRef, useState } from "react";
import { trpc } from "#trpc";
import { onSignedOutElsewhere } from "./tabs";
import { isNear, secondsUntilLook } from "./timing";

/** What there is to say about the session's end. */
export type News = { stage: "quiet" } | { stage: "warning"; timeLeft: TimeLeft } | { stage: "over" };

function newsOf(timeLeft: TimeLeft): News {
  if (timeLeft.secondsLeft === 0) return { stage: "over" };
  return isNear(timeLeft.secondsLeft) ? { stage: "warning", timeLeft } : { stage: "quiet" };
}

/**
 * Counts down to the session's end, and asks the server before anything is said: another tab may have used the session, or ended it.
 * Where the server does not answer nothing is said, and it is asked again. Asking does not put off the end.
 *
 * @param given the time left when the page was rendered
 * @returns what to say, and `ask`, which asks the server now and throws what a refused call does
 */
export function useSessionEnd(given: TimeLeft) {
  const [news, setNews] = useState<News>({ stage: "quiet" });
  /** In milliseconds of this computer's clock, which may say anything but runs at the right speed. */
  const endsAt = useRef(0);

  const ask = useCallback(async (): Promise<News> => {
    const timeLeft = await trpc.sessions.timeLeft.query({});
    endsAt.current = Date.now() + timeLeft.secondsLeft * 1000;
    const found = newsOf(timeLeft);
    setNews(found);
    return found;
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const secondsLeft = () => (endsAt.current - Date.now()) / 1000;

    async function look() {
      const found = isNear(secondsLeft()) ? await ask().catch(() => undefined) : undefined;
      clearTimeout(timer);
      // What is over stays so, unless somebody signs in elsewhere and comes back to this tab.
      if (!isGone && found?.stage !== "over") timer = setTimeout(look, secondsUntilLook(secondsLeft()) * 1000);
    }

    // Whoever has signed out meanwhile has done so in another tab.
    async function askAndLook() {
      await ask().catch(() => undefined);
      await look();
    }

    function lookWhenSeen() {
      if (document.visibilityState === "visible") void askAndLook();
    }

    endsAt.current = Date.now() + given.secondsLeft * 1000;
    void look();
    document.addEventListener("visibilitychange", lookWhenSeen);
    const stopListening = onSignedOutElsewhere(() => void askAndLook());
    return () => {
      isGone = true;
      stopListening();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", lookWhenSeen);
    };
  }, [given, ask]);

  return { news, ask };
}
