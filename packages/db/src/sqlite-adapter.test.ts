import { expect, it } from "vitest";
import { sqliteAdapter } from "./sqlite-adapter";
import { createTestDatabase } from "./testing/database";

it("runs no statement of a transaction that has ended, which would run outside of it or in the next one", async () => {
  const { file, cleanup } = await createTestDatabase();
  const adapter = await sqliteAdapter({ path: file, readOnly: false, lockWaitMilliseconds: 1_000 }).connect();
  const transaction = await adapter.startTransaction();
  await transaction.rollback();

  const late = transaction.executeRaw({ sql: `DELETE FROM "User"`, args: [], argTypes: [] });

  await expect(late).rejects.toMatchObject({ cause: { kind: "TransactionAlreadyClosed" } });
  await adapter.dispose();
  await cleanup();
});

it("does not open a file that cannot have a write-ahead log", async () => {
  const connecting = sqliteAdapter({ path: ":memory:", readOnly: false, lockWaitMilliseconds: 0 }).connect();

  await expect(connecting).rejects.toMatchObject({ reason: "broken" });
});
