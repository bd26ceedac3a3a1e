import type { ComponentProps, ReactNode } from "react";
import { Frame } from "../frame";

interface ListAndDetailProps extends ComponentProps<typeof Frame> {
  /** What there is. */
  list: ReactNode;
  /** The one that was chosen. */
  children: ReactNode;
}

/** A list at the start and what it lists beside it; on narrow screens below it. */
export function ListAndDetail({ page, note, list, children }: ListAndDetailProps) {
  return (
    <Frame page={page} note={note}>
      <main
        id="main"
        className="mx-auto grid inline-full max-inline-wide grid-cols-[minmax(0,1fr)] border-line bg-surface max-lg:grid-rows-[auto_1fr] lg:grid-cols-[22rem_minmax(0,1fr)] lg:border-x"
      >
        <div className="border-line bg-sunken max-lg:border-be lg:border-e">{list}</div>
        {children}
      </main>
    </Frame>
  );
}

/** One line of the list. */
export function Entry({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <li>
      <a
        href={href}
        aria-current={current ? "true" : undefined}
        className="grid grid-cols-1 gap-px border-s-2 border-transparent ps-3.5 pe-4 py-3 text-sm hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:bg-surface"
      >
        {children}
      </a>
    </li>
  );
}

export function Entries({ children }: { children: ReactNode }) {
  return <ol className="divide-y divide-line border-y border-line max-lg:max-block-68 max-lg:overflow-y-auto">{children}</ol>;
}
