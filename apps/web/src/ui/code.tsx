import type { ReactNode } from "react";

/** A string in a sample of code. */
export function Str({ children }: { children: ReactNode }) {
  return <span className="text-accent">{children}</span>;
}

/** A keyword. */
export function Key({ children }: { children: ReactNode }) {
  return <span className="text-lantern-ink">{children}</span>;
}

/** A comment. */
export function Note({ children }: { children: ReactNode }) {
  return <span className="text-ink-faint">{children}</span>;
}
