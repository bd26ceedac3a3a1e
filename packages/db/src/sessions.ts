import type { Db } from "./client";
import type { UserStatus } from "./users";

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
}

/** A session, and what every use of it has to know of its user. */
export interface FoundSession {
  session: SessionRecord;
  userStatus: UserStatus;
  /** Whether the user signs in with two steps. */
  secondFactor: boolean;
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

function live(now: Date) {
  return { revokedAt: null, expiresAt: { gt: now } };
}

/** Questions about sessions. A session ends by `revokedAt` or `expiresAt`; rows are removed later. */
export function sessionQueries(db: Db) {
  return {
    async create(session: SessionRecord): Promise<void> {
      await db.session.create({
        data: {
          ...session,
          methods: JSON.stringify(session.methods),
          clientClaims: JSON.stringify(session.clientClaims),
          trustedClaims: JSON.stringify(session.trustedClaims),
        },
        select: { id: true },
      });
    },

    async find(id: string): Promise<FoundSession | null> {
      // One statement, as in users.ts: every signed-in call asks this.
      const [row] = await db.$queryRaw<(SessionRow & Omit<FoundSession, "session">)[]>`
        SELECT "Session".*, "User"."status" AS "userStatus", "User"."secondFactor" AS "secondFactor",
          (SELECT "status" FROM "User" AS "Actor" WHERE "Actor"."id" = "Session"."actorId") AS "actorStatus"
        FROM "Session" JOIN "User" ON "User"."id" = "Session"."userId"
        WHERE "Session"."id" = ${id}`;
      if (!row) return null;
      const { userStatus, secondFactor, actorStatus, ...session } = row;
      return { session: toRecord(session), userStatus, secondFactor, actorStatus };
    },

    /** Newest first. */
    async listLive(userId: string, now: Date): Promise<SessionRecord[]> {
      const rows = await db.session.findMany({ where: { userId, ...live(now) }, orderBy: { createdAt: "desc" }, take: 200 });
      return rows.map(toRecord);
    },

    /** Moves the refresh token on by one; true for exactly one caller a serial. */
    async rotate(id: string, serial: number, now: Date): Promise<boolean> {
      const { count } = await db.session.updateMany({
        where: { id, refreshSerial: serial, ...live(now) },
        data: { refreshSerial: serial + 1, refreshIssuedAt: now, lastUsedAt: now },
      });
      return count === 1;
    },

    /** Notes when the session was last used, unless another process has noted something later; beyond `latest` that was a wrong clock. */
    async touch(id: string, now: Date, latest: Date): Promise<void> {
      await db.session.updateMany({
        where: { id, OR: [{ lastUsedAt: { lt: now } }, { lastUsedAt: { gt: latest } }] },
        data: { lastUsedAt: now },
      });
    },

    async isLive(id: string, now: Date): Promise<boolean> {
      return (await db.session.count({ where: { id, ...live(now) } })) === 1;
    },

    /** Notes what a live session has shown, and when. */
    async confirm(id: string, { methods, authenticatedAt }: Pick<SessionRecord, "methods" | "authenticatedAt">, now: Date): Promise<void> {
      const data = { methods: JSON.stringify(methods), authenticatedAt, lastUsedAt: now };
      await db.session.updateMany({ where: { id, ...live(now) }, data });
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
      const { count } = await db.session.updateMany({ where: { id, userId, ...live(now) }, data: { revokedAt: now } });
      return count === 1;
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
