import { describe, expect, it } from "vitest";
import { confirmationsOf, type Identity } from "./identity";

const ADA: Identity = {
  loginId: "ada@northfold.example",
  email: "ada@northfold.example",
  hasEmail: true,
  hasPassword: true,
  hasApp: true,
  recoveryCodesLeft: 10,
  twoStep: false,
  lacksFirstFactor: false,
};

describe("confirmationsOf", () => {
  it("offers everything the user has, the handiest first", () => {
    expect(confirmationsOf(ADA)).toEqual(["password", "app", "email", "recovery"]);
  });

  it("F11: offers who asked for two steps nothing that is only the first of them", () => {
    expect(confirmationsOf({ ...ADA, twoStep: true })).toEqual(["app", "recovery"]);
  });

  it("F11: offers who has shown only the second step the first, and nothing that is the second again", () => {
    expect(confirmationsOf({ ...ADA, twoStep: true, lacksFirstFactor: true })).toEqual(["password", "email"]);
  });

  it("offers nothing that the user does not have", () => {
    expect(confirmationsOf({ ...ADA, hasPassword: false, hasApp: false, recoveryCodesLeft: 0 })).toEqual(["email"]);
    expect(confirmationsOf({ ...ADA, hasEmail: false, recoveryCodesLeft: 0 })).toEqual(["password", "app"]);
  });
});
