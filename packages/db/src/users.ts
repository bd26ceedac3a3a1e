import { BUDGETS_AS_JSON, type BudgetRecord, readBudgets } from "./budgets";
import type { Db } from "./client";
import { isUniqueViolation } from "./errors";
import { type Password, Prisma, type User as UserRow } from "./generated/client";
import { type HeldSettings, heldSettings, readHeldSettings } from "./management/password-settings";
import { addMembership } from "./memberships";
import { CHALLENGE_IS_USED, NEW_USER_PARTS, type NewUserParts } from "./new-user";
import { grantsOf, readPowers } from "./powers";
import { fragment, type Sql, storedTime } from "./sql";
import { endTrust } from "./trusted-devices";

export type UserStatus = "enabled" | "disabled" | "invited" | "expired";

export interface TenantMembership {
  tenantId: string;
  tenantName: string;
  /** JSON object */
  customAttributes: string;
  /** Whether the whole tenant is: nobody acts in it. */
  disabled: boolean;
  /** Of its sessions: JSON object */
  settings: string;
  roleNames: string[];
  permissions: string[];
}

/** The table's own columns, which are those of prisma/schema.prisma. `customAttributes` is a JSON object, `ssoAppIds` a JSON list. */
export type UserColumns = Omit<UserRow, "status"> & { status: UserStatus };

export interface UserRecord extends UserColumns {
  /** First one first. */
  loginIds: string[];
  hasPassword: boolean;
  hasTotp: boolean;
  /** Whether the user has asked for that, and has not signed in since. */
  isToBeErased: boolean;
  roleNames: string[];
  permissions: string[];
  tenants: TenantMembership[];
}

/** A user to be; columns that are left out have the table's defaults. */
export interface NewUser extends Partial<Omit<UserColumns, "id" | "createdAt" | "modifiedAt">> {
  id: string;
  loginIds: string[];
  passwordHash?: string;
  sealedTotpKey?: string;
  /** The time step that confirmed the key, which is spent; none for a key that was not used yet. */
  totpStep?: number;
  /** Those that are addresses known to be the user's, beside a verified email. */
  provenLoginIds?: readonly string[];
  createdAt: Date;
  /** When they are stored, where they came to be before. */
  storedAt?: Date;
  /** The challenge that they came by, which is used up with it. */
  challengeId?: string;
  /** How many tries at it were counted when it was read, where the right one is not counted: with more of them meanwhile it is used. */
  challengeAttempts?: number;
}

type TextColumn = { [Column in keyof UserRow]: UserRow[Column] extends string ? Column : never }[keyof UserRow];
/** What a user says of themselves, by column. */
export type ProfileColumns = Partial<Record<Exclude<TextColumn, "id" | "status" | "email" | "customAttributes" | "ssoAppIds">, string>>;

/** What a request for a letter needs to know of a user. */
export type Recipient = Pick<UserRecord, "id" | "email" | "verifiedEmail" | "status" | "test" | "language">;

/** Whose login ID something is. */
export interface Holder extends Recipient {
  /** Whether it is an address that they have shown to be theirs, now or formerly. */
  hasProvenIt: boolean;
}

/** Columns of a statement that joins `"LoginId"` and `"User"`, outer or not. Read the row by `readHolder`. */
export const HOLDER = fragment(`"User"."id" AS "holderId", "User"."email" AS "holderEmail", "User"."verifiedEmail" AS "holderVerifiedEmail",
  "User"."status" AS "holderStatus", "User"."test" AS "holderTest", "User"."language" AS "holderLanguage", "LoginId"."provenAt" AS "holderProvenAt"`);

type Columns<Row> = { [Name in keyof Row & string as `holder${Capitalize<Name>}`]: Row[Name] };

/** What HOLDER answers; all null for a login ID that nobody has. */
export type HolderRow = Columns<Omit<Recipient, "id">> & { holderId: string | null; holderProvenAt: Date | null };

