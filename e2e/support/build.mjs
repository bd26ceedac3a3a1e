// @ts-check
// The production build that the journeys run against, made anew when what it is made of has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const marker = join(root, "apps/web/.next/sources.sha256");
const SOURCES = ["apps", "packages", "prisma", "package.json", "pnpm-lock.yaml", "tsconfig.json"];
/** Made by tools, or not part of a build. */
const NOT_SOURCES = /^(\.next|node_modules|generated|\.generated|pictures|next-env\.d\.ts|.*\.tsbuildinfo|.*\.test\.(ts|tsx|mjs))$/;

/** @throws Error when the build fails; its own output says why */
export function ensureBuild() {
  const sources = fingerprint();
  if (existsSync(marker) && readFileSync(marker, "utf8") === sources) return;
  // See next.config.ts: `pnpm check` has checked the types, and where a checkout is built once, keeping a cache takes a third of the time.
  const env = { ...process.env, NEXT_TYPES: "off", ...(process.env.CI && { NEXT_CACHE: "off" }) };
  const { status } = spawnSync("pnpm", ["run", "build"], { cwd: root, env, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error("The build failed.");
  writeFileSync(marker, sources);
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesOf(source)))
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} path from the root
 * @returns {string[]} the file, or all in the folder; sorted, for the order of a folder's entries means nothing
 */
function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const names = readdirSync(join(root, path)).filter((name) => !NOT_SOURCES.test(name));
  return names.sort().flatMap((name) => filesOf(join(path, name)));
}
