import type SqliteConnection from "better-sqlite3";
import type { MigrationStep } from "./migrate";

/** The one spelling of an address; null for what is none. */
export type SpellAddress = (typed: string) => string | null;

interface StoredLoginId {
  loginId: string;
  userId: string;
  /** Whether the user's own address, proven, is this one. */
  isProven: boolean;
}

/** A name that is another spelling of the address `to`. */
interface Respelled extends StoredLoginId {
  to: string;
}

interface Outcome {
  renamed: Respelled[];
  /** Spellings of an address that somebody else signs in with. */
  colliding: (Respelled & { ownerId: string })[];
  /** What reads as an address and is none. */
  unreadable: StoredLoginId[];
}

/** Names with an at sign, in any of its widths, the first comer first: where two spellings are one address, it is theirs. */
function listAddresses(database: SqliteConnection.Database, spell: SpellAddress): StoredLoginId[] {
  const rows = database
    .prepare<[], Omit<StoredLoginId, "isProven"> & { email: string; verifiedEmail: number }>(
      `SELECT "loginId", "userId", "email", "verifiedEmail" FROM "LoginId" JOIN "User" ON "User"."id" = "userId"
       WHERE "loginId" GLOB '*[@\uff20\ufe6b]*' ORDER BY "createdAt", "userId", "position"`,
    )
    .iterate();
  const found: StoredLoginId[] = [];
  for (const { loginId, userId, email, verifiedEmail } of rows) {
    const to = spell(loginId);
    if (to !== loginId) found.push({ loginId, userId, isProven: verifiedEmail === 1 && to !== null && spell(email) === to });
  }
  return found;
}

function respellLoginIds(database: SqliteConnection.Database, spell: SpellAddress): Outcome {
  const findOwner = database.prepare<[string], { userId: string }>(`SELECT "userId" FROM "LoginId" WHERE "loginId" = ?`);
  const rename = database.prepare(`UPDATE "LoginId" SET "loginId" = ? WHERE "loginId" = ?`);
  const remove = database.prepare(`DELETE FROM "LoginId" WHERE "loginId" = ?`);
  const outcome: Outcome = { renamed: [], colliding: [], unreadable: [] };
  const found = listAddresses(database, spell);
  // Who has proven the address is its owner, whoever came first.
  for (const stored of [...found.filter(({ isProven }) => isProven), ...found.filter(({ isProven }) => !isProven)]) {
    const to = spell(stored.loginId);
    if (to === null) {
      outcome.unreadable.push(stored);
      continue;
    }
    const owner = findOwner.get(to);
    if (owner && owner.userId !== stored.userId) {
      outcome.colliding.push({ ...stored, to, ownerId: owner.userId });
      continue;
    }
    if (owner) remove.run(stored.loginId);
    else rename.run(to, stored.loginId);
    outcome.renamed.push({ ...stored, to });
  }
  return outcome;
}

/** Positions without gaps: the next name of a user takes their number. */
function renumber(database: SqliteConnection.Database): void {
  database.exec(`
    UPDATE "LoginId" SET "position" =
      (SELECT COUNT(*) FROM "LoginId" AS "other" WHERE "other"."userId" = "LoginId"."userId" AND "other"."position" < "LoginId"."position")
    WHERE "position" > 0`);
}

/** Addresses of users, but for those whose login ID stays in another spelling: they stay as they were, altogether. */
function respellEmails(database: SqliteConnection.Database, spell: SpellAddress, { renamed, colliding }: Outcome): void {
  const left = new Set(colliding.map(({ userId }) => userId));
  for (const column of ["email", "recoveryEmail"]) {
    const rows = database.prepare<[], { id: string; email: string }>(
      `SELECT "id", "${column}" AS "email" FROM "User" WHERE "${column}" <> ''`,
    );
    const change = database.prepare(`UPDATE "User" SET "${column}" = ? WHERE "id" = ?`);
    const changes = [...rows.iterate()].flatMap(({ id, email }) => {
      const to = spell(email);
      return to === null || to === email || left.has(id) ? [] : [{ id, to }];
    });
    for (const { id, to } of changes) change.run(to, id);
  }
  // What was taken for a user name, for the width of its stop, is the user's address now, as if they signed up today.
  const fill = database.prepare(`UPDATE "User" SET "email" = ? WHERE "id" = ? AND "email" = ''`);
  for (const { to, userId } of renamed) fill.run(to, userId);
}

interface StoredChallenge {
  id: string;
  loginId: string;
  email: string;
  slot: string | null;
  details: string;
}

/** What is out comes back in the new spelling. Where another one holds its slot already, it is void, as if that had been sent later. */
function respellChallenges(database: SqliteConnection.Database, spell: SpellAddress, { colliding }: Outcome): void {
  const left = new Set(colliding.map(({ loginId }) => loginId));
  const rows = database.prepare<[], StoredChallenge>(`SELECT "id", "loginId", "email", "slot", "details" FROM "Challenge"`).all();
  const change = database.prepare(
    `UPDATE OR IGNORE "Challenge" SET "loginId" = @loginId, "email" = @email, "slot" = @slot, "details" = @details WHERE "id" = @id`,
  );
  const remove = database.prepare(`DELETE FROM "Challenge" WHERE "id" = ?`);
  const toSpelling = (text: string) => spell(text) ?? text;
  for (const before of rows) {
    if (left.has(before.loginId)) continue;
    const details = JSON.parse(before.details);
    if (typeof details.user?.email === "string") details.user.email = toSpelling(details.user.email);
    const loginId = toSpelling(before.loginId);
    const slot = before.slot?.endsWith(before.loginId) ? before.slot.slice(0, -before.loginId.length) + loginId : before.slot;
    const after = { id: before.id, loginId, email: toSpelling(before.email), slot, details: JSON.stringify(details) };
    const isChanged = (["loginId", "email", "slot", "details"] as const).some((column) => after[column] !== before[column]);
    if (isChanged && change.run(after).changes === 0) remove.run(before.id);
  }
}

function tell({ colliding, unreadable }: Outcome): string[] {
  const lines: string[] = [];
  if (colliding.length > 0) {
    const users = colliding.map(({ userId, ownerId }) => `${userId} (${ownerId} has the login ID)`).join(", ");
    lines.push(
      "These users signed in with another spelling of an address that is somebody else's login ID, and cannot any more. They are kept as they " +
        `were: ${users}. Find out whose the address is, then change or remove the other's row of the table LoginId.`,
    );
  }
  if (unreadable.length > 0) {
    const users = unreadable.map(({ userId }) => userId).join(", ");
    lines.push(
      "These users signed in with a name that has an at sign and is no email address, and cannot any more. They are kept as they were: " +
        `${users}. Give them another in the table LoginId.`,
    );
  }
  return lines;
}

/**
 * Brings stored addresses to the one spelling that everything is compared by from now on: login IDs, the addresses of users, and what is
 * out to come back. Nobody is merged and nothing is lost; what cannot be brought over stays as it was and is told, by user.
 */
export function oneSpelling(spell: SpellAddress): MigrationStep {
  return (database) => {
    const outcome = respellLoginIds(database, spell);
    renumber(database);
    respellEmails(database, spell, outcome);
    respellChallenges(database, spell, outcome);
    return tell(outcome);
  };
}
