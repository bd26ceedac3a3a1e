import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) => /(page|route)\.tsx?$/.test(file));

describe("what is below /dev", () => {
  it("is something", () => {
    expect(files).toContain(join("mail", "page.tsx"));
  });

  // Letters hold codes: in production this folder would open every account. That it answers 404 there, the built app is asked.
  it.each(files)("asks first whether this is development: %s", (file) => {
    const source = readFileSync(join(import.meta.dirname, file), "utf8");
    const handlers = source.match(/export (default )?async function \w+\([^)]*\)[^{]*\{\n\s*await requireDevelopment\(\);/g) ?? [];
    const exports = source.match(/^export /gm) ?? [];

    expect(exports.length).toBeGreaterThan(0);
    expect(handlers).toHaveLength(exports.length);
  });
});
