import type { Db } from "../client";
import type { Dialect } from "../dialect";
import { Prisma } from "../generated/client";
import { listed } from "../listed";
import type { Sql } from "../sql";
import type { UserStatus } from "../users";

/** Roles that a user has to have in one tenant. */
export interface SoughtTenantRoles {
  tenantId: string;
  by: "id" | "name";
  /** One of them, or with `all` every one. */
  values: readonly string[];
  all: boolean;
}

/** Whom a search is for: everyone to whom all that is given applies, and of each list one. */
export interface UserCriteria {
  userIds?: readonly string[] | undefined;
  /** One list or several, each of which has to apply. */
  loginIds?: readonly (readonly string[])[] | undefined;
  emails?: readonly string[] | undefined;
  phones?: readonly string[] | undefined;
  recoveryEmails?: readonly string[] | undefined;
  recoveryPhones?: readonly string[] | undefined;
  statuses?: readonly UserStatus[] | undefined;
  tenantIds?: readonly string[] | undefined;
  /** Whether tenants stand for those below them too. */
  includeSubTenants?: boolean | undefined;
  /** In the project or in any tenant. */
  roleNames?: readonly string[] | undefined;
  tenantRoles?: readonly SoughtTenantRoles[] | undefined;
  ssoAppIds?: readonly string[] | undefined;
  /** JSON lists of values by the names of attributes; of an attribute with several values, one has to be among them. */
  customAttributes?: readonly { name: string; values: string }[] | undefined;
  /** Somewhere in a login ID, the address, the number or a name, whatever its case. */
  text?: string | undefined;
  createdFrom?: Date | undefined;
  createdTo?: Date | undefined;
  modifiedFrom?: Date | undefined;
  modifiedTo?: Date | undefined;
  verifiedEmail?: boolean | undefined;
  verifiedPhone?: boolean | undefined;
  verifiedRecoveryEmail?: boolean | undefined;
  verifiedRecoveryPhone?: boolean | undefined;
  hasPassword?: boolean | undefined;
  hasTotp?: boolean | undefined;
  scim?: boolean | undefined;
  testUsers: "excluded" | "included" | "only";
}

export interface UserSort {
  field: "id" | "createdTime" | "modifiedTime" | "externalId" | "displayName" | "tenant" | "phoneNumber" | "email" | "status";
  desc: boolean;
}

/** Where a list begins, and how long it is. */
export interface Page {
  offset: number;
  limit: number;
}

/** One thing that is asked of users. */
interface Criterion {
  /** Of `u`, a user. Its columns have a plus sign, with which SQLite looks for no index. */
  holds: Prisma.Sql;
  /** A query for the `userId` of those to whom it applies, by an index. */
  candidates?: Prisma.Sql;
  /** There are never many candidates. */
  isNarrow?: boolean;
  /** The same candidate may come more than once. */
  repeats?: boolean;
  /** As `holds`, of users who are looked through in order of this field: an index leads to where it begins to apply. */
  inOrder?: { of: UserSort["field"]; holds: Prisma.Sql };
}

/** As many candidates are read and sorted without looking further: a few milliseconds. Where there are more, a page of them is soon found in order. */
const FEW_MAX = 5000;

const { sql, join, raw, empty } = Prisma;

/** The user's column is one of the values, which are not empty: an empty text is no address. */
function among(column: "email" | "phone" | "recoveryEmail" | "recoveryPhone", values: readonly string[]): Criterion {
  const given = listed(values.filter((value) => value !== ""));
  const isIndexed = column === "email" || column === "phone";
  const name = raw(`"${column}"`);
  return {
    holds: sql`+u.${name} IN ${given}`,
    ...(isIndexed && { candidates: sql`SELECT "id" AS "userId" FROM "User" WHERE ${name} IN ${given}`, isNarrow: true }),
  };
}

