import { describe, expect, it } from "vitest";
import { confirmationsOf, hasOnlyApp, type Identity } from "./identity";

const ADA: Identity = {
  loginId: "ada@northfold.example",
  email: "ada@northfold.example",
  hasEmail: true,
  hasPassword: true,
  hasApp: true,
  recoveryCodesLeft: 10,
  twoStep: false,
  lacksFirstFactor: false,
  isWithoutApp: false,
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

  it("U87: offers who has come in by a recovery code the app last", () => {
    expect(confirmationsOf({ ...ADA, isWithoutApp: true })).toEqual(["password", "email", "recovery", "app"]);
    expect(confirmationsOf({ ...ADA, isWithoutApp: true, twoStep: true })).toEqual(["recovery", "app"]);
  });

  it("U88: knows who has only the app left to confirm with", () => {
    expect(hasOnlyApp({ ...ADA, twoStep: true, recoveryCodesLeft: 0 })).toBe(true);
    expect([{ twoStep: true }, { recoveryCodesLeft: 0 }].map((changed) => hasOnlyApp({ ...ADA, ...changed }))).toEqual([false, false]);
  });

  it("offers nothing that the user does not have", () => {
    expect(confirmationsOf({ ...ADA, hasPassword: false, hasApp: false, recoveryCodesLeft: 0 })).toEqual(["email"]);
    expect(confirmationsOf({ ...ADA, hasEmail: false, recoveryCodesLeft: 0 })).toEqual(["password", "app"]);
  });
});
