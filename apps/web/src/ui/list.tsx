import type { ReactNode } from "react";

/** Things of one kind, a hairline between them. */
export function List({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>;
}

const WIDE = "sm:col-start-3 sm:row-span-2 sm:row-start-1 max-sm:col-end-4 max-sm:row-start-3 max-sm:mbs-1.5";

interface ListItemProps {
  icon?: ReactNode;
  name: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  /** What can be done takes more room than a button of one word: on a phone it stands below the note, and leaves the name whole. */
  isWide?: boolean;
  /** What stands below all of it. */
  more?: ReactNode;
}

/** One thing: what it is, a note about it, and what can be done with it. On a phone the note has the whole width. */
export function ListItem({ icon, name, note, action, isWide = false, more }: ListItemProps) {
  const start = icon ? "col-start-2" : "col-span-2 col-start-1";
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 py-3.5 max-sm:gap-y-1">
      {icon && <span className="text-ink-soft sm:row-span-2">{icon}</span>}
      <p className={`${start} flex flex-wrap items-center gap-x-2.5 gap-y-0.5 font-medium wrap-anywhere`}>{name}</p>
      {note && <p className={`${start} row-start-2 text-sm wrap-anywhere text-ink-faint max-sm:col-end-4`}>{note}</p>}
      {action && (
        <div className={isWide ? `${WIDE} ${icon ? "max-sm:col-start-2" : "max-sm:col-start-1"}` : "col-start-3 row-start-1 sm:row-span-2"}>
          {action}
        </div>
      )}
      {more && <div className={`${start} row-start-3 col-end-4`}>{more}</div>}
    </li>
  );
}

/** What is known about one thing: names and values. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>;
}

export function Fact({ name, action, children }: { name: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(min-content,1fr)_auto] items-center gap-x-4 py-3.5 max-sm:gap-y-1 sm:min-block-15 sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
      {/* Beside two buttons there is no room to spare, and "E-Mail" would part at its hyphen. */}
      <dt className="text-sm text-ink-faint max-sm:whitespace-nowrap">{name}</dt>
      <dd className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 wrap-anywhere max-sm:col-span-2 max-sm:row-start-2">{children}</dd>
      {action && <dd className="max-sm:col-start-2 max-sm:row-start-1">{action}</dd>}
    </div>
  );
}