/** Whose login ID it is; null for nobody's. */
export function readHolder(row: HolderRow | undefined): Holder | null {
  if (!row || row.holderId === null) return null;
  return {
    id: row.holderId,
    email: row.holderEmail,
    verifiedEmail: row.holderVerifiedEmail,
    status: row.holderStatus,
    test: row.holderTest,
    language: row.holderLanguage,
    hasProvenIt: row.holderProvenAt !== null,
  };
}

export interface StoredPassword {
  userId: string;
  /** Null for a user without a password. */
  hash: string | null;
  mustChange: boolean;
  changedAt: Date | null;
  /** Wrong tries since the last right one, counted where settings lock passwords. */
  failedCount: number;
  lockedAt: Date | null;
  lockedUntil: Date | null;
  settings: HeldSettings;
}

/** When a password was set, whether it has to be replaced, and whether it is locked. */
type PasswordState = Pick<Password, "changedAt" | "mustChange" | "lockedAt" | "lockedUntil">;

/** What hangs on a user comes as JSON beside the user's own columns. */
export interface WholeUserRow extends Omit<UserRecord, "loginIds" | "roleNames" | "permissions" | "tenants"> {
  loginIds: string;
  memberships: string;
  grants: string;
}

/**
 * Columns of a statement about `"User"`: what hangs on a user. Read the row by `toUserRecord`. One statement: every signed-in call asks this,
 * and as Prisma's nested reads it is seven and takes ten times as long.
 */
export const WHAT_HANGS_ON_USER = fragment(`
  EXISTS (SELECT 1 FROM "Password" WHERE "userId" = "User"."id") AS "hasPassword",
  EXISTS (SELECT 1 FROM "TotpKey" WHERE "userId" = "User"."id") AS "hasTotp",
  EXISTS (SELECT 1 FROM "AccountDeletion" WHERE "userId" = "User"."id") AS "isToBeErased",
  (SELECT json_group_array("loginId" ORDER BY "position") FROM "LoginId" WHERE "userId" = "User"."id") AS "loginIds",
  (SELECT json_group_array(json_object('tenantId', "id", 'tenantName', "name", 'customAttributes', "customAttributes",
      'disabled', "disabled", 'settings', "settings") ORDER BY "id")
    FROM "UserTenant" JOIN "Tenant" ON "id" = "tenantId"
    WHERE "userId" = "User"."id") AS "memberships",
  ${grantsOf(`
    SELECT NULL AS "tenantId", "roleId" FROM "UserRole" WHERE "userId" = "User"."id"
    UNION ALL
    SELECT "tenantId", "roleId" FROM "UserTenantRole" WHERE "userId" = "User"."id"`)} AS "grants"`);

/** A user, of the columns of "User" and WHAT_HANGS_ON_USER. */
export function toUserRecord({ loginIds, memberships, grants, hasPassword, hasTotp, isToBeErased, ...columns }: WholeUserRow): UserRecord {
  return {
    ...columns,
    loginIds: JSON.parse(loginIds),
    // SQLite has no booleans: EXISTS is 0 or 1.
    hasPassword: Boolean(hasPassword),
    hasTotp: Boolean(hasTotp),
    isToBeErased: Boolean(isToBeErased),
    ...readPowers<TenantMembership>(memberships, grants),
  };
}

const NEW_USER_COLUMNS = [...Object.keys(Prisma.UserScalarFieldEnum), ...NEW_USER_PARTS];
const NEW_USER_NAMES = fragment(NEW_USER_COLUMNS.map((name) => `"${name}"`).join(", "));
const NEW_USER_VALUES = fragment(NEW_USER_COLUMNS.map((name) => `"user" ->> '${name}'`).join(", "));

const HELD_BY_LOGIN_ID = heldSettings(`"LoginId"."userId"`);

