"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { APP_NAME } from "#brand/name";
import { TITLE_ID } from "./title-id";

let pathBefore: string | undefined;

/** Whether the page has one field, which has the focus by now, and is described by the title. */
function isInField(): boolean {
  return document.activeElement?.getAttribute("aria-describedby")?.split(" ").includes(TITLE_ID) ?? false;
}

/** Whether this document was reached from another page of ours, rather than typed, reloaded or gone back to. */
function cameFromOurs(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (entry?.type !== "navigate" || location.hash || !document.referrer) return false;
  const from = new URL(document.referrer);
  return from.origin === location.origin && from.pathname !== location.pathname;
}

interface HeadingProps {
  children: ReactNode;
  className?: string;
  /** It has taken another's place, on a page that stays. */
  isNews?: boolean;
}

/**
 * The one `h1` of a page. Takes the focus when a step led here, so that a screen reader starts with where one is; not from a field that
 * has it already and says so too.
 */
export function Heading({ children, className, isNews = false }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (isNews) {
      heading.current?.focus();
      document.title = `${heading.current?.textContent} · ${APP_NAME}`;
      return;
    }
    const arrived = pathBefore === undefined ? cameFromOurs() : pathBefore !== location.pathname;
    pathBefore = location.pathname;
    if (arrived && !isInField()) heading.current?.focus({ preventScroll: true });
  }, [isNews]);

  return (
    <h1 ref={heading} id={TITLE_ID} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
