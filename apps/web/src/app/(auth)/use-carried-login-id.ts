import { useEffect } from "react";

/** Whoever waits longer than this for the server goes on without. */
const PATIENCE_MILLISECONDS = 1000;

/** The login ID that stands in the page's form; undefined for none, or for the one that the page came with. */
function typedHere(): string | undefined {
  const field = document.querySelector<HTMLInputElement>("main input[name=loginId]:not([readonly])");
  return field && field.value !== field.defaultValue && field.value.trim() !== "" ? field.value : undefined;
}

/** Where a click leads in this tab; undefined for one that leads nowhere. */
function pageOf(event: MouseEvent): string | undefined {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return isPlain && link?.origin === location.origin && link.target === "" && !link.getAttribute("href")?.startsWith("#")
    ? link.href
    : undefined;
}

/**
 * A login ID that was typed and not sent goes along to whichever page is chosen instead, another way to sign in for example: in the cookie
 * where those that were sent are, and not in the address. Without script it stays behind.
 */
export function useCarriedLoginId(): void {
  useEffect(() => {
    async function leave(event: MouseEvent) {
      const [page, loginId] = [pageOf(event), typedHere()];
      if (page === undefined || loginId === undefined || event.defaultPrevented) return;
      event.preventDefault();
      const body = new URLSearchParams({ loginId });
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
      await fetch("/api/typed", { method: "POST", body, signal, redirect: "manual" }).catch(() => undefined);
      location.assign(page);
    }
    document.addEventListener("click", leave);
    return () => document.removeEventListener("click", leave);
  }, []);
}
