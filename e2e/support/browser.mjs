// @ts-check
// The browser that the journeys run in: Playwright's own, or the Chromium or Chrome that this machine has. The one without windows comes
// first: pages are the same in it, at well under half of the processor (measured: three pages 0.9 s in place of 2.2 s).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";

/** Debian's name of it, as a program and as a package. */
const WITHOUT_WINDOWS = "chromium-headless-shell";
const NAMES = [WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

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
  if (!found) run(process.execPath, [playwrightCommand(), "install", "chromium"]);
  const isLacking = !findBrowser() || (process.env.CI && found?.executablePath && !found.executablePath.endsWith(WITHOUT_WINDOWS));
  if (isLacking && existsSync("/etc/debian_version") && process.getuid?.() === 0) installFromDebian();
  if (findBrowser()) return;
  throw new Error(
    `The browser tests need Chromium or Chrome on the PATH: install one, for example with apt-get install ${WITHOUT_WINDOWS}.`,
  );
}

/** Releases before Debian 12 have no package without windows. */
function installFromDebian() {
  const install = (/** @type {string} */ name) => run("apt-get", ["install", "-y", "--no-install-recommends", name]);
  if (install(WITHOUT_WINDOWS)) return;
  run("apt-get", ["update"]);
  if (!install(WITHOUT_WINDOWS) && !findBrowser()) install("chromium");
}

/** Playwright's own program, to run with Node: works alike on every system. */
export function playwrightCommand() {
  return join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {boolean} whether it did what it was to do
 */
function run(command, args) {
  console.log(`For a browser: ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}
