import type { ReactNode } from "react";

/** The side of a Shell: links to the sections of this page. */
export function SideNav({ label, children }: { label: string; children: ReactNode }) {
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
export function SideNavLink({ href, icon, children }: { href: `#${string}`; icon: ReactNode; children: ReactNode }) {
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
