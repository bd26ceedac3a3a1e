import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { absoluteDatabaseUrl, migrationsFolder, parseDatabaseUrl, repositoryRoot } from "./locate";

describe("repositoryRoot", () => {
  it("finds the root from any folder of it", () => {
    const root = repositoryRoot(import.meta.dirname);

    expect(join(root, "packages", "db", "src")).toBe(import.meta.dirname);
    expect(repositoryRoot(root)).toBe(root);
    expect(migrationsFolder(root)).toBe(join(root, "prisma", "migrations", "sqlite"));
  });

  it("says so where there is none", () => {
    expect(() => repositoryRoot("/")).toThrow("No pnpm-workspace.yaml at or above /");
  });
});

describe("absoluteDatabaseUrl", () => {
  it.each([
    ["file:.data/gatehouse.db", "file:/repository/.data/gatehouse.db"],
    ["file:./gatehouse.db?mode=ro", "file:/repository/gatehouse.db?mode=ro"],
    ["file:/var/lib/gatehouse.db", "file:/var/lib/gatehouse.db"],
    ["file:///var/lib/gatehouse.db", "file:/var/lib/gatehouse.db"],
  ])("makes of %s %s", (url, expected) => {
    expect(absoluteDatabaseUrl(url, "/repository")).toBe(expected);
  });
});

describe("parseDatabaseUrl", () => {
  it.each(["", "gatehouse.db", "file:", "file::memory:", "file:x.db?cache=shared", "postgresql://localhost/x"])("refuses %o", (url) => {
    expect(() => parseDatabaseUrl(url)).toThrow('must be "file:" and the path of a file');
  });
});
