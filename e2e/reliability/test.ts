import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import SqliteConnection from "better-sqlite3";
import { type Answer, type Client, createClient } from "../support/client.mjs";
import { type Mail, readMail } from "../support/mail";
import { startMailServer } from "../support/mail-server.mjs";
import { type Production, startProduction } from "../support/production.mjs";

export { expect };

type Settings = Omit<Parameters<typeof startProduction>[0], "database">;

interface Fixtures {
  /** A database file of this test's own, which is not there yet. */
  database: string;
  /** Starts a production server on it, as often as the test likes. What still runs in the end is killed. */
  start: (settings?: Settings) => Promise<Production>;
  /** Makes a client with a connection and an address of its own. */
  connect: (server: Production) => Client;
  mailServer: Awaited<ReturnType<typeof startMailServer>>;
  /** What has come to `mailServer`. */
  mail: Mail;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
  database: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-reliability-"));
    await use(join(folder, "gatehouse.db"));
    rmSync(folder, { recursive: true });
  },
  start: async ({ database }, use) => {
    const started: Production[] = [];
    await use(async (settings) => {
      const server = await startProduction({ database, ...settings });
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.kill()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  connect: async ({}, use) => {
    const clients: Client[] = [];
    await use(({ origin }) => {
      const client = createClient(origin);
      clients.push(client);
      return client;
    });
    for (const client of clients) client.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  mailServer: async ({}, use) => {
    const mailServer = await startMailServer();
    await use(mailServer);
    await mailServer.stop();
  },
  mail: async ({ mailServer }, use) => use(readMail(mailServer.letters)),
});

/** How often each outcome came: an error code, or the status of an answer without one. */
export function countOutcomes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = body?.errorCode ?? String(status);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** Answers to a question about the database file itself. */
export function lookInto(database: string, sql: string): unknown[] {
  const connection = new SqliteConnection(database, { readonly: true });
  try {
    return connection.prepare(sql).all();
  } finally {
    connection.close();
  }
}
