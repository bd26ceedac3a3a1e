import type { AuditRecord } from "./audit";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { OPENED_SESSION_NAMES, REPLACED_HAS_ENDED, SESSION_NAMES } from "./opened-session";
import { fragment, type Sql } from "./sql";
import { toUserRecord, type UserRecord, type UserStatus, WHAT_HANGS_ON_USER, type WholeUserRow } from "./users";

export type SessionSurface = "rest" | "browser";
export type SessionPurpose = "signIn" | "secondFactor" | "reset";

export interface SessionRecord {
  id: string;
  userId: string;
  surface: SessionSurface;
  purpose: SessionPurpose;
  /** As in the `amr` claim. */
  methods: string[];
  tenantId: string | null;
  clientClaims: Record<string, unknown>;
  trustedClaims: Record<string, unknown>;
  userAgent: string;
  address: string;
  refreshSerial: number;
  refreshIssuedAt: Date;
  createdAt: Date;
  authenticatedAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** Who acts in the user's name; null for the user. */
  actorId: string | null;
  /** What it is signed in at: the same for every session of one browser, the session's own ID where nothing says which that is. */
  deviceId: string;
  /** When that was first signed in at; null for no other time than the session's own. */
  deviceSince: Date | null;
}

/** A session, and what its user calls what they are signed in at; empty for nothing. */
export interface ListedSession extends SessionRecord {
  deviceName: string;
}

/** A session, and whose it is. */
export interface FoundSession {
  session: SessionRecord;
  user: UserRecord;
  /** Of who acts in the user's name; null for nobody. */
  actorStatus: UserStatus | null;
}

type SessionRow = Omit<SessionRecord, "surface" | "purpose" | "methods" | "clientClaims" | "trustedClaims"> &
  Record<"surface" | "purpose" | "methods" | "clientClaims" | "trustedClaims", string>;

function toRecord(row: SessionRow): SessionRecord {
  return {
    ...row,
    surface: row.surface as SessionSurface,
    purpose: row.purpose as SessionPurpose,
    methods: JSON.parse(row.methods),
    clientClaims: JSON.parse(row.clientClaims),
    trustedClaims: JSON.parse(row.trustedClaims),
  };
}

/** A session's columns by names of their own, beside those of its user. */
const SESSION_COLUMNS = Object.keys(Prisma.SessionScalarFieldEnum) as (keyof SessionRow)[];
const PREFIX = "session ";
const SESSION = fragment(SESSION_COLUMNS.map((name) => `"Session"."${name}" AS "${PREFIX}${name}"`).join(", "));

const CREATED = fragment(SESSION_NAMES);
const OPENED = fragment(OPENED_SESSION_NAMES);

type WithSession = { [Name in keyof SessionRow as `${typeof PREFIX}${Name}`]: SessionRow[Name] };

/** A session's columns out of a row with others; what is left is its user's. */
function splitRow<Row extends WithSession>(row: Row): { session: SessionRow; user: Omit<Row, keyof WithSession> } {
  const user: Record<string, unknown> = { ...row };
  const session: Record<string, unknown> = {};
  for (const name of SESSION_COLUMNS) {
    session[name] = user[PREFIX + name];
    delete user[PREFIX + name];
  }
  return { session: session as SessionRow, user: user as Omit<Row, keyof WithSession> };
}

function live(now: Date) {
  return { revokedAt: null, expiresAt: { gt: now } };
}