function between(column: "createdAt" | "modifiedAt", from: Date | undefined, to: Date | undefined): Criterion[] {
  if (!from && !to) return [];
  const name = raw(`"${column}"`);
  const both = (on: Prisma.Sql) => join([...(from ? [sql`${on} >= ${from}`] : []), ...(to ? [sql`${on} <= ${to}`] : [])], " AND ");
  return [
    {
      holds: both(sql`+u.${name}`),
      candidates: sql`SELECT "id" AS "userId" FROM "User" WHERE ${both(name)}`,
      inOrder: { of: column === "createdAt" ? "createdTime" : "modifiedTime", holds: both(sql`u.${name}`) },
    },
  ];
}

function inTenants(tenantIds: readonly string[], includeSubTenants: boolean): Criterion {
  const tenants = includeSubTenants
    ? sql`(
        WITH RECURSIVE "tree"("id") AS (
          SELECT "value" FROM json_each(${JSON.stringify(tenantIds)})
          UNION
          SELECT "Tenant"."id" FROM "tree" JOIN "Tenant" ON "Tenant"."parentId" = "tree"."id"
        )
        SELECT "id" FROM "tree")`
    : listed(tenantIds);
  return {
    holds: sql`EXISTS (SELECT 1 FROM "UserTenant" WHERE "userId" = u."id" AND "tenantId" IN ${tenants})`,
    candidates: sql`SELECT "userId" FROM "UserTenant" WHERE "tenantId" IN ${tenants}`,
    repeats: includeSubTenants || tenantIds.length > 1,
  };
}

function withRoles(roleNames: readonly string[]): Criterion {
  const roles = sql`(SELECT "id" FROM "Role" WHERE "name" IN ${listed(roleNames)})`;
  return {
    holds: sql`(EXISTS (SELECT 1 FROM "UserRole" WHERE "userId" = u."id" AND "roleId" IN ${roles})
      OR EXISTS (SELECT 1 FROM "UserTenantRole" WHERE "userId" = u."id" AND +"roleId" IN ${roles}))`,
    candidates: sql`SELECT "userId" FROM "UserRole" WHERE "roleId" IN ${roles}
      UNION ALL SELECT "userId" FROM "UserTenantRole" WHERE "roleId" IN ${roles}`,
    repeats: true,
  };
}

function withTenantRoles({ tenantId, by, values, all }: SoughtTenantRoles): Criterion {
  const unique = [...new Set(values)];
  const column = raw(by === "id" ? `"Role"."id"` : `"Role"."name"`);
  const held = (of: Prisma.Sql) => sql`
    FROM "UserTenantRole" JOIN "Role" ON "Role"."id" = "roleId"
    WHERE "UserTenantRole"."userId" = ${of} AND "UserTenantRole"."tenantId" = ${tenantId} AND ${column} IN ${listed(unique)}`;
  const hasThem = (of: Prisma.Sql) => sql`(SELECT COUNT(DISTINCT ${column}) ${held(of)}) >= ${all ? unique.length : 1}`;
  return {
    holds: hasThem(sql`u."id"`),
    // Members, of whom those are chosen who have the roles.
    candidates: sql`SELECT "member"."userId" FROM "UserTenant" AS "member"
      WHERE "member"."tenantId" = ${tenantId} AND ${hasThem(sql`"member"."userId"`)}`,
  };
}

