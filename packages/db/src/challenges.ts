import { BUDGETS_AS_JSON, type BudgetRecord, readBudgets } from "./budgets";
import type { Db } from "./client";
import { joined, type MemberType, memberAs } from "./dialect";
import { Prisma } from "./generated/client";
import type { SentLetter } from "./sent-challenge";
import { fragment, type Sql, storedTime } from "./sql";
import { HOLDER, type Holder, type HolderRow, readHolder } from "./users";

export type ChallengeChannel = "emailCode" | "magicLink" | "enchantedLink" | "totp" | "setAside" | "disown";
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

/** What is asked of the challenge that another takes the place of. */
export type FormerChallenge = Pick<ChallengeRecord, "slot" | "details" | "usedAt" | "expiresAt">;

/** Which counters go with the codes that are out, apart from those of users and challenges that are found with them. */
export interface CodeCounters {
  keys: readonly string[];
  /** Starts of keys that end with the ID of a challenge's user. */
  byUser: readonly string[];
  /** Start and ends of keys that hold a challenge's ID. */
  byChallenge: { start: string; ends: readonly string[] };
}

/** What a code that is typed for a login ID is looked at beside. */
export interface FoundCodes {
  /** Whose login ID it is. */
  holder: Holder | null;
  challenges: ChallengeRecord[];
  tried: BudgetRecord[];
}

const COLUMNS = Object.keys(Prisma.ChallengeScalarFieldEnum);
const NAMES = fragment(COLUMNS.map((name) => `"${name}"`).join(", "));
const TYPES: Readonly<Partial<Record<string, MemberType>>> = {
  attempts: "integer",
  attemptsMax: "integer",
  createdAt: "time",
  expiresAt: "time",
  usedAt: "time",
  approvedAt: "time",
  generated: "boolean",
};
const VALUES = fragment(joined(COLUMNS.map((name) => memberAs(TYPES[name] ?? "text", "row", name))));
/** For the view, which takes what it is given. */
const SENT_VALUES = fragment(COLUMNS.map((name) => `"row" ->> '${name}'`).join(", "));
const EXCLUDED = fragment(COLUMNS.map((name) => `"${name}" = excluded."${name}"`).join(", "));

/** The row as one parameter, for VALUES. */
function asJson(challenge: ChallengeRecord, more?: SentLetter): string {
  const entries = Object.entries({ generated: false, ...challenge, ...more });
  return JSON.stringify(Object.fromEntries(entries.map(([name, value]) => [name, value instanceof Date ? storedTime(value) : value])));
}

