"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

/** The address of the section that is being read. */
const HereContext = createContext<string | undefined>(undefined);

/** How far down the window a section may begin and be the one that is read. */
const READ_FROM = 0.3;

/** The section that is being read: the last one to begin above that line, or at a page's end, where none can reach it, the one that was chosen. */
function findHere(sections: readonly HTMLElement[]): HTMLElement | undefined {
  const { scrollHeight } = document.documentElement;
  const isAtEnd = scrollY > 0 && scrollY + innerHeight >= scrollHeight - 2;
  const topOf = (section: HTMLElement) => section.getBoundingClientRect().top / innerHeight;
  if (isAtEnd) return sections.find((section) => `#${section.id}` === location.hash && topOf(section) >= 0) ?? sections.at(-1);
  return sections.findLast((section) => topOf(section) <= READ_FROM) ?? sections[0];
}

/** The side of a Shell: links to sections, of which the one that is being read is marked. */
export function SideNav({ label, children }: { label: string; children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  const [here, setHere] = useState<string>();

  useEffect(() => {
    function look() {
      const links = [...(nav.current?.querySelectorAll<HTMLAnchorElement>("a[href*='#']") ?? [])];
      const found = findHere(links.flatMap(({ hash }) => document.getElementById(hash.slice(1)) ?? []));
      setHere(found && `#${found.id}`);
    }
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, []);

  return (
    <nav
      ref={nav}
      aria-label={label}
      className="-mx-5 flex gap-1 overflow-x-auto border-be border-line px-5 pbe-2 lg:sticky lg:inset-bs-26 lg:mx-0 lg:grid lg:gap-0.5 lg:self-start lg:border-be-0 lg:p-0"
    >
      <HereContext value={here}>{children}</HereContext>
    </nav>
  );
}

/** To a section of a page. */
export function SideNavLink({ href, icon, children }: { href: `${string}#${string}`; icon: ReactNode; children: ReactNode }) {
  const here = useContext(HereContext);
  const isHere = here !== undefined && href.endsWith(here);
  return (
    <a
      href={href}
      aria-current={isHere ? "location" : undefined}
      className="flex min-block-control-sm items-center gap-2.5 rounded-md px-3 text-sm whitespace-nowrap text-ink-soft hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink [&_svg]:max-lg:hidden"
    >
      {icon}
      {children}
    </a>
  );
}
