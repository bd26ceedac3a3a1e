import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The secret that `pnpm dev` works with when none is configured: made on the first run, kept in `file`, readable by its owner only.
 * Two first runs at once agree on one.
 * @returns 43 characters of base64url, 32 random bytes
 */
export function readOrMakeSecret(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  // Written aside and then linked: a link appears whole or not at all, and fails when another process was first.
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}
