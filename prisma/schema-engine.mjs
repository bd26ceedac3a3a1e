// Prisma's schema engine from npm, compiled to WebAssembly: the `prisma` command line would download it as a binary for the same work.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

/**
 * SQL that turns a database of the first schema into one of the second, "" when they agree; a database of the second's provider. Needs none.
 * A renamed table or column comes out as one dropped and one added, as with Prisma's own command line.
 *
 * @param {string | undefined} from text of a schema.prisma; undefined for an empty database
 * @param {string} to text of a schema.prisma
 * @returns {Promise<string>}
 */
export function diffSchemas(from, to) {
  return diff(from === undefined ? { tag: "empty" } : { tag: "schemaDatamodel", files: [schemaFile(from)] }, to, noDatabase(to));
}

/**
 * SQL that turns the given database into one of the schema, "" when it is one.
 *
 * @param {object} connection an adapter factory, bound by driver-adapter-utils
 * @param {string} to text of a schema.prisma
 * @returns {Promise<string>}
 */
export function diffDatabase(connection, to) {
  return diff({ tag: "schemaDatasource", files: [schemaFile(to)], configDir: "" }, to, connection);
}

/** SQLite's own tables of the full-text index, which no schema.prisma can name. */
const FULL_TEXT = ["", "_config", "_data", "_docsize", "_idx"].map((part) => `UserTextIndex${part}`);

async function diff(from, to, connection) {
  load();
  const session = await engine.SchemaEngine.new({ datamodels: [["schema.prisma", to]] }, () => {}, connection);
  try {
    const { exitCode, stdout } = await session.diff({
      from,
      to: { tag: "schemaDatamodel", files: [schemaFile(to)] },
      script: true,
      exitCode: true,
      filters: { externalTables: isPostgres(to) ? [] : FULL_TEXT, externalEnums: [] },
    });
    const different = exitCode === 2;
    return different ? stdout : "";
  } finally {
    session.free();
  }
}

/** Two schemas are compared without a query, but the engine insists on having connected. */
function noDatabase(schema) {
  const provider = isPostgres(schema) ? "postgres" : "sqlite";
  const adapterName = "none";
  const ok = (value) => ({ ok: true, value });
  const adapter = {
    provider,
    adapterName,
    getConnectionInfo: () => ok({ schemaName: "public", supportsRelationJoins: true }),
    // What it asks of Postgres is which version it is, and that there be a schema "public".
    queryRaw: async () => ok({ columnNames: [], columnTypes: [], rows: [] }),
    executeRaw: async () => ok(0),
    dispose: async () => ok(undefined),
  };
  return { provider, adapterName, connect: async () => ok(adapter) };
}

function isPostgres(schema) {
  return /provider\s*= "postgresql"/.test(schema);
}

function schemaFile(content) {
  return { path: "schema.prisma", content };
}

let loaded = false;

/** The package's own entry imports the .wasm file as a module, which Node takes for an experiment and warns about. */
function load() {
  if (loaded) return;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const module = new WebAssembly.Module(readFileSync(entry.replace("schema_engine.js", "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": engine });
  engine.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  loaded = true;
}
