import type { Db } from "./client";
import { isUniqueViolation } from "./errors";
import { Prisma, type User as UserRow } from "./generated/client";
import { listed } from "./listed";
import { type HeldSettings, heldSettings, readHeldSettings } from "./management/password-settings";
import { addMembership } from "./memberships";
import { grantsOf, readPowers } from "./powers";

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
  /** Those that are addresses known to be the user's, beside a verified email. */
  provenLoginIds?: readonly string[];
  createdAt: Date;
  /** When they are stored, where they came to be before. */
  storedAt?: Date;
}

type TextColumn = { [Column in keyof UserRow]: UserRow[Column] extends string ? Column : never }[keyof UserRow];
/** What a user says of themselves, by column. */
export type ProfileColumns = Partial<Record<Exclude<TextColumn, "id" | "status" | "email" | "customAttributes" | "ssoAppIds">, string>>;

/** What a request for a letter needs to know of a user. */
export type Recipient = Pick<UserRecord, "id" | "email" | "verifiedEmail" | "status" | "test">;

/** Whose login ID something is. */
export interface Holder extends Recipient {
  /** Whether it is an address that they have shown to be theirs, now or formerly. */
  hasProvenIt: boolean;
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

/** What hangs on a user comes as JSON beside the user's own columns. */
interface WholeUserRow extends Omit<UserRecord, "loginIds" | "roleNames" | "permissions" | "tenants"> {
  loginIds: string;
  memberships: string;
  grants: string;
}

/**
 * Whom `which` says, in any order. One statement: every signed-in call asks this, and as Prisma's nested reads it is seven and takes ten times
 * as long.
 */
async function listWhole(db: Db, which: Prisma.Sql): Promise<UserRecord[]> {
  const rows = await db.$queryRaw<WholeUserRow[]>`
    SELECT "User".*,
      EXISTS (SELECT 1 FROM "Password" WHERE "userId" = "User"."id") AS "hasPassword",
      EXISTS (SELECT 1 FROM "TotpKey" WHERE "userId" = "User"."id") AS "hasTotp",
      (SELECT json_group_array("loginId" ORDER BY "position") FROM "LoginId" WHERE "userId" = "User"."id") AS "loginIds",
      (SELECT json_group_array(json_object('tenantId', "id", 'tenantName', "name", 'customAttributes', "customAttributes",
          'disabled', "disabled", 'settings', "settings") ORDER BY "id")
        FROM "UserTenant" JOIN "Tenant" ON "id" = "tenantId"
        WHERE "userId" = "User"."id") AS "memberships",
      ${grantsOf(Prisma.sql`
        SELECT NULL AS "tenantId", "roleId" FROM "UserRole" WHERE "userId" = "User"."id"
        UNION ALL
        SELECT "tenantId", "roleId" FROM "UserTenantRole" WHERE "userId" = "User"."id"`)} AS "grants"
    FROM "User" WHERE "id" ${which}`;
  return rows.map(toRecord);
}

function toRecord({ loginIds, memberships, grants, hasPassword, hasTotp, ...columns }: WholeUserRow): UserRecord {
  return {
    ...columns,
    loginIds: JSON.parse(loginIds),
    // SQLite has no booleans: EXISTS is 0 or 1.
    hasPassword: Boolean(hasPassword),
    hasTotp: Boolean(hasTotp),
    ...readPowers<TenantMembership>(memberships, grants),
  };
}

/** Gives a new user the roles that the project gives to such. */
async function giveDefaultRoles(db: Db, userId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "UserRole" ("userId", "roleId")
    SELECT ${userId}, "id" FROM "Role" WHERE "scope" = 'project' AND "isDefault"
    ON CONFLICT DO NOTHING`;
}

/** Questions about users and the names they sign in with. */
export function userQueries(db: Db) {
  return {
    /**
     * Creates the user with all its login IDs and the roles that the project gives to new users, or nothing: the primary key of LoginId
     * decides who was first. In a transaction.
     */
    async create({
      loginIds,
      passwordHash,
      sealedTotpKey,
      provenLoginIds = [],
      storedAt,
      ...columns
    }: NewUser): Promise<"created" | "loginIdTaken"> {
      const at = storedAt ?? columns.createdAt;
      const isProven = (loginId: string) => (columns.verifiedEmail && loginId === columns.email) || provenLoginIds.includes(loginId);
      try {
        await db.user.create({
          data: {
            ...columns,
            modifiedAt: at,
            loginIds: {
              create: loginIds.map((loginId, position) => ({
                loginId,
                position,
                ...(isProven(loginId) && { provenAt: at }),
              })),
            },
            ...(passwordHash !== undefined && { password: { create: { hash: passwordHash, changedAt: at } } }),
            ...(sealedTotpKey !== undefined && { totp: { create: { sealedKey: sealedTotpKey, createdAt: at } } }),
          },
          select: { id: true },
        });
        // Nobody in particular is no new user.
        if (!columns.anonymous) await giveDefaultRoles(db, columns.id);
        return "created";
      } catch (error) {
        if (isUniqueViolation(error)) return "loginIdTaken";
        throw error;
      }
    },

    async findById(id: string): Promise<UserRecord | null> {
      const [user] = await listWhole(db, Prisma.sql`= ${id}`);
      return user ?? null;
    },

    /** The users with these IDs, in this order; unknown IDs are left out. */
    async listByIds(ids: readonly string[]): Promise<UserRecord[]> {
      if (ids.length === 0) return [];
      const users = await listWhole(db, Prisma.sql`IN ${listed(ids)}`);
      const byId = new Map(users.map((user) => [user.id, user]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** The user with this ID or, where there is none, with this login ID: nobody is hidden by who takes their ID for a name. */
    async findByIdOrLoginId(name: string): Promise<UserRecord | null> {
      const [user] = await listWhole(
        db,
        Prisma.sql`= COALESCE((SELECT "id" FROM "User" WHERE "id" = ${name}), (SELECT "userId" FROM "LoginId" WHERE "loginId" = ${name}))`,
      );
      return user ?? null;
    },

    async findIdByLoginId(loginId: string): Promise<string | null> {
      const row = await db.loginId.findUnique({ where: { loginId }, select: { userId: true } });
      return row?.userId ?? null;
    },

    // The next two are one statement each, whether or not anybody is found: as Prisma's nested reads they would ask once for a stranger
    // and two or three times for a user, and the time would tell who has an account.

    /** Who a letter to this login ID is for. */
    async findRecipient(loginId: string): Promise<Holder | null> {
      const [row] = await db.$queryRaw<(Recipient & { provenAt: Date | null })[]>`
        SELECT "User"."id", "email", "verifiedEmail", "status", "test", "provenAt"
        FROM "LoginId" JOIN "User" ON "User"."id" = "userId"
        WHERE "loginId" = ${loginId}`;
      if (!row) return null;
      const { provenAt, ...recipient } = row;
      return { ...recipient, hasProvenIt: provenAt !== null };
    },

    /** What a password sign-in needs to know. */
    async findPasswordByLoginId(loginId: string): Promise<StoredPassword | null> {
      type Row = Omit<StoredPassword, "mustChange" | "failedCount" | "settings"> & { settings: string };
      const [row] = await db.$queryRaw<(Row & { mustChange: boolean | null; failedCount: number | null })[]>`
        SELECT "LoginId"."userId", "hash", "mustChange", "changedAt", "failedCount", "lockedAt", "lockedUntil",
          ${heldSettings(Prisma.sql`"LoginId"."userId"`)} AS "settings"
        FROM "LoginId" LEFT JOIN "Password" ON "Password"."userId" = "LoginId"."userId"
        WHERE "loginId" = ${loginId}`;
      if (!row) return null;
      const { mustChange, failedCount, settings } = row;
      return { ...row, mustChange: mustChange ?? false, failedCount: failedCount ?? 0, settings: readHeldSettings(settings) };
    },

    /** Replaces a hash by one with newer parameters, unless the password was changed meanwhile. */
    async upgradeHash(userId: string, from: string, to: string): Promise<void> {
      await db.password.updateMany({ where: { userId, hash: from }, data: { hash: to } });
    },

    /** Marks the first completed authentication; true for exactly one caller ever. */
    async markFirstSeen(id: string, at: Date): Promise<boolean> {
      const { count } = await db.user.updateMany({ where: { id, firstSeenAt: null }, data: { firstSeenAt: at } });
      return count === 1;
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
     * Sets or replaces the password, which ends every lock; the former hashes are remembered for the reuse rule, so many of them as it asks
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

    async removePassword(userId: string): Promise<void> {
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