/** Questions about sessions. A session ends by `revokedAt` or `expiresAt`; rows are removed later. */
export function sessionQueries(db: Db, sql: Sql) {
  return {
    async create(session: SessionRecord): Promise<void> {
      await sql.run`
        INSERT INTO "Session" (${CREATED})
        VALUES (${session.id}, ${session.userId}, ${session.surface}, ${session.purpose}, ${JSON.stringify(session.methods)}, ${session.tenantId},
          ${JSON.stringify(session.clientClaims)}, ${JSON.stringify(session.trustedClaims)}, ${session.userAgent}, ${session.address},
          ${session.refreshSerial}, ${session.refreshIssuedAt}, ${session.createdAt}, ${session.authenticatedAt}, ${session.lastUsedAt},
          ${session.expiresAt}, ${session.revokedAt}, ${session.actorId}, ${session.deviceId}, ${session.deviceSince})`;
    },

    /**
     * Stores a session and the event that tells of it, and ends the user's session that it replaces, if any; null, and nothing is stored,
     * when that one has ended. Answers whether the device is known to be the user's: they have signed in before by this mark, or by none that
     * is remembered. One statement, since every sign-in waits for it.
     *
     * @param deviceMark what the device is recognised by; empty where nobody asks
     */
    async open(
      session: SessionRecord,
      event: AuditRecord,
      replaces: string | null,
      deviceMark: string,
    ): Promise<{ isKnownDevice: boolean } | null> {
      try {
        const [row] = await sql.all<{ isKnown: number | boolean }>`
          INSERT INTO "OpenedSession" (${OPENED})
          VALUES (${session.id}, ${session.userId}, ${session.surface}, ${session.purpose}, ${JSON.stringify(session.methods)}, ${session.tenantId},
            ${JSON.stringify(session.clientClaims)}, ${JSON.stringify(session.trustedClaims)}, ${session.userAgent}, ${session.address},
            ${session.refreshSerial}, ${session.refreshIssuedAt}, ${session.createdAt}, ${session.authenticatedAt}, ${session.lastUsedAt},
            ${session.expiresAt}, ${session.revokedAt}, ${session.actorId}, ${session.deviceId}, ${session.deviceSince}, ${event.id}, ${event.userId}, ${event.action}, ${event.type},
            ${event.actorId}, ${event.occurredAt}, ${event.device}, ${event.method}, ${event.remoteAddress},
            ${JSON.stringify(event.externalIds)}, ${JSON.stringify(event.tenants)}, ${JSON.stringify(event.data)}, ${event.userAgent}, ${event.deviceMark},
            ${replaces})
          RETURNING (SELECT ${deviceMark} = ''
            OR EXISTS (
              SELECT 1 FROM "AuditEvent" WHERE "userId" = ${session.userId} AND "deviceMark" = ${deviceMark} AND "id" <> ${event.id})
            OR NOT EXISTS (
              SELECT 1 FROM "AuditEvent" WHERE "userId" = ${session.userId} AND "deviceMark" > '' AND "id" <> ${event.id})) AS "isKnown"`;
        return { isKnownDevice: Boolean(row?.isKnown) };
      } catch (error) {
        if (error instanceof Error && error.message === REPLACED_HAS_ENDED) return null;
        throw error;
      }
    },

    /** A session with its user as they are now. One statement: every signed-in call asks this. */
    async find(id: string): Promise<FoundSession | null> {
      const [row] = await sql.all<WithSession & WholeUserRow & Pick<FoundSession, "actorStatus">>`
        SELECT ${SESSION}, "User".*, ${WHAT_HANGS_ON_USER},
          (SELECT "status" FROM "User" AS "Actor" WHERE "Actor"."id" = "Session"."actorId") AS "actorStatus"
        FROM "Session" JOIN "User" ON "User"."id" = "Session"."userId"
        WHERE "Session"."id" = ${id}`;
      if (!row) return null;
      const { session, user } = splitRow(row);
      const { actorStatus, ...whole } = user;
      return { session: toRecord(session), user: toUserRecord(whole as WholeUserRow), actorStatus };
    },

    /** Newest first. */
    async listLive(userId: string, now: Date): Promise<ListedSession[]> {
      const rows = await sql.all<SessionRow & Pick<ListedSession, "deviceName">>`
        SELECT "Session".*, COALESCE((
            SELECT "name" FROM "DeviceName"
            WHERE "DeviceName"."userId" = "Session"."userId" AND "DeviceName"."deviceId" = "Session"."deviceId"
          ), '') AS "deviceName"
        FROM "Session" WHERE "userId" = ${userId} AND "revokedAt" IS NULL AND "expiresAt" > ${now}
        ORDER BY "createdAt" DESC LIMIT 200`;
      return rows.map(({ deviceName, ...row }) => ({ ...toRecord(row), deviceName }));
    },

    /** Names what a live session of this user is signed in at; false for a session that is over or somebody else's. */
    async nameDevice(id: string, userId: string, name: string, now: Date): Promise<boolean> {
      const named = await sql.run`
        INSERT INTO "DeviceName" ("userId", "deviceId", "name", "namedAt")
        SELECT "userId", "deviceId", ${name}, ${now} FROM "Session"
        WHERE "id" = ${id} AND "userId" = ${userId} AND "revokedAt" IS NULL AND "expiresAt" > ${now}
        ON CONFLICT ("userId", "deviceId") DO UPDATE SET "name" = EXCLUDED."name", "namedAt" = EXCLUDED."namedAt"`;
      return named === 1;
    },

    /** Moves the refresh token on by one; true for exactly one caller a serial. */
    async rotate(id: string, serial: number, now: Date): Promise<boolean> {
      const moved = await sql.run`
        UPDATE "Session" SET "refreshSerial" = ${serial + 1}, "refreshIssuedAt" = ${now}, "lastUsedAt" = ${now}
        WHERE "id" = ${id} AND "refreshSerial" = ${serial} AND "revokedAt" IS NULL AND "expiresAt" > ${now}`;
      return moved === 1;
    },

    /** Notes when the session was last used, unless another process has noted something later; beyond `latest` that was a wrong clock. */
    async touch(id: string, now: Date, latest: Date): Promise<void> {
      await sql.run`
        UPDATE "Session" SET "lastUsedAt" = ${now} WHERE "id" = ${id} AND ("lastUsedAt" < ${now} OR "lastUsedAt" > ${latest})`;
    },

    async isLive(id: string, now: Date): Promise<boolean> {
      return (await sql.all`SELECT 1 FROM "Session" WHERE "id" = ${id} AND "revokedAt" IS NULL AND "expiresAt" > ${now}`).length === 1;
    },

    /** Notes what a live session has shown, and when. Answers it as it is then; null when it has ended. */
    async confirm(
      id: string,
      { methods, authenticatedAt }: Pick<SessionRecord, "methods" | "authenticatedAt">,
      now: Date,
    ): Promise<SessionRecord | null> {
      const [row] = await sql.all<SessionRow>`
        UPDATE "Session" SET "methods" = ${JSON.stringify(methods)}, "authenticatedAt" = ${authenticatedAt}, "lastUsedAt" = ${now}
        WHERE "id" = ${id} AND "revokedAt" IS NULL AND "expiresAt" > ${now}
        RETURNING *`;
      return row ? toRecord(row) : null;
    },

    /**
     * Selects a tenant, or none; the refresh token moves on with it, since it names the tenant.
     *
     * @param latestEnd when the session is over at the latest from now on; null for no other time than before
     */
    async selectTenant(id: string, tenantId: string | null, now: Date, latestEnd: Date | null): Promise<boolean> {
      const count = await db.$executeRaw`
        UPDATE "Session"
        SET "tenantId" = ${tenantId}, "lastUsedAt" = ${now},
          "expiresAt" = CASE WHEN "expiresAt" > ${latestEnd} THEN ${latestEnd} ELSE "expiresAt" END
        WHERE "id" = ${id} AND "revokedAt" IS NULL AND "expiresAt" > ${now}`;
      return count === 1;
    },

    /** Replaces what a trusted party says in a live session's tokens, and when it ends; false for one that is over. */
    async amend(id: string, { trustedClaims, expiresAt }: Pick<SessionRecord, "trustedClaims" | "expiresAt">, now: Date): Promise<boolean> {
      const data = { trustedClaims: JSON.stringify(trustedClaims), expiresAt };
      const { count } = await db.session.updateMany({ where: { id, ...live(now) }, data });
      return count === 1;
    },

    /** Ends one session of this user; false when it was over already or is somebody else's. */
    async revoke(id: string, userId: string, now: Date): Promise<boolean> {
      const revoked = await sql.run`
        UPDATE "Session" SET "revokedAt" = ${now}
        WHERE "id" = ${id} AND "userId" = ${userId} AND "revokedAt" IS NULL AND "expiresAt" > ${now}`;
      return revoked === 1;
    },

    /** Ends every session of the user but `except`; answers how many. */
    async revokeAll(userId: string, now: Date, except?: string): Promise<number> {
      const { count } = await db.session.updateMany({
        where: { userId, ...live(now), ...(except !== undefined && { id: { not: except } }) },
        data: { revokedAt: now },
      });
      return count;
    },

    /** Those of the user's sessions in which others act for them end at this time at the latest, which is to come. */
    async capImpersonations(userId: string, end: Date): Promise<void> {
      await db.session.updateMany({
        where: { userId, actorId: { not: null }, revokedAt: null, expiresAt: { gt: end } },
        data: { expiresAt: end },
      });
    },

    /** Ends the user's sessions in which others act for them. */
    async revokeImpersonations(userId: string, now: Date): Promise<void> {
      await db.session.updateMany({ where: { userId, actorId: { not: null }, ...live(now) }, data: { revokedAt: now } });
    },

    /** Ends the user's sessions that only a new password was to come of, but `except`. */
    async revokeResets(userId: string, now: Date, except?: string): Promise<void> {
      await db.session.updateMany({
        where: { userId, purpose: "reset", ...live(now), ...(except !== undefined && { id: { not: except } }) },
        data: { revokedAt: now },
      });
    },
  };
}
