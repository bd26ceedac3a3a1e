import type { ReactNode } from "react";
import { serverApi } from "#session/server-api";
import { buttonLook } from "#ui/button";
import { FootLinks } from "#ui/foot-links";
import { TopBar } from "#ui/top-bar";
import { getWords } from "#words/get-words";
import { LanguageSwitch } from "#words/language-switch";
import { DocsNav, type NavGroup } from "./docs-nav";
import { listGuides } from "./guides";
import { outlineReference } from "./reference-outline";

interface DocsFrameProps {
  /** The address of the page, as the navigation names it. */
  current: string;
  /** Beside the text, where there is room. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A page of the documentation: what there is at the side, and one column to read. */
export async function DocsFrame({ current, aside, children }: DocsFrameProps) {
  const { docs } = await getWords();
  const isSignedIn = (await serverApi()) !== null;
  return (
    <>
      <TopBar width="wide">
        <a href={isSignedIn ? "/account" : "/sign-in"} className={buttonLook({ size: "small" })}>
          {isSignedIn ? docs.account : docs.signIn}
        </a>
      </TopBar>
      <div className="mx-auto grid max-inline-wide grid-cols-1 lg:grid-cols-[15.5rem_minmax(0,1fr)]">
        <DocsNav groups={await listGroups()} current={current} words={docs} />
        <div className="grid min-inline-0 grid-cols-1 gap-x-14 border-line px-5 pbs-6 pbe-16 lg:border-s lg:px-12 lg:pbs-10 lg:pbe-24 xl:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-inline-0">
            <main id="main">{children}</main>
            <footer className="mbs-12 flex flex-wrap items-center justify-between gap-x-6 border-bs border-line pbs-3">
              <LanguageSwitch />
              <FootLinks />
            </footer>
          </div>
          {aside}
        </div>
      </div>
    </>
  );
}

async function listGroups(): Promise<NavGroup[]> {
  const { docs } = await getWords();
  const guides = (await listGuides()).map(({ name, title, lede }) => ({ href: `/docs/${name}`, label: title, about: lede }));
  const first = [
    { href: "/docs", label: docs.start, about: docs.lede },
    { href: "/docs/reference", label: docs.reference.title, about: docs.reference.lede },
  ];
  const chapters = outlineReference().map(({ title, entries }) => ({
    title,
    titleLanguage: "en",
    linksLanguage: "en",
    links: entries,
  }));
  return [{ links: first }, { title: docs.guides, linksLanguage: "en", links: guides }, ...chapters];
}
