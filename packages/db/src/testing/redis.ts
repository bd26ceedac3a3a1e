import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createClient } from "@redis/client";
import { canInstall, canRun, installFromDebian } from "./programs.mjs";

/** The server of this machine that speaks as Redis does; undefined where there is none. */
export function findRedis(): string | undefined {
  return ["redis-server", "valkey-server"].find(canRun);
}

/** Installs a Redis where there is none, in CI. The one that Debian starts then is not asked: tests start their own. */
export function ensureRedis(): void {
  if (process.env.CI && findRedis() === undefined && canInstall()) installFromDebian("limits on Redis", "redis-server");
}

export interface TestRedis {
  url: string;
  /** What is stored: of each key what is left of its allowance, and in how many milliseconds it goes. */
  read(): Promise<{ key: string; tokens: number; goesIn: number }[]>;
  empty(): Promise<void>;
  /** Has it take nothing, as one that has become the replica of another. */
  demote(): Promise<void>;
  /** Ends it, and starts it again with nothing stored. */
  end(): Promise<void>;
  begin(): Promise<void>;
  /** Ends it for good and removes its files. */
  stop(): Promise<void>;
}

/** Starts a server with its files in a folder of its own. It listens on a socket in that folder alone. */
export async function startRedis(program = findRedis()): Promise<TestRedis> {
  if (program === undefined) throw new Error("There is no Redis to test on");
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-redis-"));
  const socket = join(folder, "socket");
  const url = `unix://${socket}`;
  let server: ChildProcessByStdio<null, Readable, null> | undefined;
  const kill = () => void server?.kill("SIGKILL");
  process.once("exit", kill);

  async function begin(): Promise<void> {
    server = spawn(program as string, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    for await (const line of createInterface(server.stdout)) {
      if (!/ready to accept connections/i.test(line)) continue;
      server.stdout.resume();
      return;
    }
    throw new Error("Redis did not start");
  }

  async function end(): Promise<void> {
    if (!server) return;
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
    server = undefined;
  }

  const createAsker = () => createClient({ url });

  async function ask<Answer>(question: (client: ReturnType<typeof createAsker>) => Promise<Answer>): Promise<Answer> {
    const client = createAsker();
    client.on("error", () => undefined);
    await client.connect();
    return question(client).finally(() => client.destroy());
  }

  await begin();
  return {
    url,
    begin,
    end,
    read: () =>
      ask(async (client) => {
        const keys = (await client.keys("*")).sort();
        const read = async (key: string) => ({ key, tokens: Number(await client.hGet(key, "tokens")), goesIn: await client.pTTL(key) });
        return Promise.all(keys.map(read));
      }),
    empty: () => ask(async (client) => void (await client.flushAll())),
    demote: () => ask(async (client) => void (await client.sendCommand(["REPLICAOF", "127.0.0.1", "1"]))),
    async stop() {
      process.off("exit", kill);
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
