// @ts-check
// The password library without a server around it: `node bare-argon2.mjs COST`, which its parent then tells what to do, and how often at once.
import { createRequire } from "node:module";
import { join } from "node:path";
import { repeat } from "./load.mjs";

const PASSWORD = "seven lanterns by the river";
const { hash, verify } = createRequire(join(import.meta.dirname, "../../packages/auth/package.json"))("@node-rs/argon2");

const cost = JSON.parse(process.argv[2] ?? "{}");
const stored = await hash(PASSWORD, cost);
/** @type {Record<string, () => Promise<unknown>>} */
const operations = { hash: () => hash(PASSWORD, cost), verify: () => verify(stored, PASSWORD) };

process.on(
  "message",
  async (/** @type {{ operation: string, connections: number, seconds: number }} */ { operation, connections, seconds }) => {
    const turn = async () => {
      await operations[operation]?.();
      return { status: 200 };
    };
    const { statuses, ...result } = await repeat({ seconds, turns: Array.from({ length: connections }, () => turn) });
    process.send?.({ ...result, statuses: [...statuses] });
  },
);
process.send?.("ready");
