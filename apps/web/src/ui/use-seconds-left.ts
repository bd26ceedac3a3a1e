import { useEffect, useState } from "react";

/** How long ago something began, as the server saw it: this computer's clock may say anything. */
export interface Begun {
  secondsAgo: number;
}

const NOW: Begun = { secondsAgo: 0 };

/** Whole seconds until `seconds` after `begun` are over, then 0. Another `begun` starts it anew. */
export function useSecondsLeft(seconds: number, begun = NOW): number {
  const [left, setLeft] = useState(Math.max(0, seconds - begun.secondsAgo));

  useEffect(() => {
    // From the clock, not by counting ticks: background tabs tick late.
    const until = Date.now() + (seconds - begun.secondsAgo) * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds, begun]);

  return left;
}

/** `252` → "4:12". */
export function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
