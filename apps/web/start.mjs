// @ts-check
// Puts the application and Next behind the server, and takes them down again.
import { AsyncLocalStorage } from "node:async_hooks";
import cluster from "node:cluster";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { STOP } from "./processes.mjs";
import { createGatehouseServer } from "./server.mjs";

/**
 * @typedef {import("node:http").Server} Server
 * @typedef {import("./server.mjs").Listener} Listener
 * @typedef {import("./src/server/parts").ServerParts} ServerParts
 */

const port = Number(process.env.PORT || 3000);

/** Of how many processes of processes.mjs this is one, which tells what it started in. */
const processes = Number(cluster.isWorker && process.env.GATEHOUSE_PROCESSES) || 1;
const isOneOfSeveral = processes > 1;

/** Development listens before it has read any other setting: when the port is taken, that should be all there is to read. */
const LOOPBACK = "localhost";

/** What the system says to an address, or a name, that is not its own. */
const NO_SUCH_HOST = ["EADDRNOTAVAIL", "EAFNOSUPPORT", "ENOTFOUND", "EAI_AGAIN", "EINVAL"];

/**
 * Serves until SIGTERM or SIGINT; a second signal does not wait.
 * @param {{ dev: boolean }} options
 */
export async function start({ dev }) {
  // As Next's own server does: a page whose visitor leaves half-way may reject with nobody listening, which would end the process.
  process.on("unhandledRejection", (reason) => console.error(reason));
  Object.assign(globalThis, {
    [Symbol.for("gatehouse.processes")]: { count: processes, isFirst: !isOneOfSeveral || cluster.worker?.id === 1 },
  });
  // It may be asked to end before it serves.
  if (isOneOfSeveral) endWhenAsked();
  await (dev ? startDevelopment() : startProduction());
}

async function startProduction() {
  // Letters are rendered by the React that Next brings, which looks for this global while it is loaded. Next sets it too, but not before a
  // page is asked for, and a letter may come first; what was loaded without it would then fail every page.
  Object.assign(globalThis, { AsyncLocalStorage });
  // In production Next would only run instrumentation before its first page. The API needs nothing else of Next, so Next itself waits for a
  // page to be asked for: that halves the time to start, and saves 60 MB where only the API is used.
  await createRequire(import.meta.url)("./.next/server/instrumentation.js").register();
  const parts = serverParts();
  /** @type {ReturnType<typeof prepareNext> | undefined} */
  let next;
  // Next adds an upgrade listener to the server it is given, and with one Node no longer answers clients that merely offer HTTP/2, as
  // Java's do. Only hot reloading needs it; here Next gets a server that hears nothing.
  const prepareOnce = () => (next ??= prepareNext({ dev: false, httpServer: createServer() }));
  const { listen, stop } = createGatehouseServer({
    parts: Promise.resolve(parts),
    pages: async (request, response) => (await prepareOnce()).answer(request, response),
    apiThroughPages: false,
  });
  await listenOrEnd(listen, parts.host);
  onSignal(async () => {
    await stop();
    await parts.close();
  });
  if (isOneOfSeveral) process.send?.({ serves: parts.reach });
  else console.log(`Listening on port ${port}, ${parts.reach}`);
}

async function startDevelopment() {
  /** @type {(next: ReturnType<typeof prepareNext>) => void} */
  let prepared = () => {};
  /** @type {ReturnType<typeof prepareNext>} */
  const next = new Promise((resolve) => {
    prepared = resolve;
  });
  const { server, listen } = createGatehouseServer({
    parts: next.then(serverParts),
    pages: async (request, response) => (await next).answer(request, response),
    apiThroughPages: true,
  });
  await listenOrEnd(listen, process.env.HOST?.trim() || LOOPBACK);
  prepared(prepareNext({ dev: true, httpServer: server }));
  const { close } = await next;
  console.log(serverParts().banner);
  // Without waiting for requests: the connections of hot reloading never end.
  onSignal(async () => {
    await close();
    await serverParts().close();
  });
}

/** @returns {ServerParts} */
function serverParts() {
  return /** @type {any} */ (globalThis)[Symbol.for("gatehouse.server")];
}

/**
 * @param {{ dev: boolean, httpServer: Server }} options
 * @returns {Promise<{ answer: Listener, close: () => Promise<void> }>}
 */
async function prepareNext(options) {
  const { default: next } = await import("next");
  const app = next({ ...options, dir: import.meta.dirname, hostname: "localhost", port });
  await app.prepare();
  return { answer: app.getRequestHandler(), close: () => app.close() };
}

/**
 * @param {ReturnType<typeof createGatehouseServer>["listen"]} listen
 * @param {string | undefined} host
 */
async function listenOrEnd(listen, host) {
  try {
    await listen({ host, port });
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (NO_SUCH_HOST.includes(code ?? "")) console.error(`HOST: ${host} is no address of this machine`);
    else console.error(`Port ${port} ${code === "EADDRINUSE" ? "is taken; choose another with PORT=…" : `cannot be used: ${message}`}`);
    process.exit(1);
  }
}

/** What has to be done before the process ends. @type {() => Promise<unknown>} */
let beforeEnd = async () => undefined;

/** @param {() => Promise<unknown>} stop */
function onSignal(stop) {
  beforeEnd = stop;
  if (!isOneOfSeveral) endWhenAsked();
}

/**
 * Ends at a signal, and alone does not wait at a second one. One of several is asked by the process that keeps them; a signal reaches it
 * only with all of them, from a terminal or a service manager, and means the same.
 */
function endWhenAsked() {
  let asked = false;
  const end = async () => {
    if (asked && !isOneOfSeveral) process.exit(1);
    if (asked) return;
    asked = true;
    await beforeEnd();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, end);
  if (!isOneOfSeveral) return;
  process.on("message", (message) => message === STOP && end());
  for (const signal of ["SIGHUP", "SIGUSR2"]) process.on(signal, () => undefined);
}
