"use client";

import { usePathname } from "next/navigation";

interface NavLink {
  href: string;
  text: string;
}

/** The links of the bar; the one whose page this is, or lies above it, says so. Where there is no room for all, they scroll. */
export function NavLinks({ label, links }: { label: string; links: readonly NavLink[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex min-inline-0 gap-1 overflow-x-auto">
      {links.map(({ href, text }) => (
        <a
          key={href}
          href={href}
          aria-current={path === href ? "page" : path.startsWith(`${href}/`) || undefined}
          className="inline-flex min-block-11 items-center rounded-md px-3 text-sm whitespace-nowrap text-ink-soft hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-[current]:font-medium aria-[current]:text-ink"
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
