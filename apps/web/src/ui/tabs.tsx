import type { ReactNode } from "react";

/** Ways to look at one thing. Links, so that each has an address. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-be border-line">
      {children}
    </nav>
  );
}

export function Tab({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <a
      href={href}
      aria-current={current ? "page" : undefined}
      className="-mbe-px inline-flex min-block-11 items-center border-be-2 border-transparent px-0.5 text-sm font-medium whitespace-nowrap text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-ink"
    >
      {children}
    </a>
  );
}
