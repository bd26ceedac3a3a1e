import type { ReactNode, Ref } from "react";

interface SectionProps {
  id: string;
  title: string;
  note?: string;
  action?: ReactNode;
  /** For moving the focus here when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/** A titled part of a page, under a hairline. */
export function Section({ id, title, note, action, headingRef, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mbs-14 border-bs border-line py-9">
      <div className="mbe-3 flex flex-wrap items-start gap-x-4 gap-y-2">
        <h2 id={`${id}-title`} ref={headingRef} tabIndex={headingRef ? -1 : undefined}>
          {title}
        </h2>
        {action && <div className="sm:ms-auto max-sm:order-3">{action}</div>}
        {note && <p className="-mbs-1.5 inline-full max-inline-136 text-sm text-ink-faint">{note}</p>}
      </div>
      {children}
    </section>
  );
}
