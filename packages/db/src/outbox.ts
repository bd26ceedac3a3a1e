import type { Db } from "./client";

export interface OutboxLetterRecord {
  id: string;
  sealedLetter: string;
  createdAt: Date;
  nextTryAt: Date;
  tries: number;
  expiresAt: Date;
}

const WAITING = { deliveredAt: null, givenUpAt: null };

/** Letters that have been promised and not delivered yet. */
export function outboxQueries(db: Db) {
  return {
    async create(letter: OutboxLetterRecord): Promise<void> {
      await db.outboxLetter.create({ data: letter, select: { id: true } });
    },

    /** Letters whose turn it is, the oldest first. */
    async listDue(now: Date, limit: number): Promise<OutboxLetterRecord[]> {
      return db.outboxLetter.findMany({
        where: { ...WAITING, nextTryAt: { lte: now } },
        orderBy: { nextTryAt: "asc" },
        take: limit,
        select: { id: true, sealedLetter: true, createdAt: true, nextTryAt: true, tries: true, expiresAt: true },
      });
    },

    /** When the next letter's turn is; null when nothing waits. */
    async nextDue(): Promise<Date | null> {
      const row = await db.outboxLetter.findFirst({ where: WAITING, orderBy: { nextTryAt: "asc" }, select: { nextTryAt: true } });
      return row?.nextTryAt ?? null;
    },

    /** Takes a letter for one try; true for exactly one sender. Should that one crash, the letter is free again at `until`. */
    async claim(letter: OutboxLetterRecord, until: Date): Promise<boolean> {
      const { count } = await db.outboxLetter.updateMany({
        where: { id: letter.id, ...WAITING, nextTryAt: letter.nextTryAt, tries: letter.tries },
        data: { nextTryAt: until, tries: letter.tries + 1 },
      });
      return count === 1;
    },

    async retryAt(id: string, at: Date): Promise<void> {
      await db.outboxLetter.updateMany({ where: { id, ...WAITING }, data: { nextTryAt: at } });
    },

    async markDelivered(id: string, now: Date): Promise<void> {
      await db.outboxLetter.updateMany({ where: { id, ...WAITING }, data: { deliveredAt: now, sealedLetter: "" } });
    },

    async giveUp(id: string, now: Date, failure: string): Promise<void> {
      await db.outboxLetter.updateMany({ where: { id, ...WAITING }, data: { givenUpAt: now, sealedLetter: "", failure } });
    },
  };
}
