import type { ReactNode } from "react";

/** The lantern: here, you, now. At most one or two in view; never decoration, a warning or a button. */
export function Lit({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.75 text-xs leading-tight font-medium whitespace-nowrap text-lantern-ink before:ms-0.75 before:size-1.75 before:flex-none before:rounded-[50%] before:bg-lantern before:ring-3 before:ring-lantern-glow forced-colors:before:border-4 forced-colors:before:border-[Highlight]">
      {children}
    </span>
  );
}
