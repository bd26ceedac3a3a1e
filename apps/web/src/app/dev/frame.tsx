import type { ReactNode } from "react";
import { buttonLook } from "#ui/button";
import { TopBar } from "#ui/top-bar";

const PAGES = { "/dev/mail": "Mailbox", "/dev/mail/previews": "Letters", "/dev/ui": "Components" };

interface FrameProps {
  page: keyof typeof PAGES;
  /** What this page is for. */
  note: ReactNode;
  /** The page's `main`. */
  children: ReactNode;
}

/** Around every page below /dev: the way to the others, and that none of them is there in production. */
export function Frame({ page, note, children }: FrameProps) {
  return (
    <div className="grid min-block-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_1fr]">
      <TopBar width="wide">
        <nav aria-label="Development" className="flex gap-0.5 overflow-x-auto">
          {Object.entries(PAGES).map(([href, name]) => (
            <a
              key={href}
              href={href}
              aria-current={href === page ? "page" : undefined}
              className={`${buttonLook({ variant: "quiet", size: "small" })} aria-[current]:text-ink max-sm:px-1.25`}
            >
              {name}
            </a>
          ))}
        </nav>
      </TopBar>
      <aside aria-label="About this page" className="border-be border-line bg-lantern-tint text-sm">
        <p className="mx-auto max-inline-wide px-4 py-2.25 text-ink-soft sm:px-5 md:px-6">
          <b className="font-medium text-ink">Development only.</b> {note}
        </p>
      </aside>
      {children}
    </div>
  );
}
