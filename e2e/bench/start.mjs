// @ts-check
// How long a server needs until it answers, and how much memory it takes.
import { openConnection } from "./connection.mjs";
import { residentMegabytes } from "./process.mjs";
import { figure, heading } from "./report.mjs";
import { openScene, requests, signUpInBrowser } from "./scene.mjs";
import { percentile } from "./statistics.mjs";

const STARTS = 7;
const PAGES_MAX = 100;

export async function measureStart() {
  heading(`Cold start: from the spawn of node on an existing database to the first JWKS, median of ${STARTS}`);
  const scene = await openScene();
  /** @type {number[]} */
  const times = [];
  for (let index = 0; index < STARTS; index++) {
    const spawned = performance.now();
    const server = await scene.start();
    const connection = await openConnection(server.port);
    await connection.send(requests.keys());
    times.push(performance.now() - spawned);
    connection.close();
    await server.stop();
  }
  await scene.close();
  const median = percentile(times, 0.5);
  figure("first JWKS", `${median.toFixed(0)} ms`, { holds: median <= 500, target: "at most 500 ms" });
  figure("fastest and slowest", `${percentile(times, 0).toFixed(0)}–${percentile(times, 1).toFixed(0)} ms`);
}

export async function measureMemory() {
  heading("Memory: resident, after every kind of call was made");
  const scene = await openScene();
  const { pid, origin } = scene.server;
  const [loginId = ""] = await scene.signUp(20);
  for (let index = 0; index < 20; index++) {
    const { refreshJwt, sessionJwt } = await scene.ask(requests.signIn(loginId));
    for (const request of [requests.me(refreshJwt), requests.refresh(refreshJwt), requests.validate(sessionJwt), requests.keys()]) {
      await scene.ask(request);
    }
  }
  const api = residentMegabytes(pid);
  figure("REST only", `${api.toFixed(0)} MB`, { holds: api <= 180, target: "at most 180 MB" });

  const visited = await visitPages(origin);
  const pages = residentMegabytes(pid);
  figure(`and with ${visited} pages visited`, `${pages.toFixed(0)} MB`, { holds: pages <= 260, target: "at most 260 MB" });
  await scene.close();
}

/**
 * Visits every page that a link leads to, as nobody and then as somebody who is signed in.
 * @param {string} origin
 */
async function visitPages(origin) {
  const cookie = await signUpInBrowser(origin);
  return (await crawl(origin, {})) + (await crawl(origin, { cookie }));
}

/**
 * @param {string} origin
 * @param {Record<string, string>} headers
 */
async function crawl(origin, headers) {
  const known = new Set(["/", "/account"]);
  let visited = 0;
  for (const path of known) {
    const answer = await fetch(origin + path, { headers });
    const page = await answer.text();
    visited += 1;
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    for (const [, href = ""] of page.matchAll(/<a\b[^>]*\bhref="(\/[^"#?]*)/g)) if (known.size < PAGES_MAX) known.add(href);
  }
  return visited;
}
