import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { BROWSER_ARGUMENTS, findBrowser } from "./support/browser.mjs";

// Set by run.mjs. What stands here instead serves editors that run single tests, on the build that is there.
const { E2E_PORT = "3100", E2E_SMTP_PORT = "3102" } = process.env;
// The tests read these too.
process.env.E2E_MAIL_PORT ??= "3103";
process.env.E2E_DATABASE ??= join(import.meta.dirname, "../.data/e2e/gatehouse.db");
const appUrl = `http://localhost:${E2E_PORT}`;

export default defineConfig({
  outputDir: "results",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Patience, for machines that others use as well: no test is about how long something takes.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "../node_modules/.cache/gatehouse/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: appUrl,
    // What moves is painted over and over, by the processors that the tests run on.
    contextOptions: { reducedMotion: "reduce" },
    // A recording costs more than the test it records: `pnpm test:e2e NAME --trace on` makes one.
    trace: "off",
    launchOptions: { executablePath: findBrowser()?.executablePath, args: BROWSER_ARGUMENTS },
  },
  projects: [
    // Compiles as it goes, twice from nothing: the longest test, so it comes first, and with more time.
    { name: "development", testDir: "development", timeout: 300_000 },
    { name: "journeys", testDir: "journeys" },
    { name: "reliability", testDir: "reliability" },
  ],
  webServer: [
    {
      command: `node support/mail-server.mjs ${E2E_SMTP_PORT} ${process.env.E2E_MAIL_PORT}`,
      url: `http://127.0.0.1:${process.env.E2E_MAIL_PORT}/`,
      reuseExistingServer: false,
    },
    {
      command: "node ../apps/web/run.cjs start",
      url: `${appUrl}/health/ready`,
      reuseExistingServer: false,
      gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
      env: {
        PORT: E2E_PORT,
        APP_URL: appUrl,
        DATABASE_URL: `file:${process.env.E2E_DATABASE}`,
        AUTH_SECRET: "opens-nothing-but-the-journeys-database",
        PROJECT_ID: "P3GatehouseJourneysProject01",
        SMTP_URL: `smtp://127.0.0.1:${E2E_SMTP_PORT}`,
        SUPPORT_CONTACT: "help@northfold.example",
        // The tests are the proxy: each gives its visitor an address of its own, so that limits are on as shipped.
        TRUST_PROXY: "1",
        LOG_LEVEL: "warn",
        HELP_URL: "/docs",
        PRIVACY_URL: "https://gatehouse.example/privacy",
        TERMS_URL: "https://gatehouse.example/terms",
      },
    },
  ],
});
