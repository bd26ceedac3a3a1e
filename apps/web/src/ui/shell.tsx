import type { ReactNode } from "react";
import { LanguageSwitch } from "./language-switch";

/** Inside: a side with links and one column to read. On narrow screens the side becomes a row that scrolls. */
export function Shell({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,var(--container-read))] justify-center gap-6 px-5 pbs-5 pbe-16 lg:grid-cols-[12.5rem_minmax(0,var(--container-read))] lg:gap-16 lg:px-6 lg:pbs-12 lg:pbe-24">
      {side}
      <div className="min-inline-0">
        <main id="main">{children}</main>
        <footer className="mbs-12 border-bs border-line pbs-3">
          <LanguageSwitch />
        </footer>
      </div>
    </div>
  );
}

export function Side({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="-mx-5 flex gap-1 overflow-x-auto border-be border-line px-5 pbe-2 lg:sticky lg:inset-bs-26 lg:mx-0 lg:grid lg:gap-0.5 lg:self-start lg:border-be-0 lg:p-0"
    >
      {children}
    </nav>
  );
}

/** To a section of this page. */
export function SideLink({ href, icon, children }: { href: `#${string}`; icon: ReactNode; children: ReactNode }) {
  return (
    <a
      href={href}
      className="flex min-block-control-sm items-center gap-2.5 rounded-md px-3 text-sm whitespace-nowrap text-ink-soft hover:bg-hover hover:text-ink [&_svg]:max-lg:hidden"
    >
      {icon}
      {children}
    </a>
  );
}
