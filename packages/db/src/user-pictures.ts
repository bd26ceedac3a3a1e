import type { Db } from "./client";

/** A picture that a user has uploaded. */
export interface UserPicture {
  key: string;
  bytes: Uint8Array<ArrayBuffer>;
  createdAt: Date;
}

/** Questions about uploaded pictures. Each is one statement unless it says otherwise. What shows them is the column `picture` of the user. */
export function userPictureQueries(db: Db) {
  return {
    /** A user's picture from now on, in the place of a former one. */
    async put(userId: string, picture: UserPicture): Promise<void> {
      await db.userPicture.upsert({ where: { userId }, create: { userId, ...picture }, update: picture, select: { userId: true } });
    },

    /** The picture with this key; null for none. */
    async findByKey(key: string): Promise<UserPicture | null> {
      return db.userPicture.findUnique({ where: { key }, select: { key: true, bytes: true, createdAt: true } });
    },

    /** Removes a user's. */
    async remove(userId: string): Promise<void> {
      await db.userPicture.deleteMany({ where: { userId } });
    },
  };
}
