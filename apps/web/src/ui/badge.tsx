import type { ReactNode } from "react";
import { CheckIcon } from "./icons";
import { WarningIcon } from "./state-icons";

const PILL = "gap-1.25 rounded-[99px] border px-2 py-px";
/** A small light before the word. */
const DOT =
  "gap-1.75 leading-tight text-lantern-ink before:ms-0.75 before:size-1.75 before:flex-none before:rounded-[50%] before:bg-lantern before:ring-3 before:ring-lantern-glow forced-colors:before:border-4 forced-colors:before:border-[Highlight]";

const TONES = {
  quiet: { look: `${PILL} border-line text-ink-soft`, icon: null },
  plain: { look: `${PILL} border-line text-ink-soft`, icon: null },
  success: { look: `${PILL} border-success-line bg-success-tint text-success`, icon: <CheckIcon className="size-3.5" /> },
  warning: { look: `${PILL} border-warning-line bg-warning-tint text-warning`, icon: <WarningIcon className="size-3.5" /> },
  current: { look: DOT, icon: null },
};

/**
 * A word about a state that is not the quiet normal one, or a number. `current` marks where somebody is or was last: one or two in view
 * at most, never decoration, a warning or a button.
 */
export function Badge({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const { look, icon } = TONES[tone];
  return (
    <span className={`inline-flex items-center text-xs font-medium whitespace-nowrap ${look}`}>
      {icon}
      {children}
    </span>
  );
}
