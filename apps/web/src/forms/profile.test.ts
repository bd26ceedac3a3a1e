import { profileUpdate } from "@repo/contract/profile";
import { EDITABLE_FIELDS, PROFILE_FIELDS } from "@repo/contract/profile-fields";
import { describe, expect, it } from "vitest";
import { checkProfileField, readAsked } from "./profile";

describe("checkProfileField", () => {
  const cases = EDITABLE_FIELDS.flatMap((field) => {
    const { lengthMax } = PROFILE_FIELDS[field];
    const lengths = [0, 1, lengthMax, lengthMax + 1];
    return ["x", "7", "🏮"].flatMap((character) => lengths.map((length) => [field, character.repeat(length)] as const));
  });
  const more = ["阿达", "+1 555 010 0199", "(030) 5550199", "call me", "+", "555-0199", "+1.555.0100", " +1 555 0100 ", "   "];

  it.each([...cases, ...EDITABLE_FIELDS.flatMap((field) => more.map((value) => [field, value] as const))])(
    "thinks of %s as the server does: %s",
    (field, value) => {
      expect(checkProfileField(field, value) === undefined).toBe(profileUpdate.input.safeParse({ [field]: value }).success);
    },
  );

  it("forgives space around a line", () => {
    expect(checkProfileField("name", ` ${"x".repeat(200)} `)).toBeUndefined();
  });
});

describe("readAsked", () => {
  it("reads what was said", () => {
    const fields: Record<string, string> = { "user.name": " Ada ", "user.status": "disabled", loginId: "ada" };

    expect(readAsked((control) => fields[control])).toEqual({ name: "Ada" });
    expect(readAsked(() => " ")).toBeUndefined();
    expect(readAsked(() => null)).toBeUndefined();
  });
});
