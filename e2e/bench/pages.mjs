// @ts-check
// What a page costs a phone: bytes of script, and how soon and how calmly it shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, devices } from "@playwright/test";
import { findBrowser } from "../browser.mjs";
import { figure, heading } from "./report.mjs";
import { openScene } from "./scene.mjs";
import { percentile } from "./statistics.mjs";

const PATHS = ["/sign-up", "/sign-up/password"];
const VISITS = 7;
const SLOW_DOWN = 4;
const SCRIPT_MAX = 15_000;
const next = join(import.meta.dirname, "../../apps/web/.next");

/**
 * The scripts that Next starts every page of every app with: React and most of the router. A bare page has a few kilobytes more, for the
 * parts of Next that it bundles with the app; they count as ours, so what is beyond a bare page is less than the figure says.
 * @returns {Set<string>}
 */
function bareScripts() {
  const { rootMainFiles, polyfillFiles } = JSON.parse(readFileSync(join(next, "build-manifest.json"), "utf8"));
  return new Set([...rootMainFiles, ...polyfillFiles]);
}

/**
 * Gzipped bytes of the scripts that a page names, of Next and of our own.
 * @param {string} html
 */
function scriptBytes(html) {
  const bare = bareScripts();
  const names = new Set([...html.matchAll(/static\/chunks\/[^"'\\\s]+?\.js/g)].map(([name]) => name));
  const bytes = { bare: 0, own: 0 };
  for (const name of names) bytes[bare.has(name) ? "bare" : "own"] += gzipSync(readFileSync(join(next, name)), { level: 9 }).length;
  return bytes;
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
  const scene = await openScene();
  const browser = await chromium.launch({ executablePath: findBrowser()?.executablePath });
  for (const path of PATHS) {
    const url = scene.server.origin + path;
    const { bare, own } = scriptBytes(await (await fetch(url)).text());
    /** @type {{ paint: number, shift: number }[]} */
    const visits = [];
    for (let index = 0; index < VISITS; index++) visits.push(await visit(browser, url));
    const paint = percentile(
      visits.map((each) => each.paint),
      0.5,
    );
    const shift = Math.max(...visits.map((each) => each.shift));
    figure(`${path}: script beyond what Next starts with`, `${own} B`, { holds: own <= SCRIPT_MAX, target: `at most ${SCRIPT_MAX} B` });
    figure("  what Next starts with", `${bare} B`);
    figure("  largest contentful paint", `${paint.toFixed(0)} ms`, { holds: paint < 1000, target: "less than 1,000 ms" });
    figure("  layout shift, the worst", shift.toFixed(4), { holds: shift === 0, target: "none" });
  }
  await browser.close();
  await scene.close();
}
