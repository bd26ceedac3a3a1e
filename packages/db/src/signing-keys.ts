import type { Db } from "./client";
import { isUniqueViolation } from "./errors";

export interface SigningKeyRecord {
  kid: string;
  slot: string;
  /** Public JWK, JSON. */
  publicKey: string;
  /** PKCS #8, sealed. */
  sealedKey: string;
  createdAt: Date;
  activeAt: Date;
  /** Set by the rotation command: a successor is wanted. */
  replaceAt: Date | null;
}

/** Questions about the keys that sign tokens. */
export function signingKeyQueries(db: Db) {
  return {
    /** Oldest first. */
    async list(): Promise<SigningKeyRecord[]> {
      return db.signingKey.findMany({ orderBy: [{ createdAt: "asc" }, { activeAt: "asc" }] });
    },

    /** Dates a key anew, unless somebody else has since it was seen. */
    async redate({ kid, createdAt, activeAt }: SigningKeyRecord, next: { createdAt: Date; activeAt: Date }): Promise<void> {
      await db.signingKey.updateMany({ where: { kid, createdAt, activeAt }, data: next });
    },

    async remove(kid: string): Promise<void> {
      await db.signingKey.deleteMany({ where: { kid } });
    },

    /** Stores a key unless its slot has one already; true for exactly one caller a slot. */
    async createInSlot(key: SigningKeyRecord): Promise<boolean> {
      try {
        await db.signingKey.create({ data: key, select: { kid: true } });
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
  };
}
