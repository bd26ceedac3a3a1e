import type { ReactNode } from "react";
import { Heading } from "#ui/heading";

/** The head of a page of the documentation. */
export function PageHead({ crumb, title, children }: { crumb?: ReactNode; title: string; children: ReactNode }) {
  return (
    <header className="mbe-8">
      {crumb && <p className="mbe-1 text-sm text-ink-faint">{crumb}</p>}
      <Heading>{title}</Heading>
      <p className="mbs-3 max-inline-152 text-lg text-ink-soft">{children}</p>
    </header>
  );
}
