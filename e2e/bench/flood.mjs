// @ts-check
// What happens when everybody comes at once, or takes for ever.
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { openConnection } from "./connection.mjs";
import { residentMegabytes } from "./process.mjs";
import { describeStatuses, figure, heading } from "./report.mjs";
import { openScene, requests } from "./scene.mjs";
import { percentile } from "./statistics.mjs";

const SIGN_INS = 500;
const ACCOUNTS = 100;
const SLOW_CLIENTS = 200;
const PROBE_PAUSE = 5;

export async function measureFlood() {
  heading(`${SIGN_INS} sign-ins at once, to ${ACCOUNTS} accounts`);
  const scene = await openScene();
  const { port, pid } = scene.server;
  const loginIds = await scene.signUp(ACCOUNTS);
  const connections = await Promise.all(Array.from({ length: SIGN_INS }, () => openConnection(port)));
  await Promise.all(connections.map((connection) => connection.send(requests.keys())));
  const before = residentMegabytes(pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(pid));
  }, 100);
  const probe = await probeKeys(port);

  const sent = performance.now();
  const answers = await Promise.all(
    connections.map(async (connection, index) => {
      const { status } = await connection.send(requests.signIn(/** @type {string} */ (loginIds[index % ACCOUNTS])));
      return { status, milliseconds: performance.now() - sent };
    }),
  );
  const keysP99 = percentile(await probe.stop(), 0.99);
  clearInterval(watch);

  const statuses = countStatuses(answers);
  const lastAccepted = Math.max(...answers.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds));
  const others = answers.filter(({ status }) => status !== 200 && status !== 429).length;
  figure("answers", describeStatuses(statuses), { holds: others === 0, target: "200 and 429 only" });
  figure("last one accepted after", `${lastAccepted.toFixed(0)} ms`, { holds: lastAccepted <= 5000, target: "at most 5000 ms" });
  figure("JWKS p99 meanwhile", `${keysP99.toFixed(1)} ms`, { holds: keysP99 <= 25, target: "at most 25 ms" });
  figure("memory, more", `${(most - before).toFixed(0)} MB`, { holds: most - before <= 60, target: "at most 60 MB" });
  for (const connection of connections) connection.close();
  await delay(30_000);
  const after = residentMegabytes(pid);
  figure("memory 30 s later, more", `${(after - before).toFixed(0)} MB`, { holds: after <= before * 1.2, target: "within 20 %" });
  await scene.close();
}

export async function measureSlowClients() {
  heading(`${SLOW_CLIENTS} clients that send a byte of their headers a second`);
  const scene = await openScene();
  const { port } = scene.server;
  const started = performance.now();
  const cuts = Array.from({ length: SLOW_CLIENTS }, () => drip(port).then(() => performance.now() - started));
  const probe = await probeKeys(port);
  const cutAfter = Math.max(...(await Promise.all(cuts)));
  const keysP99 = percentile(await probe.stop(), 0.99);
  figure("all cut after", `${(cutAfter / 1000).toFixed(1)} s`, { holds: cutAfter <= 30_000, target: "at most 30 s" });
  figure("JWKS p99 meanwhile", `${keysP99.toFixed(1)} ms`, { holds: keysP99 <= 100, target: "at most 100 ms" });
  await scene.close();
}

/**
 * Resolves when the server has cut the connection off.
 * @param {number} port
 * @returns {Promise<void>}
 */
function drip(port) {
  const bytes = `GET /v1/auth/me HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(1000)}`;
  const socket = connect(port, "127.0.0.1");
  let sent = 0;
  const timer = setInterval(() => socket.write(bytes.charAt(sent++)), 1000);
  socket.resume();
  socket.on("error", () => {});
  return new Promise((resolve) => {
    socket.once("close", () => {
      clearInterval(timer);
      resolve();
    });
  });
}

/**
 * Asks for the keys over and over, on a connection of its own.
 * @param {number} port
 */
async function probeKeys(port) {
  const connection = await openConnection(port);
  /** @type {number[]} */
  const times = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const sent = performance.now();
      await connection.send(requests.keys());
      times.push(performance.now() - sent);
      await delay(PROBE_PAUSE);
    }
  })();
  return {
    /** @returns {Promise<number[]>} the milliseconds that each answer took */
    async stop() {
      stopped = true;
      await running;
      connection.close();
      return times;
    },
  };
}

/** @param {readonly { status: number }[]} answers */
function countStatuses(answers) {
  /** @type {Map<number, number>} */
  const statuses = new Map();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return statuses;
}
