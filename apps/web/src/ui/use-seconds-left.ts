import { useEffect, useState } from "react";

/** How long ago something began, as the server saw it: this computer's clock may say anything. */
export interface Begun {
  secondsAgo: number;
}

const NOW: Begun = { secondsAgo: 0 };

/** Whole seconds until `seconds` after `begun` are over, then 0. Another `begun` starts it anew. */
export function useSecondsLeft(seconds: number, begun = NOW): number {
  const [counted, setCounted] = useState<{ of: Begun; left: number }>();

  useEffect(() => {
    // From the clock, not by counting ticks: background tabs tick late.
    const until = Date.now() + (seconds - begun.secondsAgo) * 1000;
    const tick = () => setCounted({ of: begun, left: Math.max(0, Math.ceil((until - Date.now()) / 1000)) });
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds, begun]);

  // With another one nothing of the one before is told, not for a moment: what is over would be announced once more.
  return counted?.of === begun ? counted.left : Math.max(0, seconds - begun.secondsAgo);
}

/** `252` → "4:12". */
export function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
