import type { Db } from "./client";

/** More events than a person has in the time that they are kept. */
const EVENTS_MAX = 20_000;

const MAILED = { channel: true, purpose: true, loginId: true, email: true, createdAt: true, expiresAt: true, usedAt: true } as const;

/** Of sessions: what they are, and neither how they are recognised. */
const SESSION = {
  surface: true,
  purpose: true,
  methods: true,
  tenantId: true,
  clientClaims: true,
  trustedClaims: true,
  userAgent: true,
  address: true,
  createdAt: true,
  authenticatedAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
  actorId: true,
  deviceSince: true,
} as const;

const OF_USER = {
  loginIds: { select: { loginId: true, provenAt: true }, orderBy: { position: "asc" } },
  password: { select: { changedAt: true, mustChange: true, failedCount: true, lockedUntil: true, lockedAt: true } },
  passwordHistory: { select: { replacedAt: true } },
  totp: {
    select: {
      createdAt: true,
      lastUsedAt: true,
      trustedDevices: { select: { userAgent: true, createdAt: true, expiresAt: true, lastUsedAt: true } },
    },
  },
  recoveryCodes: { select: { createdAt: true, usedAt: true } },
  sessions: { select: SESSION },
  deviceNames: { select: { name: true, namedAt: true } },
  roles: { select: { role: { select: { name: true } } } },
  tenants: { select: { tenant: { select: { id: true, name: true } }, roles: { select: { role: { select: { name: true } } } } } },
  accessKeys: { select: { name: true, createdAt: true } },
  emailUndos: { select: { email: true, loginIds: true, createdAt: true, expiresAt: true, usedAt: true } },
  deletion: { select: { askedAt: true, eraseAt: true } },
  uploadedPicture: { select: { bytes: true, createdAt: true } },
} as const;

/** Questions about all that is stored of one person. */
export function personalDataQueries(db: Db) {
  return {
    /** All but secrets and what is derived from them: hashes, digests, sealed keys. A statement for each table; null for nobody. */
    async collect(userId: string) {
      const user = await db.user.findUnique({ where: { id: userId }, include: OF_USER });
      if (!user) return null;
      const mailed = await db.challenge.findMany({ where: { userId }, select: MAILED });
      const events = await db.auditEvent.findMany({ where: { userId }, omit: { id: true, deviceMark: true }, take: EVENTS_MAX });
      return { ...user, mailed, events };
    },
  };
}
