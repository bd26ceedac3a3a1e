import type { ReactNode } from "react";
import { LanguageSwitch } from "#words/language-switch";
import { FootLinks } from "./foot-links";

/** Inside: a side with links and one column to read. On narrow screens the side becomes a row that scrolls. */
export function Shell({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,var(--container-read))] justify-center gap-6 px-5 pbs-5 pbe-16 lg:grid-cols-[12.5rem_minmax(0,var(--container-read))] lg:gap-16 lg:px-6 lg:pbs-12 lg:pbe-24">
      {side}
      <div className="min-inline-0">
        <main id="main">{children}</main>
        <footer className="mbs-12 flex flex-wrap items-center justify-between gap-x-6 border-bs border-line pbs-3">
          <LanguageSwitch />
          <FootLinks />
        </footer>
      </div>
    </div>
  );
}