/** A pattern of GLOB, which knows no case but that of ASCII: each character in either case. */
function inAnyCase(text: string): string {
  const characters = Array.from(text, (character) => {
    const cases = new Set([character, character.toLowerCase(), character.toUpperCase()].filter((one) => Array.from(one).length === 1));
    return cases.size > 1 || /[*?[]/.test(character) ? `[${[...cases].join("")}]` : character;
  });
  return `*${characters.join("")}*`;
}

/** The same as a regular expression, which Postgres finds by the index of trigrams as well. */
function matchingInAnyCase(text: string): string {
  return Array.from(text, (character) => {
    const cases = [...new Set([character, character.toLowerCase(), character.toUpperCase()])].filter((one) => Array.from(one).length === 1);
    if (cases.length > 1) return `[${cases.join("")}]`;
    return /[\p{L}\p{N}\s]/u.test(character) ? character : `\\${character}`;
  }).join("");
}

function withText(text: string, dialect: Dialect): Criterion {
  // No name holds this character, and to SQLite a text ends with it.
  if (text.includes("\0")) return { holds: sql`false`, candidates: sql`SELECT "userId" FROM "UserText" WHERE false` };
  if (dialect === "postgresql") {
    const pattern = matchingInAnyCase(text);
    return {
      holds: sql`EXISTS (SELECT 1 FROM "UserText" WHERE "userId" = u."id" AND "text" ~ ${pattern})`,
      candidates: sql`SELECT "userId" FROM "UserText" WHERE "text" ~ ${pattern}`,
    };
  }
  const pattern = inAnyCase(text);
  const isIndexed = Array.from(text).length >= 3;
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return {
    holds: sql`EXISTS (SELECT 1 FROM "UserText" WHERE "userId" = u."id" AND "text" GLOB ${pattern})`,
    candidates: isIndexed
      ? sql`SELECT "userId" FROM "UserTextIndex" JOIN "UserText" ON "UserText"."id" = "UserTextIndex"."rowid"
          WHERE "UserTextIndex" MATCH ${phrase}`
      : sql`SELECT "userId" FROM "UserText" WHERE "text" GLOB ${pattern}`,
  };
}

/** Values are compared as they are written: declared types decide what is stored, and some callers send text for every type. */
function withAttribute({ name, values }: { name: string; values: string }, dialect: Dialect): Criterion {
  if (dialect === "postgresql") {
    const own = sql`u."customAttributes" -> ${name}`;
    return {
      holds: sql`EXISTS (
        SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof(${own}) WHEN 'array' THEN ${own} ELSE jsonb_build_array(${own}) END) AS "one" ("value")
        WHERE "one"."value" #>> '{}' IN (
          SELECT "sought"."value" #>> '{}' FROM jsonb_array_elements(CAST(${values} AS jsonb)) AS "sought" ("value")))`,
    };
  }
  const written = (row: string) =>
    raw(`CASE WHEN "${row}"."type" IN ('true', 'false') THEN "${row}"."type" ELSE CAST("${row}"."value" AS TEXT) END`);
  const sought = sql`(SELECT ${written("sought")} FROM json_each(${values}) AS "sought")`;
  return {
    holds: sql`(u."customAttributes" <> '{}' AND EXISTS (
      SELECT 1 FROM json_each(u."customAttributes") AS "attribute"
      WHERE "attribute"."key" = ${name} AND (${written("attribute")} IN ${sought} OR ("attribute"."type" = 'array' AND EXISTS (
        SELECT 1 FROM json_each("attribute"."value") AS "one" WHERE ${written("one")} IN ${sought})))))`,
  };
}

function criteriaOf(of: UserCriteria, dialect: Dialect): Criterion[] {
  const flag = (name: string, wanted: boolean | undefined): Criterion[] =>
    wanted === undefined ? [] : [{ holds: sql`+u.${raw(`"${name}"`)} = ${wanted}` }];
  const has = (name: string, wanted: boolean | undefined): Criterion[] =>
    wanted === undefined
      ? []
      : [{ holds: sql`${wanted ? empty : raw("NOT ")}EXISTS (SELECT 1 FROM ${raw(`"${name}"`)} WHERE "userId" = u."id")` }];
  return [
    ...(of.userIds
      ? [
          {
            holds: sql`+u."id" IN ${listed(of.userIds)}`,
            candidates: sql`SELECT "value" AS "userId" FROM json_each(${JSON.stringify(of.userIds)})`,
            isNarrow: true,
          },
        ]
      : []),
    ...(of.loginIds ?? []).map((names) => ({
      holds: sql`EXISTS (SELECT 1 FROM "LoginId" WHERE "userId" = u."id" AND +"loginId" IN ${listed(names)})`,
      candidates: sql`SELECT "userId" FROM "LoginId" WHERE "loginId" IN ${listed(names)}`,
      isNarrow: true,
    })),
    ...(of.emails ? [among("email", of.emails)] : []),
    ...(of.phones ? [among("phone", of.phones)] : []),
    ...(of.recoveryEmails ? [among("recoveryEmail", of.recoveryEmails)] : []),
    ...(of.recoveryPhones ? [among("recoveryPhone", of.recoveryPhones)] : []),
    ...(of.tenantRoles ?? []).map(withTenantRoles),
    ...(of.roleNames ? [withRoles(of.roleNames)] : []),
    ...(of.tenantIds ? [inTenants(of.tenantIds, of.includeSubTenants === true)] : []),
    ...(of.text === undefined ? [] : [withText(of.text, dialect)]),
    ...(of.statuses
      ? [
          {
            holds: sql`+u."status" IN ${listed(of.statuses)}`,
            candidates: sql`SELECT "id" AS "userId" FROM "User" WHERE "status" IN ${listed(of.statuses)}`,
          },
        ]
      : []),
    ...between("createdAt", of.createdFrom, of.createdTo),
    ...between("modifiedAt", of.modifiedFrom, of.modifiedTo),
    ...(of.testUsers === "only"
      ? [{ holds: sql`+u."test"`, candidates: sql`SELECT "id" AS "userId" FROM "User" WHERE "test" = true` }]
      : []),
    ...flag("verifiedEmail", of.verifiedEmail),
    ...flag("verifiedPhone", of.verifiedPhone),
    ...flag("verifiedRecoveryEmail", of.verifiedRecoveryEmail),
    ...flag("verifiedRecoveryPhone", of.verifiedRecoveryPhone),
    ...flag("scim", of.scim),
    ...has("Password", of.hasPassword),
    ...has("TotpKey", of.hasTotp),
    ...(of.ssoAppIds
      ? [
          {
            holds: sql`(u."ssoAppIds" <> '[]' AND EXISTS (SELECT 1 FROM json_each(u."ssoAppIds") AS "app" WHERE "app"."value" IN ${listed(of.ssoAppIds)}))`,
          },
        ]
      : []),
    ...(of.customAttributes ?? []).map((attribute) => withAttribute(attribute, dialect)),
  ];
}

const FIRST_LOGIN_ID = sql`(SELECT "loginId" FROM "LoginId" WHERE "userId" = u."id" ORDER BY "position", "loginId" LIMIT 1)`;

/** What a field sorts by: a column that has an index in its order, or what is looked up for each user. */
const SORTED_BY: Readonly<Record<UserSort["field"], { column: string } | { value: Prisma.Sql }>> = {
  id: { column: "id" },
  createdTime: { column: "createdAt" },
  modifiedTime: { column: "modifiedAt" },
  displayName: { column: "name" },
  phoneNumber: { column: "phone" },
  email: { column: "email" },
  status: { column: "status" },
  externalId: { value: FIRST_LOGIN_ID },
  tenant: { value: sql`COALESCE((SELECT MIN("tenantId") FROM "UserTenant" WHERE "userId" = u."id"), '')` },
};

/** Users, as `u`: in the order of an index, if they are looked through in that of the first field, or in any. */
function tables(first: UserSort["field"] | null): Prisma.Sql {
  if (first !== "externalId") return sql`"User" AS u WHERE true`;
  return sql`"LoginId" AS "named" CROSS JOIN "User" AS u WHERE u."id" = "named"."userId" AND "named"."loginId" = ${FIRST_LOGIN_ID}`;
}

/** Ties go by ID, in the direction of what they tie in: an index is read from either end. */
function orderBy(sorts: readonly UserSort[], isByIndex: boolean): Prisma.Sql {
  const terms = sorts.map(({ field, desc }, index) => {
    const by = SORTED_BY[field];
    const column = "column" in by ? raw(`${isByIndex ? "" : "+"}u."${by.column}"`) : by.value;
    const value = isByIndex && index === 0 && field === "externalId" ? raw(`"named"."loginId"`) : column;
    return sql`${value}${raw(desc ? " DESC" : "")}`;
  });
  const isDecided = sorts.some(({ field }) => field === "id" || field === "externalId");
  const tie = raw(`${isByIndex ? "" : "+"}u."id"${sorts.at(-1)?.desc ? " DESC" : ""}`);
  return sql`ORDER BY ${join(isDecided ? terms : [...terms, tie])}`;
}

/** Questions about finding users. */
export function userSearchQueries(db: Db, { dialect }: Pick<Sql, "dialect">) {
  const count = async (query: Prisma.Sql) => {
    const [row] = await db.$queryRaw<{ count: bigint | number }[]>`SELECT COUNT(*) AS "count" ${query}`;
    return Number(row?.count ?? 0);
  };

  /** The criterion with the fewest candidates, if they are few; without one, users are looked through in order. Null: nobody is any. */
  async function chooseFew(criteria: readonly Criterion[], fewMax: number): Promise<Criterion | undefined | null> {
    const narrow = criteria.find(({ isNarrow }) => isNarrow);
    const countable = criteria.flatMap((criterion) => (criterion.candidates ? [{ criterion, candidates: criterion.candidates }] : []));
    if (narrow || countable.length === 0) return narrow;
    const sizes = countable.map(
      ({ candidates }, index) =>
        sql`(SELECT COUNT(*) FROM (SELECT 1 FROM (${candidates}) AS "any" LIMIT ${fewMax + 1}) AS "some") AS ${raw(`"${index}"`)}`,
    );
    const [row = {}] = await db.$queryRaw<Record<string, bigint | number>[]>`SELECT ${join(sizes)}`;
    const [fewest] = countable
      .map(({ criterion }, index) => ({ criterion, size: Number(row[index]) }))
      .sort((left, right) => left.size - right.size);
    if (fewest?.size === 0) return null;
    return fewest && fewest.size <= fewMax ? fewest.criterion : undefined;
  }

  return {
    /**
     * The IDs of a page of those to whom the criteria apply, in this order (as they were created, where none is given), and how many they are.
     * At most three statements, none of which reads every user where a criterion has few candidates or the order has an index.
     *
     * @param fewMax how many candidates are few
     */
    async find(
      of: UserCriteria,
      sorts: readonly UserSort[],
      { offset, limit }: Page,
      fewMax = FEW_MAX,
    ): Promise<{ ids: string[]; total: number }> {
      const criteria = criteriaOf(of, dialect);
      const order = sorts.length > 0 ? sorts : [{ field: "createdTime", desc: false } as const];
      const first = order[0]?.field ?? "createdTime";
      const few = await chooseFew(criteria, fewMax);
      if (few === null) return { ids: [], total: 0 };
      const hidden = ["anonymous", ...(of.testUsers === "excluded" ? ["test"] : [])];

      const users = (driver: Criterion | undefined, inOrderOf: UserSort["field"] | null) => {
        const conditions = criteria.map((criterion) => {
          if (criterion === driver) return sql`u."id" IN (${criterion.candidates})`;
          return criterion.inOrder && criterion.inOrder.of === inOrderOf ? criterion.inOrder.holds : criterion.holds;
        });
        return sql`FROM ${join([tables(inOrderOf), ...conditions, ...hidden.map((name) => sql`NOT u.${raw(`"${name}"`)}`)], " AND ")}`;
      };

      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT u."id" ${users(few, few ? null : first)} ${orderBy(order, !few)} LIMIT ${limit} OFFSET ${offset}`;
      const ids = rows.map(({ id }) => id);
      if (ids.length < limit && (ids.length > 0 || offset === 0)) return { ids, total: offset + ids.length };

      const [only, ...others] = criteria;
      if (few || !only?.candidates || others.length > 0) {
        return { ids, total: await count(users(few ?? criteria.find(({ candidates }) => candidates), null)) };
      }
      // Many candidates, of whom all but the few that are hidden count: to look each of them up takes ten times as long.
      const hiddenIds = hidden.map((name) => sql`SELECT "id" FROM "User" WHERE ${raw(`"${name}"`)} = true`);
      const candidates = only.repeats ? sql`SELECT DISTINCT "userId" FROM (${only.candidates}) AS "any"` : only.candidates;
      return { ids, total: await count(sql`FROM (${candidates}) AS "each" WHERE "userId" NOT IN (${join(hiddenIds, " UNION ALL ")})`) };
    },
  };
}
