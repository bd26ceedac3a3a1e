import type { Route } from "next";
import type { ReactNode } from "react";

export const LINK_LOOK =
  "font-medium text-accent underline decoration-accent-line decoration-1 underline-offset-[0.22em] transition-colors hover:decoration-current";

/**
 * A link in running text. A plain one, as everywhere here: the pages are small documents that come fast, and next/link would add
 * 3.3 kB of script to each.
 */
export function TextLink({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <a href={href} className={LINK_LOOK}>
      {children}
    </a>
  );
}
