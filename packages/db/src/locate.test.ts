import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { absoluteDatabaseUrl, describeDatabase, migrationsFolder, parseDatabaseUrl, repositoryRoot } from "./locate";

describe("repositoryRoot", () => {
  it("finds the root from any folder of it", () => {
    const root = repositoryRoot(import.meta.dirname);

    expect(join(root, "packages", "db", "src")).toBe(import.meta.dirname);
    expect(repositoryRoot(root)).toBe(root);
    expect(migrationsFolder(root, "file:x.db")).toBe(join(root, "prisma", "migrations", "sqlite"));
    expect(migrationsFolder(root, "postgresql://localhost/x")).toBe(join(root, "prisma", "migrations", "postgresql"));
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
    ["postgres://app:secret@db.example/app?sslmode=verify-full", "postgres://app:secret@db.example/app?sslmode=verify-full"],
  ])("makes of %s %s", (url, expected) => {
    expect(absoluteDatabaseUrl(url, "/repository")).toBe(expected);
  });
});

describe("describeDatabase", () => {
  it.each([
    ["postgres://app:secret@db.example:6543/app?sslmode=verify-full", "Postgres at db.example:6543/app"],
    ["file:/var/lib/gatehouse.db", "/var/lib/gatehouse.db"],
  ])("shows no secret of %s", (url, expected) => {
    expect(describeDatabase(url)).toBe(expected);
  });
});

describe("parseDatabaseUrl", () => {
  it.each(["", "gatehouse.db", "file:", "file::memory:", "file:x.db?cache=shared", "postgresql://localhost/x"])("refuses %o", (url) => {
    expect(() => parseDatabaseUrl(url)).toThrow('must be "file:" and the path of a file');
  });
});
