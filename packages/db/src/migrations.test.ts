import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { describe, expect, inject, it } from "vitest";
import { diffDatabase } from "../../../prisma/schema-engine.mjs";
import { repositoryRoot } from "./locate";

const root = repositoryRoot(import.meta.dirname);
const readSchema = (...path: string[]) => readFile(join(root, "prisma", ...path, "schema.prisma"), "utf8");

describe("prisma/migrations", () => {
  it("has a snapshot of the present schema: if not, run pnpm db:migration NAME", async () => {
    expect(await readSchema("migrations")).toBe(await readSchema());
  });

  it("makes of an empty database one of the present schema", async () => {
    const factory = new PrismaBetterSqlite3({ url: inject("testDatabases").template, readonly: true });
    const connection = await factory.connect();
    const connect = async () => connection;
    const { provider, adapterName } = factory;
    const migrated = bindMigrationAwareSqlAdapterFactory({ provider, adapterName, connect, connectToShadowDb: connect });

    expect(await diffDatabase(migrated, await readSchema())).toBe("");
    await connection.dispose();
  });
});
