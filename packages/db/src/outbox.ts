import type { Db } from "./client";
import type { Prisma } from "./generated/client";

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

    /**
     * Letters whose turn it is, the oldest first. Last come those that a clock which ran ahead has put off: what was tried before waits
     * until `tryEnd` at most, what was not until `heldEnd`, and nothing was written after now, but for a clock that is a little off.
     */
    async listDue(now: Date, { tryEnd, heldEnd }: { tryEnd: Date; heldEnd: Date }, limit: number): Promise<OutboxLetterRecord[]> {
      const list = (where: Prisma.OutboxLetterWhereInput, take: number) =>
        db.outboxLetter.findMany({
          where: { ...WAITING, ...where },
          orderBy: { nextTryAt: "asc" },
          take,
          select: { id: true, sealedLetter: true, createdAt: true, nextTryAt: true, tries: true, expiresAt: true },
        });
      // Two statements where one would say "or": that could not be read off the index in order.
      const due = await list({ nextTryAt: { lte: now } }, limit);
      if (due.length === limit) return due;
      const isFromAhead = [{ tries: { gt: 0 } }, { createdAt: { gt: tryEnd } }, { nextTryAt: { gt: heldEnd } }];
      return [...due, ...(await list({ nextTryAt: { gt: tryEnd }, OR: isFromAhead }, limit - due.length))];
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
