import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, test as base, expect, type PlaywrightTestOptions } from "@playwright/test";
import { type Mail, readMail } from "./mail";

export { expect };

export interface Person {
  name: string;
  email: string;
  password: string;
}

interface Fixtures {
  /** The address that the server sees this test come from; no other test has it. */
  address: string;
  /** Somebody who has no account yet. */
  newPerson: () => Person;
  /** What the server under test has mailed. */
  mail: Mail;
}

/** What a browser is opened with; the addresses that it comes from are given to it anew for each test. */
const OPTIONS = [
  "baseURL",
  "deviceScaleFactor",
  "hasTouch",
  "isMobile",
  "javaScriptEnabled",
  "locale",
  "userAgent",
  "viewport",
] as const satisfies (keyof PlaywrightTestOptions)[];

type Options = Pick<PlaywrightTestOptions, (typeof OPTIONS)[number]>;

const spell = (options: Partial<Options>): string =>
  JSON.stringify(OPTIONS.map((name) => options[name] ?? (name === "javaScriptEnabled" ? true : null)));

async function empty(browser: BrowserContext): Promise<void> {
  await Promise.all(browser.pages().map((page) => page.close()));
  await browser.clearCookies();
}

interface WorkerFixtures {
  /** Browsers that earlier tests are done with, by their options. */
  visited: Map<string, BrowserContext>;
}

interface TestOptions {
  /** Whether the test sets the clock of its browser, which then serves no other. */
  setsClock: boolean;
}

let addressesGiven = 0;

export const test = base.extend<Fixtures & TestOptions, WorkerFixtures>({
  // With a profile on disk, which alone keeps scripts compiled: a page costs a fifth less.
  browser: [
    async ({ playwright, launchOptions, headless }, use, { project }) => {
      const profile = mkdtempSync(join(tmpdir(), "gatehouse-browser-"));
      const { contextOptions, ...options } = project.use;
      const first = await playwright.chromium.launchPersistentContext(profile, {
        ...options,
        ...contextOptions,
        ...launchOptions,
        headless,
      });
      await use(first.browser() as Browser);
      await first.close();
      rmSync(profile, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  visited: [
    async ({ browser }, use, { project }) => use(new Map([[spell(project.use), browser.contexts()[0] as BrowserContext]])),
    { scope: "worker" },
  ],
  setsClock: [false, { option: true }],
  // A browser that has been here before has what a page needs: its first page costs half. Of the test before it has no page and no cookie;
  // what the pages keep beside them is nothing (H1), or goes with the tab.
  context: async (
    {
      browser,
      visited,
      setsClock,
      extraHTTPHeaders,
      baseURL,
      deviceScaleFactor,
      hasTouch,
      isMobile,
      javaScriptEnabled,
      locale,
      userAgent,
      viewport,
    },
    use,
  ) => {
    const options = spell({ baseURL, deviceScaleFactor, hasTouch, isMobile, javaScriptEnabled, locale, userAgent, viewport });
    const context = (!setsClock && visited.get(options)) || (await browser.newContext());
    if (!setsClock) {
      visited.set(options, context);
      context.clock.install = () => Promise.reject(new Error("Other tests have this browser too: test.use({ setsClock: true })"));
    }
    await context.setExtraHTTPHeaders(extraHTTPHeaders ?? {});
    await use(context);
    const kept = [...visited.values()];
    await Promise.all(browser.contexts().map((one) => (kept.includes(one) ? empty(one) : one.close())));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  address: async ({}, use, { workerIndex }) => {
    addressesGiven += 1;
    await use(`10.${workerIndex}.${addressesGiven >> 8}.${addressesGiven & 255}`);
  },
  extraHTTPHeaders: async ({ address }, use) => use({ "X-Forwarded-For": address }),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  newPerson: async ({}, use) => {
    await use(() => ({
      name: "Ada Lovelace",
      email: `ada.${randomBytes(6).toString("hex")}@example.com`,
      password: randomBytes(12).toString("base64url"),
    }));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  mail: async ({}, use) => {
    await use(
      readMail(async (address, after) => {
        const answer = await fetch(`http://127.0.0.1:${process.env.E2E_MAIL_PORT}/letters/${encodeURIComponent(address)}?after=${after}`);
        return answer.json();
      }),
    );
  },
});
