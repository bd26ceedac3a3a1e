"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { INPUT_FRAME } from "#forms/field";
import { OnwardsIcon, SearchIcon } from "#ui/icons";
import { ADDRESS_NOTED } from "../reference/address";

interface NavLink {
  href: string;
  label: string;
  /** The method of an operation. */
  verb?: string;
  /** More to be found by. */
  about: string;
}

export interface NavGroup {
  title?: string;
  /** Of title and links, where it is not the page's own. */
  titleLanguage?: string;
  linksLanguage?: string;
  links: readonly NavLink[];
}

interface DocsNavProps {
  groups: readonly NavGroup[];
  current: string;
  words: { navigation: string; allPages: string; search: string; searchHint: string; nothing: string };
}

/** Every page and operation, and a field that narrows them down. On narrow screens behind a line that unfolds. */
export function DocsNav({ groups, current, words }: DocsNavProps) {
  const [wanted, setWanted] = useState("");
  const [unfolded, setUnfolded] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const hash = useHash();
  const here = groups.some(({ links }) => links.some(({ href }) => href === current + hash)) ? current + hash : current;
  const found = groups
    .map((group) => ({ ...group, links: group.links.filter((link) => matches(link, group.title, wanted)) }))
    .filter(({ links }) => links.length > 0);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.target !== document.body) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const search = (
    <label className={`flex items-center gap-2 ps-2.5 pe-1.5 noscript:hidden ${INPUT_FRAME}`}>
      <SearchIcon className="size-4.5 text-ink-faint" />
      <span className="sr-only">{words.search}</span>
      <input
        ref={field}
        type="search"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        placeholder={words.searchHint}
        className="min-block-control-sm min-inline-0 flex-1 bg-transparent text-sm outline-none"
      />
      <kbd className="rounded-sm border border-line px-1.5 font-mono text-xs text-ink-faint pointer-coarse:hidden">/</kbd>
    </label>
  );

  const lists = (
    <>
      {found.map(({ title, titleLanguage, linksLanguage, links }) => (
        <div key={title ?? ""}>
          {title && (
            <h2 lang={titleLanguage} className="px-3 pbs-4.5 pbe-1 text-xs font-medium tracking-normal text-ink-faint">
              {title}
            </h2>
          )}
          <ul lang={linksLanguage}>
            {links.map((link) => (
              <li key={link.href}>
                <NavEntry link={link} current={link.href === here} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p role="status" className={found.length === 0 ? "px-3 pbs-4 text-sm text-ink-faint" : "sr-only"}>
        {found.length === 0 && words.nothing}
      </p>
    </>
  );

  return (
    <nav
      aria-label={words.navigation}
      className="border-line px-5 py-3 max-lg:border-be lg:sticky lg:inset-bs-14 lg:max-block-[calc(100dvh-3.5rem)] lg:self-start lg:overflow-y-auto lg:px-3 lg:pbs-6 lg:pbe-12"
    >
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls="docs-pages"
        onClick={() => setUnfolded(!unfolded)}
        className="flex min-block-11 inline-full items-center justify-between font-medium lg:hidden noscript:hidden"
      >
        {words.allPages}
        <OnwardsIcon className={`size-4 ${unfolded ? "-rotate-90" : "rotate-90"}`} />
      </button>
      <div id="docs-pages" className={unfolded ? "max-lg:pbe-3" : "max-lg:[@media(scripting:enabled)]:hidden"}>
        <div className="pbe-3">{search}</div>
        {lists}
      </div>
    </nav>
  );
}

function NavEntry({ link, current }: { link: NavLink; current: boolean }) {
  return (
    <a
      href={link.href}
      aria-current={current ? "page" : undefined}
      className="group flex min-block-8 items-center gap-2 rounded-md px-3 py-1 text-sm text-ink-soft hover:bg-hover hover:text-ink aria-[current]:bg-accent-tint aria-[current]:font-medium aria-[current]:text-accent max-lg:min-block-11"
    >
      {link.verb && (
        <span className="inline-9 flex-none font-mono text-[0.6875rem] text-ink-faint group-aria-[current]:text-inherit">{link.verb}</span>
      )}
      {link.label}
    </a>
  );
}

function matches({ label, about }: NavLink, title: string | undefined, wanted: string): boolean {
  const text = `${title ?? ""} ${label} ${about}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What follows the `#` of this page's address, with it; empty until the page runs. */
function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("hashchange", changed);
      addEventListener(ADDRESS_NOTED, changed);
      return () => {
        removeEventListener("hashchange", changed);
        removeEventListener(ADDRESS_NOTED, changed);
      };
    },
    () => location.hash,
    () => "",
  );
}
