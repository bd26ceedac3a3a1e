import type { Route } from "next";
import type { ReactNode } from "react";
import { Badge } from "./badge";
import { OnwardsIcon } from "./icons";

/** A list of ways to go on: one list, not a pile of buttons. */
export function LinkList({ children }: { children: ReactNode }) {
  return <ul className="grid divide-y divide-line overflow-clip rounded-lg border border-line">{children}</ul>;
}

interface LinkListItemProps {
  href: Route;
  icon: ReactNode;
  name: string;
  note?: string;
  /** Where one was before. */
  badge?: string | false;
}

export function LinkListItem({ href, icon, name, note, badge }: LinkListItemProps) {
  return (
    <li>
      <a
        href={href}
        className="group grid min-block-13 grid-cols-[auto_1fr_auto] items-center gap-x-3.5 px-3.5 py-2.75 transition-colors hover:bg-hover focus-visible:rounded-lg focus-visible:-outline-offset-2"
      >
        <span className="text-accent">{icon}</span>
        <span>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 font-medium">
            {name} {badge && <Badge tone="current">{badge}</Badge>}
          </span>
          {note && <span className="block text-sm leading-snug text-ink-faint">{note}</span>}
        </span>
        <OnwardsIcon className="size-4 text-ink-faint transition-[translate] duration-(--duration-base) group-hover:translate-x-0.5 group-hover:text-ink rtl:group-hover:-translate-x-0.5" />
      </a>
    </li>
  );
}

/** Ways beside the one the page is about, under a quiet title. */
export function OtherWays({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3.5">
      <Divider>{title}</Divider>
      <LinkList>{children}</LinkList>
    </section>
  );
}

/** A few words in the middle of a line. */
export function Divider({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-3.5 text-center text-sm text-balance text-ink-faint before:min-inline-6 before:flex-1 before:border-bs before:border-line after:min-inline-6 after:flex-1 after:border-bs after:border-line">
      {children}
    </p>
  );
}
