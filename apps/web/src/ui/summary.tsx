import type { ReactNode } from "react";

/** A few facts in one box. */
export function Summary({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="mbe-11 grid divide-line rounded-lg border border-line bg-surface max-md:divide-y md:auto-cols-fr md:grid-flow-col md:divide-x"
    >
      {children}
    </dl>
  );
}

export function SummaryFact({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="grid content-start gap-0.75 px-5 py-4.5">
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd className="flex items-center gap-1.75 font-medium">{value}</dd>
      {note && <dd className="text-sm wrap-anywhere text-ink-soft">{note}</dd>}
    </div>
  );
}
