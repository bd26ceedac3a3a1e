import { z } from "zod";
import { text } from "../text";

/** A whole number as Go sends it: unsigned, 32 bits. */
const Count = z.int().min(0).max(0xffffffff);
/** Bytes in standard base64. */
const Bytes = text(1000);

const Hash = z.object({ hash: text(1000) });
const forms = {
  bcrypt: Hash.optional(),
  django: Hash.optional(),
  md5: Hash.optional(),
  sha: z.object({ hash: text(200), type: text(20), salt: text(200).optional() }).optional(),
  pbkdf2: z.object({ hash: Bytes, salt: Bytes, iterations: Count, type: text(20) }).optional(),
  phpass: z.object({ hash: text(200), salt: text(100).optional(), iterations: Count.optional(), type: text(20).optional() }).optional(),
  firebase: z
    .object({ hash: Bytes, salt: Bytes, saltSeparator: Bytes.optional(), signerKey: Bytes, memory: Count, rounds: Count })
    .optional(),
  argon2: z
    .object({
      hash: Bytes,
      salt: Bytes.optional(),
      iterations: Count.optional(),
      memory: Count.optional(),
      threads: Count.optional(),
      type: text(20).optional(),
    })
    .optional(),
};

/** The ways in which a password that another system hashed may be described. */
export const HASH_FORMS = Object.keys(forms) as (keyof typeof forms)[];

/**
 * A password that another system hashed: one of these forms. What is wrong with it beyond its shape, its cost among that, whoever stores it
 * says.
 */
export const HashedPassword = z.object(forms).meta({ id: "HashedPassword" });
export type HashedPassword = z.output<typeof HashedPassword>;
