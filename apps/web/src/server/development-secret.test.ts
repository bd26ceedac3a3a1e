import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readOrMakeSecret } from "./development-secret";

function secretFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-secret-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "data", "auth-secret");
}

it("makes 32 random bytes once and finds them again", () => {
  const file = secretFile();

  const made = readOrMakeSecret(file);

  expect(made).toMatch(/^[\w-]{43}$/);
  expect(readOrMakeSecret(file)).toBe(made);
  expect(readOrMakeSecret(secretFile())).not.toBe(made);
});

it("7.1: lets nobody but the owner read it, and leaves no copy", () => {
  const file = secretFile();

  readOrMakeSecret(file);
  readOrMakeSecret(file);

  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(file))).toEqual(["auth-secret"]);
});
