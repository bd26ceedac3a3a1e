import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { editShape, profileSaid, profileUpdate, signUpShape, userShape } from "./profile";
import { PROFILE_FIELDS, type ProfileTable } from "./profile-fields";
import { SignUpUser } from "./user";

/** The table with more fields, as somebody would declare them. */
const GROWN = {
  ...PROFILE_FIELDS,
  nickname: { type: "line", lengthMax: 40, atSignUp: "asked", editable: true, autoComplete: "nickname" },
  banner: { type: "picture", lengthMax: 100, atSignUp: "accepted", signUpName: "cover", editable: false, autoComplete: "off" },
  rank: { type: "line", lengthMax: 10, atSignUp: "no", editable: true, autoComplete: "off" },
} as const satisfies ProfileTable;

describe("a field that is declared", () => {
  const signUp = z.object(signUpShape(GROWN));
  const edit = z.object(editShape(GROWN));

  it("is taken by a sign-up under its name there, where it is to be", () => {
    expect(signUp.parse({ nickname: " Countess ", cover: "https://example.com/a.png", rank: "1st", icon: "" })).toEqual({
      nickname: "Countess",
      cover: "https://example.com/a.png",
      icon: "",
    });
    expectTypeOf<z.output<typeof signUp>>().toHaveProperty("nickname").toEqualTypeOf<string | undefined>();
    expectTypeOf<z.output<typeof signUp>>().toHaveProperty("cover");
    expectTypeOf<z.output<typeof signUp>>().not.toHaveProperty("banner");
    expectTypeOf<z.output<typeof signUp>>().not.toHaveProperty("rank");
  });

  it("is stored under its own", () => {
    const said = profileSaid(GROWN, { nickname: "Countess", cover: "https://example.com/a.png", rank: "1st" });

    expect(said).toMatchObject({ nickname: "Countess", banner: "https://example.com/a.png", rank: "", name: "" });
    expect(Object.keys(said)).toEqual(Object.keys(GROWN));
  });

  it("is changed by its user where that is said, and can be emptied", () => {
    expect(edit.parse({ nickname: "", rank: "2nd", banner: "https://example.com/a.png", middleName: "Ada" })).toEqual({
      nickname: "",
      rank: "2nd",
    });
    expectTypeOf<z.output<typeof edit>>().toHaveProperty("rank");
    expectTypeOf<z.output<typeof edit>>().not.toHaveProperty("banner");
  });

  it("is in the user object", () => {
    expect(Object.keys(userShape(GROWN))).toEqual(Object.keys(GROWN));
    expectTypeOf<keyof ReturnType<typeof userShape<typeof GROWN>>>().toEqualTypeOf<keyof typeof GROWN>();
  });

  it.each(Object.entries<ProfileTable[string]>(GROWN))(
    "has limits: %s",
    (field, { lengthMax, type, signUpName = field, atSignUp, editable }) => {
      const filled = { line: "x", phone: "0", picture: "https://example.com/x" }[type];
      const values = [lengthMax + 1, 3 * lengthMax].map((length) => filled.padEnd(length, filled.at(-1)));

      for (const value of [...values, "\ud800", "a\u0000b", "a\nb"]) {
        if (atSignUp !== "no") expect(signUp.safeParse({ [signUpName]: value }).success).toBe(false);
        if (editable) expect(edit.safeParse({ [field]: value }).success).toBe(false);
      }
    },
  );
});

describe("the profile", () => {
  it("has the names of the wire", () => {
    expect(Object.keys(PROFILE_FIELDS)).toEqual(
      expect.arrayContaining(["name", "givenName", "middleName", "familyName", "phone", "picture"]),
    );
    expect(Object.keys(SignUpUser.shape)).toEqual(
      expect.arrayContaining(["name", "givenName", "middleName", "familyName", "email", "phone", "username", "icon"]),
    );
  });

  it("changes by no name that is not a field's", () => {
    const more = { email: "eve@example.com", verifiedPhone: true, status: "enabled", id: "U2", __proto__: null };

    expect(profileUpdate.input.parse({ name: "Ada", ...more })).toEqual({ name: "Ada" });
  });
});
