import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "..");
const pages = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => /(^|[\\/])(page|route)\.tsx?$/.test(file));

describe("what is below /docs", () => {
  it("is something", () => {
    expect(pages).toContain("page.tsx");
  });

  // That they answer 404 then, the built app is asked.
  it.each(pages)("asks first whether there are docs: %s", (file) => {
    const source = readFileSync(join(FOLDER, file), "utf8");

    expect(source).toMatch(/export default async function \w+\([^)]*\)[^{]*\{\n\s*await requireDocs\(\);/);
  });
});
