import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PACKAGES = join(import.meta.dirname, "../../..");

/** Every source file of the packages that decide something, but those that only tests use. */
function listSources(): string[] {
  return ["auth", "contract", "api"].flatMap((name) => {
    const folder = join(PACKAGES, name, "src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    return files.filter((file) => !/\.test\.ts$|(^|\/)testing[^/]*\.ts$|^conformance\//.test(file)).map((file) => join(folder, file));
  });
}

// A limit that is off, or ten times as high, while tests run is a limit that no test has seen.
it("E7: limits cannot tell tests from production: nothing below the app looks at its environment", () => {
  const sources = listSources();

  const curious = sources.filter((file) => /process\s*\.\s*env|NODE_ENV|VITEST|import\.meta\.env/.test(readFileSync(file, "utf8")));

  expect(sources.length).toBeGreaterThan(50);
  expect(curious).toEqual([]);
});
