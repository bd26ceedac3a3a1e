import { defineConfig } from "@playwright/test";
import suite from "./playwright.config";
import { BROWSER_ARGUMENTS } from "./support/browser.mjs";

// `pnpm pictures`: takes the pictures of README.md and of the checklist from a running server, as the journeys find it.

/** What a newcomer's own server would show: its address and its project. */
const ORIGIN = "http://localhost:3000";
const { E2E_PORT = "3100" } = process.env;
const [mailServer, server] = Array.isArray(suite.webServer) ? suite.webServer : [];
if (!mailServer || !server) throw new Error("The suite starts a mail server, and then the server.");

export default defineConfig({
  ...suite,
  timeout: 120_000,
  reporter: "list",
  use: {
    ...suite.use,
    baseURL: ORIGIN,
    deviceScaleFactor: 2,
    locale: "en-GB",
    reducedMotion: "reduce",
    launchOptions: {
      ...suite.use?.launchOptions,
      args: [...BROWSER_ARGUMENTS, `--host-resolver-rules=MAP localhost:3000 localhost:${E2E_PORT}`],
    },
  },
  projects: [{ name: "pictures", testDir: "pictures" }],
  webServer: [mailServer, { ...server, env: { ...server.env, APP_URL: ORIGIN, PROJECT_ID: "P3GatehouseDemoProject000001" } }],
});
