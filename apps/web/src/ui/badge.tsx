import type { ReactNode } from "react";
import { CheckIcon } from "./icons";
import { WarningIcon } from "./state-icons";

const TONES = {
  quiet: { look: "border-line text-ink-soft", icon: null },
  plain: { look: "border-line text-ink-soft", icon: null },
  success: { look: "border-success-line bg-success-tint text-success", icon: <CheckIcon className="size-3.5" /> },
  warning: { look: "border-warning-line bg-warning-tint text-warning", icon: <WarningIcon className="size-3.5" /> },
};

/** A word about a state that is not the quiet normal one, or a number. */
export function Badge({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const { look, icon } = TONES[tone];
  return (
    <span className={`inline-flex items-center gap-1.25 rounded-[99px] border px-2 py-px text-xs font-medium whitespace-nowrap ${look}`}>
      {icon}
      {children}
    </span>
  );
}
