import { describe, expect, it } from "vitest";
import { strengthOf } from "./password-strength";

const KNOWN = ["ada.moreno@northfold.example", "Ada Moreno", "Gatehouse"];

describe("strengthOf", () => {
  it.each([
    ["", undefined],
    ["lante", "weak"],
    ["harbour9", "fair"],
    ["aquietharbour", "fair"],
    ["a quiet harbour", "strong"],
    ["seven lanterns by the river", "strong"],
    ["correct horse battery staple", "strong"],
  ])("U8: takes %j for %s, by its length", (password, strength) => {
    expect(strengthOf(password, KNOWN)).toBe(strength);
  });

  it.each([
    ["one character again and again", "aaaaaaaaaaaaaaaaaaaa"],
    ["one word again and again", "harbourharbourharbour"],
    ["a run of the alphabet", "abcdefghijklmnopqrst"],
    ["runs up and down", "123456789987654321"],
    ["rows of a keyboard", "qwertyuiopasdfghjkl"],
    ["the email and a year", "ada.moreno@northfold1987"],
    ["the name in other letters", "ADAmorenoMORENOada1"],
    ["the app's name", "gatehousegatehouse7"],
    ["what everybody tries first", "Password12345"],
  ])("U8: is not taken in by %s", (_, password) => {
    expect(strengthOf(password, KNOWN)).toBe("weak");
  });

  it("U8: counts characters, of whichever script and kind", () => {
    expect(strengthOf("тихаягаваньночью", KNOWN)).toBe("strong");
    expect(strengthOf("🐢🌊🏮🚪🌾🕯🧭⛵", KNOWN)).toBe("fair");
  });
});
