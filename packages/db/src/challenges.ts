import type { Db } from "./client";

export type ChallengeChannel = "emailCode" | "magicLink" | "enchantedLink" | "totp";
export type ChallengePurpose = "signUp" | "signIn" | "signUpOrIn" | "update" | "reset";

export interface ChallengeRecord {
  id: string;
  channel: ChallengeChannel;
  purpose: ChallengePurpose;
  loginId: string;
  /** Of challenges with the same slot only the newest lives; null where several may. */
  slot: string | null;
  userId: string | null;
  email: string;
  digest: string;
  sealedKey: string;
  /** JSON of whatever has to be remembered until it is verified. */
  details: string;
  attempts: number;
  attemptsMax: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  pendingRef: string | null;
  approvedAt: Date | null;
  /** Made for a test user by the management API. */
  generated?: boolean;
}

/** Questions about what was sent or shown and has to come back. */
export function challengeQueries(db: Db) {
  /** Counts one try at each of these before it is compared. Answers the IDs of those that had one left, and may be compared. */
  async function countAttempts(ids: readonly string[], attemptsMax: number, now: Date): Promise<string[]> {
    const counted = await db.challenge.updateManyAndReturn({
      where: { id: { in: [...ids] }, attempts: { lt: attemptsMax }, usedAt: null, expiresAt: { gt: now } },
      data: { attempts: { increment: 1 } },
      select: { id: true },
    });
    return counted.map(({ id }) => id);
  }

  return {
    /** Stores a challenge in place of the one that holds its slot: a new code voids the older one. */
    async replace(challenge: ChallengeRecord & { slot: string }): Promise<void> {
      await db.challenge.deleteMany({ where: { slot: challenge.slot } });
      await db.challenge.create({ data: challenge, select: { id: true } });
    },

    /** Stores a challenge beside whatever else is out: links stay valid when another is sent. */
    async create(challenge: ChallengeRecord): Promise<void> {
      await db.challenge.create({ data: challenge, select: { id: true } });
    },

    async find(id: string): Promise<ChallengeRecord | null> {
      return (await db.challenge.findUnique({ where: { id } })) as ChallengeRecord | null;
    },

    async findByPendingRef(pendingRef: string): Promise<ChallengeRecord | null> {
      return (await db.challenge.findUnique({ where: { pendingRef } })) as ChallengeRecord | null;
    },

    /** The right link was opened; true for exactly one caller. */
    async approve(id: string, now: Date): Promise<boolean> {
      const { count } = await db.challenge.updateMany({
        where: { id, approvedAt: null, usedAt: null, expiresAt: { gt: now } },
        data: { approvedAt: now, digest: "" },
      });
      return count === 1;
    },

    async findBySlot(slot: string): Promise<ChallengeRecord | null> {
      return (await db.challenge.findUnique({ where: { slot } })) as ChallengeRecord | null;
    },

    /** Whoever holds one of these slots, newest first. */
    async listBySlots(slots: readonly string[]): Promise<ChallengeRecord[]> {
      return (await db.challenge.findMany({ where: { slot: { in: [...slots] } }, orderBy: { createdAt: "desc" } })) as ChallengeRecord[];
    },

    /** Changes of address to this one that are still out, whoever asked for them, the newest first. */
    async listUpdatesTo(channel: ChallengeChannel, email: string, now: Date, limit: number): Promise<ChallengeRecord[]> {
      const where = { channel, purpose: "update", email, usedAt: null, expiresAt: { gt: now } };
      return (await db.challenge.findMany({ where, orderBy: { createdAt: "desc" }, take: limit })) as ChallengeRecord[];
    },

    /** Ends every change that waits to be confirmed by these login IDs. */
    async endUpdates(loginIds: readonly string[], now: Date): Promise<void> {
      const where = { loginId: { in: [...loginIds] }, purpose: "update", usedAt: null };
      await db.challenge.updateMany({ where, data: { usedAt: now, digest: "", sealedKey: "" } });
    },

    countAttempts,

    /** Counts one try before it is compared; false when there is none left, or nothing to try. */
    async countAttempt(id: string, attemptsMax: number, now: Date): Promise<boolean> {
      return (await countAttempts([id], attemptsMax, now)).length === 1;
    },

    /** Uses the challenge up; true for exactly one caller. */
    async consume(id: string, now: Date): Promise<boolean> {
      const { count } = await db.challenge.updateMany({
        where: { id, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now, digest: "", sealedKey: "" },
      });
      return count === 1;
    },

    /**
     * Voids the letters that let this user in and are not used yet, those from before there was a user among them, where they went to the
     * user's address: for a login ID that is another address, its owner may be signing up.
     *
     * @param which every one; those that reset the password; or those that were opened and wait to be collected
     */
    async voidLetters(
      { id: userId, loginIds, email }: { id: string; loginIds: readonly string[]; email: string },
      which: "all" | "resets" | "approved",
      now: Date,
    ): Promise<void> {
      await db.challenge.updateMany({
        where: {
          OR: [{ userId }, { userId: null, loginId: { in: [...loginIds] }, email }],
          channel: { not: "totp" },
          usedAt: null,
          ...(which === "resets" && { purpose: "reset" }),
          ...(which === "approved" && { approvedAt: { not: null } }),
        },
        data: { usedAt: now, digest: "" },
      });
    },
  };
}
