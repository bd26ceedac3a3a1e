import { expect, it } from "vitest";
import { openSqlite } from "./sqlite-connection";

it("does not open a file that cannot have a write-ahead log", async () => {
  const opening = openSqlite({ path: ":memory:", readOnly: false, lockWaitMilliseconds: 0 });

  await expect(opening).rejects.toMatchObject({ reason: "broken" });
});
