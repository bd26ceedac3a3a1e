import type { UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";

/**
 * What a letter is written in, as a language tag: what the request names, else what its reader has chosen for their account, else what the
 * pages of who caused it speak. Empty for the mailer's own.
 *
 * @param reader null for who has no account
 */
export function letterLanguage(caller: Pick<Caller, "locale">, reader: Pick<UserRecord, "language"> | null, named?: string): string {
  return named || reader?.language || caller.locale;
}
