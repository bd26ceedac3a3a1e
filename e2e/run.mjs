// @ts-check
// Runs the browser tests: `pnpm test:e2e`, with Playwright's own options behind it (`pnpm test:e2e password --headed`).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres } from "../packages/db/src/testing/postgres.mjs";
import { ensureBrowser, playwrightCommand } from "./support/browser.mjs";
import { ensureBuild } from "./support/build.mjs";
import { freePort } from "./support/free-port.mjs";

try {
  ensureBrowser();
  ensureBuild();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));
const { status } = spawnSync(process.execPath, [playwrightCommand(), "test", ...process.argv.slice(2)], {
  cwd: import.meta.dirname,
  stdio: "inherit",
  env: {
    ...process.env,
    E2E_PORT: String(await freePort()),
    E2E_SMTP_PORT: String(await freePort()),
    E2E_MAIL_PORT: String(await freePort()),
    E2E_DATABASE: join(folder, "gatehouse.db"),
  },
});
rmSync(folder, { recursive: true, force: true });
if (findPostgres() === undefined)
  console.log("\nServers on Postgres were not tried: there is none on this machine (POSTGRES_BIN names its folder).");
process.exit(status ?? 1);
