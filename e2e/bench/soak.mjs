// @ts-check
// Whether anything grows that should not, at half of what the server can do.
import { statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import SqliteConnection from "better-sqlite3";
import { startMailServer } from "../support/mail-server.mjs";
import { openConnection } from "./connection.mjs";
import { load } from "./load.mjs";
import { openFiles, residentMegabytes } from "./process.mjs";
import { describeStatuses, figure, heading, table } from "./report.mjs";
import { mixedRequests, openScene } from "./scene.mjs";

const CONNECTIONS = 8;
const CAPACITY_SECONDS = 10;
const SAMPLES = 10;
const TABLES = ["Session", "Challenge", "OutboxLetter", "Budget", "AuditEvent", "LoginId"];

/** @param {{ minutes: number }} options */
export async function soak({ minutes }) {
  const mailServer = await startMailServer();
  // Sessions tokens of the beginning shall be good to the end.
  const scene = await openScene({ SMTP_URL: mailServer.url, SESSION_TTL: "86400" });
  const { port, pid } = scene.server;
  const next = await mixedRequests(scene);
  const { perSecond } = await load({ port, connections: CONNECTIONS, seconds: CAPACITY_SECONDS, next });
  heading(
    `Soak: ${minutes} min of mixed load at ${(perSecond / 2).toFixed(0)} calls a second, half of what ${CONNECTIONS} connections get`,
  );

  const pace = await startPace({ port, perSecond: perSecond / 2, next });
  const rows = [];
  /** @type {number[]} */
  const memory = [];
  for (let sample = 0; sample <= SAMPLES; sample++) {
    memory.push(residentMegabytes(pid));
    rows.push([
      `${((sample * minutes) / SAMPLES).toFixed(1)} min`,
      residentMegabytes(pid).toFixed(0),
      openFiles(pid),
      (statSync(`${scene.database}-wal`).size / 2 ** 20).toFixed(1),
      ...countRows(scene.database),
    ]);
    if (sample < SAMPLES) await delay((minutes * 60_000) / SAMPLES);
  }
  const statuses = await pace.stop();
  table(["after", "RSS MB", "files", "WAL MB", ...TABLES], rows);
  // The first third warms up.
  const settled = memory.slice(Math.ceil(SAMPLES / 3));
  const slope = (slopeOf(settled) * SAMPLES * 10) / minutes;
  figure("answers", describeStatuses(statuses));
  figure("memory, more in ten minutes", `${slope.toFixed(1)} MB`, { holds: slope < 1, target: "below 1 MB" });
  await scene.close();
  await mailServer.stop();
}

/**
 * @param {{ port: number, perSecond: number, next: () => Buffer }} options
 */
async function startPace({ port, perSecond, next }) {
  /** @type {Map<number, number>} */
  const statuses = new Map();
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(port)));
  const pause = (1000 * CONNECTIONS) / perSecond;
  let stopped = false;
  const running = connections.map(async (connection, index) => {
    let due = performance.now() + (pause * index) / CONNECTIONS;
    while (!stopped) {
      await delay(Math.max(0, due - performance.now()));
      const { status } = await connection.send(next());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      // What was late is not made up for.
      due = Math.max(due + pause, performance.now());
    }
    connection.close();
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
      return statuses;
    },
  };
}

/** @param {string} database */
function countRows(database) {
  const connection = new SqliteConnection(database, { readonly: true, timeout: 5_000 });
  const counts = TABLES.map((name) => Number(connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()));
  connection.close();
  return counts;
}

/**
 * The least-squares slope of values taken at equal distances.
 * @param {readonly number[]} values
 */
function slopeOf(values) {
  const middle = (values.length - 1) / 2;
  const numerator = values.reduce((sum, value, index) => sum + (index - middle) * value, 0);
  return numerator / values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
}
