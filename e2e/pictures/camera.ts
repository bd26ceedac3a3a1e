import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const FOLDER = join(import.meta.dirname, "../../apps/web/docs/pictures");

export const DESKTOP = { width: 1200, height: 800 };
export const PHONE = { width: 390, height: 844 };

type Theme = "light" | "dark";

/**
 * Writes what the window shows as `<name>.webp` by day and, where asked for, `<name>.dark.webp` by night. WebP because it is a third of PNG,
 * and by the debugger because Playwright writes none.
 */
export async function take(page: Page, name: string, themes: readonly Theme[] = ["light"]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const debug = await page.context().newCDPSession(page);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.allSettled(document.getAnimations().map(({ finished, effect }) => effect?.getTiming().iterations === 1 && finished));
    });
    const { data } = await debug.send("Page.captureScreenshot", { format: "webp", quality: 82, captureBeyondViewport: false });
    writeFileSync(join(FOLDER, `${name}${theme === "dark" ? ".dark" : ""}.webp`), Buffer.from(data, "base64"));
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await debug.detach();
}

export const DAY_AND_NIGHT: readonly Theme[] = ["light", "dark"];
