// Brings users over from another system, by the management API of a running server: `pnpm run import users.json`. (`pnpm import` is a command
// of pnpm's own.) A run that was interrupted goes on where it was; who was refused, and why, is told in a file beside the other.
import { appendFileSync, createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fail, loadSettings } from "./command.mjs";
import { asImported, readUsers } from "./user-file.mjs";

const USAGE = `Usage:
  pnpm run import FILE [--url URL]   brings the users of FILE to the server at URL: APP_URL, else the port of PORT on this machine

FILE is a JSON list of users as POST /v1/mgmt/user/create/batch takes them, JSON Lines, or what a search of users has answered. MANAGEMENT_KEY
is a key that may write: "pnpm admin key create import" makes one. Roles, tenants and attributes have to be there.`;

/** What the server takes at once: so many users, in so many bytes. */
const USERS_MAX = 500;
const BYTES_MAX = 4 * 1024 * 1024;
/** How often a batch is sent where the server cannot be reached, or has too much to do. */
const TRIES_MAX = 20;

loadSettings();

const { file, url } = readArguments();
const key = process.env.MANAGEMENT_KEY;
if (!key) fail(`MANAGEMENT_KEY is not set.\n${USAGE}`);
const projectId = process.env.PROJECT_ID || "P3GatehouseDemoProject000001";
if (!existsSync(file)) fail(`There is no file ${file}.`);

const statePath = `${file}.import-state`;
const refusedPath = `${file}.refused`;
const { size, mtimeMs } = statSync(file);
const state = readState();

try {
  await importAll();
} catch (error) {
  fail(`${error.message}\n${state.done} users are through. Run the command again to go on with the others.`);
}

async function importAll() {
  let seen = 0;
  let batch = [];
  let bytes = 0;
  if (state.done > 0) console.error(`Going on after the first ${state.done} users.`);
  for await (const user of readUsers(createReadStream(file))) {
    seen += 1;
    if (seen <= state.done) continue;
    const one = asImported(user);
    const length = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (batch.length === USERS_MAX || (batch.length > 0 && bytes + length > BYTES_MAX)) {
      await importBatch(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(one);
    bytes += length;
  }
  if (batch.length > 0) await importBatch(batch);
  rmSync(statePath, { force: true });
  const { created, refused, there } = state;
  console.error(`${created} users created, ${refused} refused${there > 0 ? `, ${there} found there by the run that went on` : ""}.`);
  if (refused + there > 0) console.error(`Who, and why: ${refusedPath}`);
  process.exitCode = refused > 0 ? 1 : 0;
}

/** Sends a batch and notes what came of it. Before it is sent that is noted too: a run that ends meanwhile knows what is in doubt. */
async function importBatch(users) {
  const isInDoubt = state.sending;
  writeState({ sending: true });
  const failures = await createUsers(users).catch((error) => {
    if (error.isUnsent) writeState({ sending: isInDoubt });
    throw error;
  });
  const there = failures.filter(({ failure }) => isInDoubt && failure.startsWith("[E062107]"));
  for (const one of failures) {
    const why = there.includes(one) ? "was there when an interrupted run went on: most likely created by it" : one.failure;
    appendFileSync(refusedPath, `${JSON.stringify({ loginId: one.loginId, failure: why })}\n`, { mode: 0o600 });
  }
  writeState({
    sending: false,
    done: state.done + users.length,
    created: state.created + users.length - failures.length,
    refused: state.refused + failures.length - there.length,
    there: state.there + there.length,
  });
  console.error(`${state.done} users: ${state.created} created, ${state.refused} refused`);
}

/** Who could not be created, and why. */
async function createUsers(users) {
  const { status, body } = await post({ users });
  // Something about one of them is not what it must be at all: each by itself then, so that the others come through.
  if (status !== 200 && users.length > 1) {
    const each = [];
    for (const user of users) each.push(...(await createUsers([user])));
    return each;
  }
  if (status !== 200) return [{ loginId: String(users[0]?.loginId ?? ""), failure: `[${body.errorCode}] ${body.errorMessage}` }];
  const failures = body.failedUsers.map(({ failure, user }) => ({ loginId: user.loginIds[0] ?? "", failure }));
  const isBusy = ({ failure }) => failure.startsWith("[E130429]");
  const busy = new Set(failures.filter(isBusy).map(({ loginId }) => loginId));
  if (busy.size === 0) return failures;
  // Hashes that the server had no time for.
  await setTimeout(5000);
  const again = users.filter(({ loginId }) => busy.has(loginId));
  return [...failures.filter((one) => !isBusy(one)), ...(await createUsers(again))];
}

/** One call, repeated while it is worth it. Throws where the server cannot be reached, or does not take the key. */
async function post(body) {
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${projectId}:${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${url}/v1/mgmt/user/create/batch`, init).catch((error) => ({
      status: 0,
      why: error.cause?.code ?? error.name,
    }));
    const { status } = answer;
    if (status === 401 || status === 403)
      throw unsent(`${url} does not take this MANAGEMENT_KEY for writing in project ${projectId}.`, tries);
    if (["ECONNREFUSED", "ENOTFOUND"].includes(answer.why)) throw unsent(`${url} cannot be reached (${answer.why}).`, tries);
    const isBusy = status === 429 || status === 503;
    if (status > 0 && !isBusy && status < 500) return { status, body: await answer.json() };
    // Nobody can tell how far a batch has come that was not answered.
    if (tries === TRIES_MAX || !isBusy)
      throw new Error(status === 0 ? `${url} cannot be reached (${answer.why}).` : `${url} answered ${status}.`);
    const seconds = Number(answer.headers.get("retry-after")) || 5;
    console.error(`The server asks to wait for ${seconds} seconds.`);
    await setTimeout(seconds * 1000);
  }
}

/** Of what the server has made nothing. */
function unsent(reason, tries) {
  return Object.assign(new Error(reason), { isUnsent: tries === 1 });
}

function readState() {
  const begun = { size, mtimeMs, done: 0, created: 0, refused: 0, there: 0, sending: false };
  if (!existsSync(statePath)) return begun;
  const kept = JSON.parse(readFileSync(statePath, "utf8"));
  if (kept.size === size && kept.mtimeMs === mtimeMs) return kept;
  return fail(`${file} has changed since its import began. Put it back, or remove ${statePath} to begin anew.`);
}

function writeState(changes) {
  Object.assign(state, changes);
  writeFileSync(`${statePath}.new`, JSON.stringify(state));
  renameSync(`${statePath}.new`, statePath);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: "string" } } });
    if (positionals.length !== 1) return fail(USAGE);
    const address = values.url || process.env.APP_URL || `http://localhost:${process.env.PORT || 3000}`;
    return { file: positionals[0], url: address.replace(/\/+$/, "") };
  } catch {
    return fail(USAGE);
  }
}