/** Questions about what was sent or shown and has to come back. */
export function challengeQueries(db: Db, sql: Sql) {
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
      await sql.run`
        INSERT INTO "Challenge" (${NAMES}) SELECT ${VALUES} FROM (SELECT ${asJson(challenge)} AS "row") AS "given" WHERE TRUE
        ON CONFLICT ("slot") DO UPDATE SET ${EXCLUDED}`;
    },

    /** Stores a challenge beside whatever else is out: links stay valid when another is sent. */
    async create(challenge: ChallengeRecord): Promise<void> {
      await sql.run`INSERT INTO "Challenge" (${NAMES}) SELECT ${VALUES} FROM (SELECT ${asJson(challenge)} AS "row") AS "given"`;
    },

    /**
     * Stores a challenge, in place of the one that holds its slot, and the letter that brings it: due at once, and of no use once the
     * challenge is over. One statement.
     */
    async send(challenge: ChallengeRecord, letter: { id: string; sealedLetter: string }): Promise<void> {
      const row = asJson(challenge, { letterId: letter.id, sealedLetter: letter.sealedLetter });
      await sql.run`
        INSERT INTO "SentChallenge" (${NAMES}, "letterId", "sealedLetter")
        SELECT ${SENT_VALUES}, "row" ->> 'letterId', "row" ->> 'sealedLetter' FROM (SELECT ${row} AS "row") AS "given"`;
    },

    async find(id: string): Promise<ChallengeRecord | null> {
      const [challenge] = await sql.all<ChallengeRecord>`SELECT * FROM "Challenge" WHERE "id" = ${id}`;
      return challenge ?? null;
    },

    async findByPendingRef(pendingRef: string): Promise<ChallengeRecord | null> {
      const [challenge] = await sql.all<ChallengeRecord>`SELECT * FROM "Challenge" WHERE "pendingRef" = ${pendingRef}`;
      return challenge ?? null;
    },

    /** The right link was opened; true for exactly one caller. */
    async approve(id: string, now: Date): Promise<boolean> {
      const approved = await sql.run`
        UPDATE "Challenge" SET "approvedAt" = ${now}, "digest" = ''
        WHERE "id" = ${id} AND "approvedAt" IS NULL AND "usedAt" IS NULL AND "expiresAt" > ${now}`;
      return approved === 1;
    },

    async findBySlot(slot: string): Promise<ChallengeRecord | null> {
      const [challenge] = await sql.all<ChallengeRecord>`SELECT * FROM "Challenge" WHERE "slot" = ${slot}`;
      return challenge ?? null;
    },

    // The next two are one statement each, whether or not anybody is found: the time must not tell who has an account.

    /** Who a letter to this login ID is for, and the challenges that hold these slots. */
    async findBeforeLetter(loginId: string, slots: readonly string[]): Promise<{ holder: Holder | null; former: FormerChallenge[] }> {
      type Row = HolderRow & { [Name in keyof FormerChallenge]: FormerChallenge[Name] | null };
      const rows = await sql.all<Row>`
        SELECT ${HOLDER}, "Challenge"."slot", "Challenge"."details", "Challenge"."usedAt", "Challenge"."expiresAt"
        FROM (SELECT ${loginId} AS "loginId") AS "asked"
        LEFT JOIN "LoginId" ON "LoginId"."loginId" = "asked"."loginId"
        LEFT JOIN "User" ON "User"."id" = "LoginId"."userId"
        LEFT JOIN "Challenge" ON "Challenge"."slot" IN (SELECT "value" FROM json_each(${JSON.stringify(slots)}))`;
      const former = rows.flatMap(({ slot, details, usedAt, expiresAt }) =>
        slot !== null && details !== null && expiresAt !== null ? [{ slot, details, usedAt, expiresAt }] : [],
      );
      return { holder: readHolder(rows[0]), former };
    },

    /**
     * Everything that a code may be right for that is typed for this login ID, and what was tried before: whoever holds one of these slots,
     * and the newest changes of address to it that are still out, whoever asked for them.
     *
     * @param updatesMax how many of those; 0 where the login ID is no address
     */
    async findCodes(
      loginId: string,
      { slots, updatesMax, now }: { slots: readonly string[]; updatesMax: number; now: Date },
      { keys, byUser, byChallenge }: CodeCounters,
    ): Promise<FoundCodes> {
      type Row = HolderRow & Omit<ChallengeRecord, "id"> & { id: string | null; budgets: string };
      const rows = await sql.all<Row>`
        SELECT "Challenge".*, ${HOLDER},
          (SELECT ${BUDGETS_AS_JSON} FROM "Budget" WHERE "key" IN (
            SELECT "value" FROM json_each("asked"."keys")
            UNION ALL SELECT "value" || "Challenge"."userId" FROM json_each("asked"."byUser")
            UNION ALL SELECT "asked"."start" || "Challenge"."id" || "value" FROM json_each("asked"."ends"))) AS "budgets"
        FROM (
          SELECT ${loginId} AS "loginId", ${JSON.stringify(keys)} AS "keys", ${JSON.stringify(byUser)} AS "byUser",
            ${byChallenge.start} AS "start", ${JSON.stringify(byChallenge.ends)} AS "ends"
        ) AS "asked"
        LEFT JOIN "LoginId" ON "LoginId"."loginId" = "asked"."loginId"
        LEFT JOIN "User" ON "User"."id" = "LoginId"."userId"
        LEFT JOIN "Challenge" ON "Challenge"."id" IN (
          SELECT "id" FROM "Challenge" AS "own" WHERE "slot" IN (SELECT "value" FROM json_each(${JSON.stringify(slots)}))
          UNION ALL
          SELECT "id" FROM (
            SELECT "id" FROM "Challenge" AS "update"
            WHERE "email" = ${loginId} AND "channel" = 'emailCode' AND "purpose" = 'update' AND "usedAt" IS NULL AND "expiresAt" > ${now}
            ORDER BY "createdAt" DESC LIMIT ${updatesMax}) AS "updates")`;
      const challenges: ChallengeRecord[] = [];
      const tried = new Map<string, BudgetRecord>();
      for (const { id, budgets, holderId, holderEmail, holderVerifiedEmail, holderStatus, holderTest, holderProvenAt, ...rest } of rows) {
        if (id !== null) challenges.push({ ...rest, id });
        for (const budget of readBudgets(budgets)) tried.set(budget.key, budget);
      }
      return { holder: readHolder(rows[0]), challenges, tried: [...tried.values()] };
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
      const used = await sql.run`
        UPDATE "Challenge" SET "usedAt" = ${now}, "digest" = '', "sealedKey" = ''
        WHERE "id" = ${id} AND "usedAt" IS NULL AND "expiresAt" > ${now}`;
      return used === 1;
    },

    /** Uses the challenge up, and keeps why in its details; true for exactly one caller. */
    async end(id: string, details: string, now: Date): Promise<boolean> {
      const ended = await sql.run`
        UPDATE "Challenge" SET "usedAt" = ${now}, "digest" = '', "sealedKey" = '', "details" = ${details}
        WHERE "id" = ${id} AND "usedAt" IS NULL AND "expiresAt" > ${now}`;
      return ended === 1;
    },

    /**
     * Voids the letters that let this user in and are not used yet, those from before there was a user among them, where they went to the
     * user's address: for a login ID that is another address, its owner may be signing up. Not those that only end what lets in: whoever should
     * not be in would void them.
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
          channel: { notIn: ["totp", "setAside", "disown"] },
          usedAt: null,
          ...(which === "resets" && { purpose: "reset" }),
          ...(which === "approved" && { approvedAt: { not: null } }),
        },
        data: { usedAt: now, digest: "" },
      });
    },
  };
}
