import { describe, expect, it } from "vitest";
import { joined, memberAs, timeOf } from "./dialect";

describe("memberAs", () => {
  it("says to Postgres alone what a member is", () => {
    expect(joined([memberAs("text", "row", "a"), memberAs("time", "row", "b")])).toEqual({
      sqlite: `"row" ->> 'a', "row" ->> 'b'`,
      postgresql: `"row" ->> 'a', CAST("row" ->> 'b' AS timestamp(3))`,
    });
  });
});

describe("timeOf", () => {
  it.each(["2026-01-01T00:00:00.5", "2026-01-01T00:00:00.500+00:00", "2026-01-01T00:00:00.500Z"])("reads %s as UTC", (text) => {
    expect(timeOf(text)).toEqual(new Date("2026-01-01T00:00:00.500Z"));
  });
});
