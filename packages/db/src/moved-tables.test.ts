import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { KEPT_BY_TRIGGERS } from "../../../prisma/copy-tables.mjs";
import { fromPostgres, fromSqlite, toSqlite } from "../../../prisma/moved-values.mjs";
import { openPostgresTables } from "../../../prisma/postgres-tables.mjs";
import { openSqliteTables } from "../../../prisma/sqlite-tables.mjs";
import { repositoryRoot } from "./locate";

const cluster = inject("testCluster");

/** Names of the tables with their columns, and each kind that is found in the database. */
async function describeAll(database: Pick<Awaited<ReturnType<typeof openPostgresTables>>, "tables" | "close">) {
  const tables = await database.tables();
  await database.close();
  return {
    columns: tables.map(({ name, columns }) => `${name}: ${columns.map((column) => column.name).sort()}`),
    names: tables.map(({ name }) => name),
    odd: tables.flatMap(({ name, columns, key }) =>
      key.length === 0 || columns.some(({ kind }) => kind === undefined) ? [`${name} (${columns.map(({ type }) => type)})`] : [],
    ),
  };
}

describe("pnpm db:move", () => {
  it("copies the table of every model, or makes it anew of others", async () => {
    const schema = await readFile(join(repositoryRoot(import.meta.dirname), "prisma/schema.prisma"), "utf8");
    const models = [...schema.matchAll(/^model (\w+)/gm)].map(([, name = ""]) => name).sort();

    const { names, odd } = await describeAll(openSqliteTables(inject("testDatabases").template));

    expect({ names, odd }).toEqual({ names: models, odd: [] });
    expect(names).toEqual(expect.arrayContaining(Object.keys(KEPT_BY_TRIGGERS)));
  });

  it.skipIf(cluster === null)("finds the same in Postgres", async () => {
    const { columns, odd } = await describeAll(await openPostgresTables(cluster?.template ?? ""));

    expect(odd).toEqual([]);
    expect(columns).toEqual((await describeAll(openSqliteTables(inject("testDatabases").template))).columns);
  });

  it.each([
    ["text", "büro\n", "büro\n"],
    ["integer", 9007199254740993n, "9007199254740993"],
    ["real", 1e21, "1e+21"],
    ["boolean", 1, "t"],
    ["time", "2026-03-01T12:00:00.500+00:00", "2026-03-01 12:00:00.5"],
    ["json", '{"a":[1,{"b":2}],"bb":null}', '{"a": [1, {"b": 2}], "bb": null}'],
    ["bytes", Buffer.from([0, 255]), "\\x00ff"],
  ] as const)("reads %s alike from both, and stores in SQLite what it was", (kind, inSqlite, inPostgres) => {
    const value = fromSqlite[kind](inSqlite);

    expect(fromPostgres[kind](inPostgres)).toBe(value);
    expect(toSqlite[kind](value)).toEqual(inSqlite);
  });

  it.each([["2026-03-01 12:00:00"], ["2026-03-01T12:00:00Z"], ["2026-03-01T14:00:00.000+02:00"], [1772366400000n]])(
    "takes %s in SQLite for the time that it is",
    (stored) => {
      expect(fromSqlite.time(stored)).toBe("2026-03-01T12:00:00.000Z");
    },
  );
});
