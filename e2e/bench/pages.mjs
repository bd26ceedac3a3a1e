// @ts-check
// What a page costs a phone: bytes of script, and how soon and how calmly it shows.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, devices } from "@playwright/test";
import { findBrowser } from "../support/browser.mjs";
import { figure, heading } from "./report.mjs";
import { openScene } from "./scene.mjs";
import { percentile } from "./statistics.mjs";

const PATHS = ["/sign-up", "/sign-up/password"];
const VISITS = 7;
const SLOW_DOWN = 4;
const SCRIPT_MAX = 15_000;
const web = join(import.meta.dirname, "../../apps/web");

/** Every app needs these two; neither brings a script of its own. */
const BARE_APP = {
  "package.json": `{ "type": "module" }`,
  "next.config.js": `export default { turbopack: { root: ${JSON.stringify(join(web, "../.."))} } };`,
  "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
  "app/page.js": "export default () => <h1>Bare</h1>;",
};

/**
 * Gzipped bytes of all scripts that a page names.
 * @param {string} built the folder of its build
 * @param {string} html
 */
function scriptBytes(built, html) {
  const names = new Set([...html.matchAll(/static\/chunks\/[^"'\\\s]+?\.js/g)].map(([name]) => name));
  return [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length, 0);
}

/** What a page of an empty app costs: React, the router, and the parts of Next that it bundles with any app. */
function measureBarePage() {
  // Beside the app, where the same Next is found.
  const folder = mkdtempSync(join(web, ".bare-"));
  try {
    mkdirSync(join(folder, "app"));
    for (const [name, text] of Object.entries(BARE_APP)) writeFileSync(join(folder, name), text);
    const command = createRequire(join(web, "package.json")).resolve("next/dist/bin/next");
    execFileSync(process.execPath, [command, "build"], { cwd: folder, env: { ...process.env, NODE_ENV: "production" }, stdio: "pipe" });
    const built = join(folder, ".next");
    return scriptBytes(built, readFileSync(join(built, "server/app/index.html"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * One first visit, with nothing cached.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @returns {Promise<{ paint: number, shift: number }>} largest contentful paint in milliseconds, cumulative layout shift
 */
async function visit(browser, url) {
  const context = await browser.newContext(devices["Pixel 7"]);
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const found = await page.evaluate(async () => {
    /** @param {string} type @returns {Promise<any[]>} */
    const entries = (type) =>
      new Promise((resolve) => {
        // Without an entry nobody calls back: no shift is none.
        setTimeout(() => resolve([]), 500);
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
      });
    const paints = await entries("largest-contentful-paint");
    const shifts = await entries("layout-shift");
    return { paint: paints.at(-1)?.startTime ?? Number.NaN, shift: shifts.reduce((sum, { value }) => sum + value, 0) };
  });
  await context.close();
  return found;
}

export async function measurePages() {
  heading(`Pages: script by gzip; first visits of a phone at a ${SLOW_DOWN}th of the processor, median of ${VISITS}`);
  const bare = measureBarePage();
  figure("script of a page of an empty app", `${bare} B`);
  const scene = await openScene();
  const browser = await chromium.launch({ executablePath: findBrowser()?.executablePath });
  for (const path of PATHS) {
    const url = scene.server.origin + path;
    const own = scriptBytes(join(web, ".next"), await (await fetch(url)).text()) - bare;
    /** @type {{ paint: number, shift: number }[]} */
    const visits = [];
    for (let index = 0; index < VISITS; index++) visits.push(await visit(browser, url));
    const paint = percentile(
      visits.map((each) => each.paint),
      0.5,
    );
    const shift = Math.max(...visits.map((each) => each.shift));
    figure(`${path}: script above that`, `${own} B`, { holds: own <= SCRIPT_MAX, target: `at most ${SCRIPT_MAX} B` });
    figure("  largest contentful paint", `${paint.toFixed(0)} ms`, { holds: paint < 1000, target: "less than 1,000 ms" });
    figure("  layout shift, the worst", shift.toFixed(4), { holds: shift === 0, target: "none" });
  }
  await browser.close();
  await scene.close();
}
