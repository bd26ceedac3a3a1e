import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { expect } from "./test";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** The short form, which a page reads in half the time. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What counts as keeping people out, as axe grades it. */
const GRAVE: readonly (string | null | undefined)[] = ["serious", "critical"];
/** The rules whose outcome the theme can change. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];
const PHONE = { width: 320, height: 640 };

/** Where a page runs no script, its timers stand still, and axe would wait for one: there they are over at once. */
async function letTimersRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (!matchMedia("(scripting: none)").matches) return;
    window.setTimeout = ((run: () => void) => Promise.resolve().then(run)) as unknown as typeof window.setTimeout;
  });
}

async function findBarriers(page: Page, options: axe.RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) {
    await letTimersRun(page);
    // The pages' policy on scripts does not close the debugger's way in.
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Runtime.evaluate", { expression: AXE });
    await devTools.detach();
  }
  const { violations } = await page.evaluate(
    (given) => window.axe.run(document, { resultTypes: ["violations"], preload: false, ...given }),
    options,
  );
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}

/** How far a page is wider than the screen, in CSS pixels: as it is, and where it is read from the right. */
function overflow(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const given = root.dir;
    const found = ["ltr", "rtl"].map((direction) => {
      root.dir = direction;
      return root.scrollWidth - root.clientWidth;
    });
    root.dir = given;
    return found;
  });
}

/** Colours move from one theme to the other, however fast: what axe reads on the way is nobody's contrast. */
async function inTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}

async function checkUsable(page: Page, state: string, atNight: readonly string[]): Promise<void> {
  await inTheme(page, "light");
  const byDay = await findBarriers(page, { rules: { "target-size": { enabled: true } } });
  expect.soft({ byDay, atNight }, state).toEqual({ byDay: [], atNight: [] });

  const viewport = page.viewportSize() ?? PHONE;
  await page.setViewportSize(PHONE);
  expect.soft(await overflow(page), `${state}, at 320 px`).toEqual([0, 0]);
  await page.setViewportSize(viewport);
}

/**
 * Expects of a page, as it stands, that nothing grave keeps people out of it: by axe in both themes (U40), with targets of a size that
 * fingers hit (U10), and at 320 px, as at 400 % on a laptop, without scrolling sideways (U37). Goes on after a failure.
 *
 * @param state names it in the report
 */
export async function expectUsableInBothThemes(page: Page, state: string): Promise<void> {
  await inTheme(page, "dark");
  await checkUsable(page, state, await findBarriers(page, { runOnly: RULES_OF_COLOUR }));
}

/** The same by day alone, for a page of parts that are looked at in both themes elsewhere: the colours take as long as all the rest. */
export async function expectUsable(page: Page, state: string): Promise<void> {
  await checkUsable(page, state, []);
}
