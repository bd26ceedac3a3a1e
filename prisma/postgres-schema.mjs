/**
 * The schema for Postgres, which is the one for SQLite with another provider: Prisma makes a client for one database, and compares schemas
 * of one.
 *
 * @param {string} schema text of a schema.prisma
 * @returns {string}
 */
export function toPostgres(schema) {
  return schema
    .replace(/(datasource db \{\s*provider\s*= )"sqlite"/, '$1"postgresql"')
    .replace('"../packages/db/src/generated"', '"../../packages/db/src/generated/postgresql"');
}