/** Questions about users and the names they sign in with. */
export function userQueries(db: Db, sql: Sql) {
  return {
    /**
     * Creates the user with all its login IDs and the roles that the project gives to new users, and uses up the challenge that they came
     * by; or nothing. One statement: the primary key of LoginId decides who was first.
     */
    async create({
      loginIds,
      passwordHash,
      sealedTotpKey,
      totpStep = 0,
      provenLoginIds = [],
      storedAt,
      challengeId,
      challengeAttempts,
      ...columns
    }: NewUser): Promise<"created" | "loginIdTaken" | "challengeUsed"> {
      const at = storedAt ?? columns.createdAt;
      const isProven = (loginId: string) => (columns.verifiedEmail && loginId === columns.email) || provenLoginIds.includes(loginId);
      const rows = loginIds.map((loginId, position) => ({ loginId, position, provenAt: isProven(loginId) ? storedTime(at) : null }));
      const parts: NewUserParts = {
        loginIds: JSON.stringify(rows),
        passwordHash: passwordHash ?? null,
        sealedTotpKey: sealedTotpKey ?? null,
        totpStep,
        challengeId: challengeId ?? null,
        challengeAttempts: challengeAttempts ?? null,
      };
      const stored = Object.entries({ ...columns, modifiedAt: at }).map(([name, value]) => [
        name,
        value instanceof Date ? storedTime(value) : value,
      ]);
      const user = JSON.stringify({ ...Object.fromEntries(stored), ...parts });
      try {
        await sql.run`INSERT INTO "NewUser" (${NEW_USER_NAMES}) SELECT ${NEW_USER_VALUES} FROM (SELECT ${user} AS "user") AS "given"`;
        return "created";
      } catch (error) {
        if (isUniqueViolation(error)) return "loginIdTaken";
        if (error instanceof Error && error.message === CHALLENGE_IS_USED) return "challengeUsed";
        throw error;
      }
    },

    async findById(id: string): Promise<UserRecord | null> {
      const [user] = await sql.all<WholeUserRow>`SELECT "User".*, ${WHAT_HANGS_ON_USER} FROM "User" WHERE "id" = ${id}`;
      return user ? toUserRecord(user) : null;
    },

    /** A user, and how it is with their password now; null for no such user, and for none. */
    async findWithPassword(id: string): Promise<{ user: UserRecord | null; password: PasswordState | null }> {
      const [row] = await sql.all<WholeUserRow & { [Name in keyof PasswordState]: PasswordState[Name] | null }>`
        SELECT "User".*, ${WHAT_HANGS_ON_USER}, "changedAt", "mustChange", "lockedAt", "lockedUntil"
        FROM "User" LEFT JOIN "Password" ON "userId" = "id"
        WHERE "id" = ${id}`;
      if (!row) return { user: null, password: null };
      const { changedAt, mustChange, lockedAt, lockedUntil, ...user } = row;
      const password = changedAt && { changedAt, mustChange: mustChange ?? false, lockedAt, lockedUntil };
      return { user: toUserRecord(user as WholeUserRow), password };
    },

    /** The users with these IDs, in this order; unknown IDs are left out. */
    async listByIds(ids: readonly string[]): Promise<UserRecord[]> {
      if (ids.length === 0) return [];
      const users = await sql.all<WholeUserRow>`
        SELECT "User".*, ${WHAT_HANGS_ON_USER} FROM "User" WHERE "id" IN (SELECT "value" FROM json_each(${JSON.stringify(ids)}))`;
      const byId = new Map(users.map((user) => [user.id, toUserRecord(user)]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** The user with this ID or, where there is none, with this login ID: nobody is hidden by who takes their ID for a name. */
    async findByIdOrLoginId(name: string): Promise<UserRecord | null> {
      const [user] = await sql.all<WholeUserRow>`
        SELECT "User".*, ${WHAT_HANGS_ON_USER} FROM "User"
        WHERE "id" = COALESCE((SELECT "id" FROM "User" WHERE "id" = ${name}), (SELECT "userId" FROM "LoginId" WHERE "loginId" = ${name}))`;
      return user ? toUserRecord(user) : null;
    },

    async findIdByLoginId(loginId: string): Promise<string | null> {
      const [row] = await sql.all<{ userId: string }>`SELECT "userId" FROM "LoginId" WHERE "loginId" = ${loginId}`;
      return row?.userId ?? null;
    },

    // The next two are one statement each, whether or not anybody is found: the time must not tell who has an account.

    /** Who a letter to this login ID is for. */
    async findRecipient(loginId: string): Promise<Holder | null> {
      const [row] = await sql.all<HolderRow>`
        SELECT ${HOLDER} FROM "LoginId" JOIN "User" ON "User"."id" = "userId" WHERE "loginId" = ${loginId}`;
      return readHolder(row);
    },

    /**
     * What a password sign-in needs to know, and what was tried before it.
     *
     * @param tries.keys of counters, and the start of the key of one that is the user's: its end is the user's ID
     */
    async findPasswordByLoginId(
      loginId: string,
      tries: { keys: readonly string[]; byUser: string },
    ): Promise<{ found: StoredPassword | null; tried: BudgetRecord[] }> {
      type Row = Omit<StoredPassword, "userId" | "mustChange" | "failedCount" | "settings"> & { settings: string; budgets: string };
      const [row] = await sql.all<Row & { userId: string | null; mustChange: boolean | null; failedCount: number | null }>`
        SELECT "LoginId"."userId", "hash", "mustChange", "changedAt", "failedCount", "lockedAt", "lockedUntil",
          ${HELD_BY_LOGIN_ID} AS "settings",
          (SELECT ${BUDGETS_AS_JSON} FROM "Budget" WHERE "key" IN (
            SELECT "value" FROM json_each("asked"."keys") UNION ALL SELECT "asked"."byUser" || "LoginId"."userId")) AS "budgets"
        FROM (SELECT ${loginId} AS "loginId", ${JSON.stringify(tries.keys)} AS "keys", ${tries.byUser} AS "byUser") AS "asked"
        LEFT JOIN "LoginId" ON "LoginId"."loginId" = "asked"."loginId"
        LEFT JOIN "Password" ON "Password"."userId" = "LoginId"."userId"`;
      if (!row) return { found: null, tried: [] };
      const { userId, mustChange, failedCount, settings, budgets, ...password } = row;
      const tried = readBudgets(budgets);
      if (userId === null) return { found: null, tried };
      const held = readHeldSettings(settings);
      return { found: { ...password, userId, mustChange: mustChange ?? false, failedCount: failedCount ?? 0, settings: held }, tried };
    },

    /** Replaces a hash by one with newer parameters, unless the password was changed meanwhile. */
    async upgradeHash(userId: string, from: string, to: string): Promise<void> {
      await db.password.updateMany({ where: { userId, hash: from }, data: { hash: to } });
    },

    /** Marks the first completed authentication; true for exactly one caller ever. */
    async markFirstSeen(id: string, at: Date): Promise<boolean> {
      return (await sql.run`UPDATE "User" SET "firstSeenAt" = ${at} WHERE "id" = ${id} AND "firstSeenAt" IS NULL`) === 1;
    },

    /** An invited user who signs in is enabled from then on. */
    async acceptInvitation(id: string, at: Date): Promise<void> {
      await db.user.updateMany({ where: { id, status: "invited" }, data: { status: "enabled", modifiedAt: at } });
    },

    /** The user has shown that this address is theirs. Replaces another one. */
    async setVerifiedEmail(id: string, email: string, at: Date): Promise<void> {
      await db.user.updateMany({ where: { id }, data: { email, verifiedEmail: true, modifiedAt: at } });
      await db.loginId.updateMany({ where: { loginId: email, userId: id }, data: { provenAt: at } });
    },

    /**
     * Replaces what is named of a profile; a phone number that is another than before is not verified. False where nobody has this ID. One
     * statement, which sees the old number.
     */
    async updateProfile(id: string, profile: ProfileColumns, at: Date): Promise<boolean> {
      const isColumn = (name: string) => Object.hasOwn(Prisma.UserScalarFieldEnum, name);
      const changes = Object.entries(profile).filter(([name, value]) => value !== undefined && isColumn(name));
      const set = changes.map(([name, value]) => Prisma.sql`${Prisma.raw(`"${name}"`)} = ${value}`);
      if (profile.phone !== undefined) set.push(Prisma.sql`"verifiedPhone" = ("verifiedPhone" AND "phone" = ${profile.phone})`);
      return (await db.$executeRaw`UPDATE "User" SET ${Prisma.join([...set, Prisma.sql`"modifiedAt" = ${at}`])} WHERE "id" = ${id}`) === 1;
    },

    /**
     * One more name to sign in with.
     *
     * @param provenAt when it is an address that the user has just shown to be theirs
     */
    async addLoginId(userId: string, loginId: string, provenAt: Date | null = null): Promise<"added" | "loginIdTaken"> {
      const { _max } = await db.loginId.aggregate({ where: { userId }, _max: { position: true } });
      const position = (_max.position ?? -1) + 1;
      try {
        await db.loginId.create({ data: { loginId, userId, position, provenAt }, select: { loginId: true } });
        return "added";
      } catch (error) {
        if (isUniqueViolation(error)) return "loginIdTaken";
        throw error;
      }
    },

    /** One name fewer to sign in with. */
    async removeLoginId(userId: string, loginId: string): Promise<void> {
      await db.loginId.deleteMany({ where: { userId, loginId } });
    },

    /**
     * Sets or replaces the password, which ends every lock, and the trust in browsers; the former hashes are remembered for the reuse rule, so many of them as it asks
     * for.
     *
     * @param mustChange whether it signs in only once it was replaced
     */
    async putPassword(userId: string, hash: string, history: { id: string; keep: number }, at: Date, mustChange = false): Promise<void> {
      await db.$executeRaw`
        INSERT INTO "PasswordHistory" ("id", "userId", "hash", "replacedAt")
        SELECT ${history.id}, "userId", "hash", ${at} FROM "Password" WHERE "userId" = ${userId}`;
      await db.$executeRaw`
        DELETE FROM "PasswordHistory" WHERE "userId" = ${userId} AND "id" NOT IN (
          SELECT "id" FROM "PasswordHistory" WHERE "userId" = ${userId} ORDER BY "replacedAt" DESC, "id" LIMIT ${history.keep})`;
      const password = { hash, changedAt: at, mustChange, failedCount: 0, lockedUntil: null, lockedAt: null };
      await db.password.upsert({ where: { userId }, create: { userId, ...password }, update: password, select: { userId: true } });
      await endTrust(sql, userId);
    },

    /** The present hash, if there is one, and so many of those before it. */
    async listHashes(userId: string, formerMax: number): Promise<string[]> {
      const rows = await db.$queryRaw<{ hash: string }[]>`
        SELECT "hash" FROM "Password" WHERE "userId" = ${userId}
        UNION ALL
        SELECT "hash" FROM (
          SELECT "hash" FROM "PasswordHistory" WHERE "userId" = ${userId} ORDER BY "replacedAt" DESC, "id" LIMIT ${formerMax}
        ) AS "former"`;
      return rows.map(({ hash }) => hash);
    },

    /** Ends the trust in browsers too. */
    async removePassword(userId: string): Promise<void> {
      await endTrust(sql, userId);
      await db.password.deleteMany({ where: { userId } });
    },

    /** Adds the user to a tenant whose members may come by themselves from this domain; false for another tenant, one that is disabled, or none. */
    async joinTenant(userId: string, tenantId: string, domain: string): Promise<boolean> {
      const tenant = await db.tenant.findUnique({ where: { id: tenantId }, select: { selfProvisioningDomains: true, disabled: true } });
      const domains: string[] = tenant && !tenant.disabled ? JSON.parse(tenant.selfProvisioningDomains) : [];
      if (!domains.some((one) => one.toLowerCase() === domain)) return false;
      await addMembership(db, userId, tenantId);
      return true;
    },
  };
}
