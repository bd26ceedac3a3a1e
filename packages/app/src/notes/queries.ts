import type { Db } from "@repo/db/client";

export interface NoteRecord {
  id: string;
  text: string;
  createdAt: Date;
}

const COLUMNS = { id: true, text: true, createdAt: true } as const;

/** Questions about notes. Each names the user: nobody reads or removes another's. */
export function noteQueries(db: Db) {
  return {
    /** The newest first. */
    list(userId: string, limit: number): Promise<NoteRecord[]> {
      return db.note.findMany({ where: { userId }, select: COLUMNS, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: limit });
    },

    count(userId: string): Promise<number> {
      return db.note.count({ where: { userId } });
    },

    async create(userId: string, note: NoteRecord): Promise<void> {
      await db.note.create({ data: { ...note, userId }, select: { id: true } });
    },

    /** Answers whether there was such a note of this user. */
    async delete(userId: string, id: string): Promise<boolean> {
      const { count } = await db.note.deleteMany({ where: { id, userId } });
      return count > 0;
    },
  };
}
