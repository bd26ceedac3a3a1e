// Makes the Prisma clients in packages/db/src/generated from schema.prisma, one for each database, unless they are made already. Runs after every `pnpm install` and
// `pnpm db:migration`, and before `pnpm dev`, `pnpm build` and the tests. Needs no network.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toPostgres } from "./postgres-schema.mjs";

const root = dirname(import.meta.dirname);
const schema = join(root, "prisma", "schema.prisma");
const postgresSchema = join(root, "prisma", ".generated", "postgresql.prisma");
const output = join(root, "packages", "db", "src", "generated");
const stamp = join(output, ".made-from");

const manifest = findPrisma();
const madeFrom = createHash("sha256")
  .update(manifest.version)
  .update(toPostgres(readFileSync(schema, "utf8")))
  .digest("hex");

if (readStamp() !== madeFrom) {
  rmSync(output, { recursive: true, force: true });
  generate(schema);
  mkdirSync(dirname(postgresSchema), { recursive: true });
  writeFileSync(postgresSchema, toPostgres(readFileSync(schema, "utf8")));
  generate(postgresSchema);
  writeFileSync(stamp, madeFrom);
}

function generate(from) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [manifest.cli, "generate", "--schema", from, "--no-hints"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      // Prisma's command line downloads its schema engine before any command, though `generate` never runs it. Any existing file will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      // No look-up of a newer version.
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\nprisma/generate.mjs: the Prisma client could not be made from ${from}\n`);
  process.exit(1);
}

/** The command line's version and its script. An install without development dependencies has neither, and needs no client made. */
function findPrisma() {
  try {
    const path = fileURLToPath(import.meta.resolve("prisma/package.json"));
    const { version, bin } = JSON.parse(readFileSync(path, "utf8"));
    return { version, cli: join(dirname(path), bin.prisma) };
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.log("prisma/generate.mjs: prisma is not installed, so the database client was not made");
    process.exit(0);
  }
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return "";
  }
}
