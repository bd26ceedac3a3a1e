import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./test";

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
  // By the debugger's way in, which the pages' policy on scripts does not close.
  if (!(await page.evaluate(() => "axe" in window))) {
    await letTimersRun(page);
    await page.evaluate(axe.source);
  }
  const { violations } = await page.evaluate((given) => axe.run(document, { resultTypes: ["violations"], ...given }), options);
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
