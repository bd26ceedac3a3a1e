import { memberAs } from "./dialect";
import { fragment, type Sql, storedTime } from "./sql";

export interface OutboxLetterRecord {
  id: string;
  sealedLetter: string;
  createdAt: Date;
  nextTryAt: Date;
  tries: number;
  expiresAt: Date;
}

/** A letter that one sender has taken for one try. */
export interface ClaimedLetter {
  id: string;
  sealedLetter: string;
  /** Which try this is: 1 for the first. */
  tries: number;
  expiresAt: Date;
}

/** How a try has ended. What is `putBack` has not been tried. */
export type LetterEnd =
  | { kind: "delivered"; at: Date }
  | { kind: "givenUp"; at: Date; failure: string }
  | { kind: "putOff"; until: Date }
  | { kind: "putBack"; until: Date };

const waits = fragment(`"deliveredAt" IS NULL AND "givenUpAt" IS NULL`);
/** What another sender is about to take is left to it. SQLite has one writer, and nothing to skip. */
const FREE = fragment({ sqlite: "", postgresql: "FOR UPDATE SKIP LOCKED" });

const DELIVERED_AT = fragment(memberAs("time", "value", "deliveredAt"));
const GIVEN_UP_AT = fragment(memberAs("time", "value", "givenUpAt"));
const NEXT_TRY_AT = fragment(memberAs("time", "value", "nextTryAt"));
const TRIES = fragment(memberAs("integer", "value", "tries"));
const CLAIM = fragment(memberAs("integer", "value", "claim"));

/** Letters that have been promised and not delivered yet. */
export function outboxQueries(sql: Sql) {
  return {
    async create({ id, sealedLetter, createdAt, nextTryAt, tries, expiresAt }: OutboxLetterRecord): Promise<void> {
      await sql.run`
        INSERT INTO "OutboxLetter" ("id", "sealedLetter", "createdAt", "nextTryAt", "tries", "expiresAt")
        VALUES (${id}, ${sealedLetter}, ${createdAt}, ${nextTryAt}, ${tries}, ${expiresAt})`;
    },

    /**
     * Takes the letters whose turn it is for one try, the oldest first; each goes to one sender only. Should that one crash, they are free
     * again at `until`. Among them are those that a clock which ran ahead has put off: what was tried before waits until `tryEnd` at most,
     * what was not until `heldEnd`, and nothing was written after now, but for a clock that is a little off.
     *
     * @param limit of either sort
     */
    async claimDue(
      now: Date,
      { until, tryEnd, heldEnd }: { until: Date; tryEnd: Date; heldEnd: Date },
      limit: number,
    ): Promise<ClaimedLetter[]> {
      // Two queries where one would say "or": that could not be read off the index in order.
      const claimed = await sql.all<ClaimedLetter & { createdAt: Date }>`
        UPDATE "OutboxLetter" SET "nextTryAt" = ${until}, "tries" = "tries" + 1
        WHERE "id" IN (
          SELECT "id" FROM (
            SELECT "id" FROM "OutboxLetter" WHERE ${waits} AND "nextTryAt" <= ${now} ORDER BY "nextTryAt" LIMIT ${limit} ${FREE}
          ) AS "due"
          UNION ALL
          SELECT "id" FROM (
            SELECT "id" FROM "OutboxLetter"
            WHERE ${waits} AND "nextTryAt" > ${tryEnd} AND ("tries" > 0 OR "createdAt" > ${tryEnd} OR "nextTryAt" > ${heldEnd})
            ORDER BY "nextTryAt" LIMIT ${limit} ${FREE}
          ) AS "putOff"
        )
        RETURNING "id", "sealedLetter", "tries", "createdAt", "expiresAt"`;
      return claimed.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    },

    /** When the next letter's turn is; null when nothing waits. */
    async nextDue(): Promise<Date | null> {
      const [next] = await sql.all<{ nextTryAt: Date }>`
        SELECT "nextTryAt" FROM "OutboxLetter" WHERE ${waits} ORDER BY "nextTryAt" LIMIT 1`;
      return next?.nextTryAt ?? null;
    },

    /**
     * Notes how these tries have ended, all in one write. What is delivered or given up is erased, whoever else has taken it meanwhile; what
     * is to be tried again is left to who has.
     */
    async close(ended: readonly { letter: ClaimedLetter; end: LetterEnd }[]): Promise<void> {
      const rows = ended.map(({ letter: { id, tries }, end }) => ({
        id,
        claim: tries,
        deliveredAt: end.kind === "delivered" ? storedTime(end.at) : null,
        givenUpAt: end.kind === "givenUp" ? storedTime(end.at) : null,
        failure: end.kind === "givenUp" ? end.failure : "",
        nextTryAt: "until" in end ? storedTime(end.until) : null,
        tries: end.kind === "putBack" ? tries - 1 : tries,
      }));
      // By COALESCE, since an index of what waits would be taken for the better one, and most of what it finds is somebody else's.
      await sql.run`
        UPDATE "OutboxLetter" SET
          "deliveredAt" = ${DELIVERED_AT}, "givenUpAt" = ${GIVEN_UP_AT}, "failure" = "value" ->> 'failure',
          "sealedLetter" = CASE WHEN "value" ->> 'nextTryAt' IS NULL THEN '' ELSE "sealedLetter" END,
          "nextTryAt" = COALESCE(${NEXT_TRY_AT}, "nextTryAt"), "tries" = ${TRIES}
        FROM json_each(${JSON.stringify(rows)}) AS "ended"
        WHERE "OutboxLetter"."id" = "value" ->> 'id' AND COALESCE("deliveredAt", "givenUpAt") IS NULL
          AND ("value" ->> 'nextTryAt' IS NULL OR "tries" = ${CLAIM})`;
    },
  };
}
