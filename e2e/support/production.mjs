// @ts-check
// Production servers for whoever wants more of one than a visitor: to kill it, to run two on one database, to measure it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort } from "./free-port.mjs";

export const PROJECT_ID = "P3GatehouseJourneysProject01";

const web = join(import.meta.dirname, "../../apps/web");

/**
 * @typedef {object} Options
 * @property {string} database the file; made when it is missing
 * @property {Record<string, string>} [env] settings beside the required ones, or in place of them
 * @property {"own" | "next"} [server] our own server, or plain `next start`
 *
 * @typedef {Awaited<ReturnType<typeof startProduction>>} Production
 */

/**
 * Resolves when the server listens.
 * @param {Options} options
 * @throws Error with what it said when it ends before that
 */
export async function startProduction({ database, env = {}, server = "own" }) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { child, output, ended, says } = spawnProduction({
    server,
    port,
    env: {
      APP_URL: origin,
      DATABASE_URL: `file:${database}`,
      AUTH_SECRET: "opens-nothing-but-this-test-database",
      PROJECT_ID,
      SMTP_URL: "smtp://127.0.0.1:9",
      // Whoever asks is the proxy, and gives each client an address of its own: limits are on as shipped.
      TRUST_PROXY: "1",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
  await says(/Listening on port|Ready in/);
  return {
    port,
    origin,
    pid: /** @type {number} */ (child.pid),
    /** @param {NodeJS.Signals} signal */
    signal: (signal) => child.kill(signal),
    output,
    says,
    /** Ends it as a crash or a power cut of the process would, and resolves when it is gone. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    /**
     * Asks it to end.
     * @returns {Promise<number | null>} the exit code; null when a signal ended it
     */
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/**
 * Starts what is not expected to serve, and waits for its end.
 * @param {Record<string, string>} env every setting there is
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function runProduction(env) {
  const { ended, output } = spawnProduction({ server: "own", port: await freePort(), env });
  return { code: await ended, output: output() };
}

/**
 * @param {{ server: "own" | "next", port: number, env: Record<string, string> }} options
 */
function spawnProduction({ server, port, env }) {
  const { PATH = "", HOME = "" } = process.env;
  const nextCommand = () => createRequire(join(web, "package.json")).resolve("next/dist/bin/next");
  const command = server === "own" ? ["run.cjs", "start"] : [nextCommand(), "start", "--port", String(port)];
  const child = spawn(process.execPath, command, {
    cwd: web,
    env: { PATH, HOME, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = once(child, "close").then(([code]) => /** @type {number | null} */ (code));

  /**
   * Resolves when the output has the pattern, from now or before.
   * @param {RegExp} pattern
   * @returns {Promise<void>}
   */
  function says(pattern) {
    return new Promise((resolve, reject) => {
      const look = () => pattern.test(said) && resolve();
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      ended.then((code) => reject(new Error(`The server ended with ${code}, having said:\n${said}`)));
      look();
    });
  }

  return { child, ended, says, output: () => said };
}
