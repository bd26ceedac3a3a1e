import { describe, expect, it } from "vitest";
import { inPostgres, storableText } from "./in-postgres.mjs";

describe("inPostgres", () => {
  it.each([
    [`SELECT json_group_array(json_object('id', "id"))`, `SELECT json_agg(json_build_object('id', "id"))`],
    [`SELECT json("row"), instr("a", char(10))`, `SELECT to_json("row"), strpos("a", chr(10))`],
    [`WHERE "x"."details" ->> 'askedIn' = ''`, `WHERE CAST("x"."details" AS jsonb) ->> 'askedIn' = ''`],
    [`WHERE +u."id" = (+"roleId") ORDER BY +u."name"`, `WHERE u."id" = ("roleId") ORDER BY u."name"`],
    [`SET "tries" = "tries" + 1, "a" = varchar(1)`, `SET "tries" = "tries" + 1, "a" = varchar(1)`],
  ])("makes of %s %s", (text, expected) => {
    expect(inPostgres(text)).toBe(expected);
  });
});

describe("storableText", () => {
  it.each([
    ["a\0b", "a\ufffdb"],
    [JSON.stringify({ a: "\0", b: "\ud800x", c: "\\u0000", d: "\ud83d\ude00" }), '{"a":"\\ufffd","b":"\\ufffdx","c":"\\\\u0000","d":"😀"}'],
    ["\\u0000 typed", "\\u0000 typed"],
  ])("makes of %j %j", (text, expected) => {
    expect(storableText(text)).toBe(expected);
  });
});
