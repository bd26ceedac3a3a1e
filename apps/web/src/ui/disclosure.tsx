import type { ReactNode } from "react";
import { OnwardsIcon } from "./icons";

/** More for whoever opens it, between two hairlines. Works without script. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group border-y border-line">
      <summary className="flex min-block-control cursor-pointer list-none items-center justify-between text-sm font-medium [&::-webkit-details-marker]:hidden">
        {title}
        <OnwardsIcon className="size-4 text-ink-faint transition-[rotate] duration-(--duration-base) group-open:rotate-90" />
      </summary>
      {children}
    </details>
  );
}
