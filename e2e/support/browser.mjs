// @ts-check
// The browser that the journeys run in: Playwright's own, or the Chromium or Chrome that this machine has.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * @returns {{ executablePath: string | undefined } | undefined} without a path: Playwright's own; undefined: there is none
 */
export function findBrowser() {
  if (existsSync(chromium.executablePath())) return { executablePath: undefined };
  const candidates = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const executablePath = candidates.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath };
}

/**
 * Installs a browser where there is none.
 * @throws Error that says what to install by hand
 */
export function ensureBrowser() {
  if (findBrowser()) return;
  run(process.execPath, [playwrightCommand(), "install", "chromium"]);
  if (findBrowser()) return;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "chromium"]);
    if (findBrowser()) return;
  }
  throw new Error("The browser tests need Chromium or Chrome on the PATH: install one, for example with apt-get install chromium.");
}

/** Playwright's own program, to run with Node: works alike on every system. */
export function playwrightCommand() {
  return join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  console.log(`No browser yet: ${command} ${args.join(" ")}`);
  spawnSync(command, args, { stdio: "inherit" });
}
