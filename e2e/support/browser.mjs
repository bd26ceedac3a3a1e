// @ts-check
// The browser that the journeys run in: Playwright's own, or the Chromium or Chrome that this machine has. The one without windows comes
// first: pages are the same in it, at well under half of the processor (measured: three pages 0.9 s in place of 2.2 s).
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { canInstall, installFromDebian, run } from "../../packages/db/src/testing/programs.mjs";

/** Debian's name of it, as a program and as a package. */
const WITHOUT_WINDOWS = "chromium-headless-shell";
const PURPOSE = "a browser";
const NAMES = [WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** There is nothing to draw on, and a GPU in software costs more than none. */
export const BROWSER_ARGUMENTS = ["--disable-gpu"];

/**
 * @returns {{ executablePath: string | undefined } | undefined} without a path: Playwright's own; undefined: there is none
 */
export function findBrowser() {
  if (existsSync(chromium.executablePath())) return { executablePath: undefined };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath };
}

/**
 * Installs a browser where there is none; in CI, as root on Debian, the one without windows where there is another.
 * @throws Error that says what to install by hand
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (!found) run(PURPOSE, process.execPath, [playwrightCommand(), "install", "chromium"]);
  const isLacking = !findBrowser() || (process.env.CI && found?.executablePath && !found.executablePath.endsWith(WITHOUT_WINDOWS));
  // Releases before Debian 12 have no package without windows.
  if (isLacking && canInstall() && !installFromDebian(PURPOSE, WITHOUT_WINDOWS) && !findBrowser()) installFromDebian(PURPOSE, "chromium");
  if (findBrowser()) return;
  throw new Error(
    `The browser tests need Chromium or Chrome on the PATH: install one, for example with apt-get install ${WITHOUT_WINDOWS}.`,
  );
}

/** Playwright's own program, to run with Node: works alike on every system. */
export function playwrightCommand() {
  return join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
}
