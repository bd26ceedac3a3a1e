import { describe, expect, it } from "vitest";
import { isUsedUp, SEQUENCES, stepsOf } from "./sequences";

const operationsOf = (name: string) => stepsOf(name).map(({ operation }) => operation);

describe("stepsOf", () => {
  it.each(["password.signIn", "constructor", "__proto__", ""])("takes %s for an operation of that name", (name) => {
    expect(operationsOf(name)).toEqual([name]);
  });

  it.each(["resetByLink", "resetByCode", "resetAgain"])(
    "R4: %s ends what has proven it, and signs in by the new password alone",
    (name) => {
      expect(operationsOf(name).slice(-4)).toEqual(["password.update", "logout", "password.signIn", "logout"]);
      const [, , signIn, last] = stepsOf(name).slice(-4);
      expect(signIn?.ifTicked).toBe("_signIn");
      const fields = { loginId: "ada", newPassword: "nine yellow bottles", password: "another" };
      const opened = { operation: "magicLink.verify", answer: { user: { loginIds: ["bob"], email: "" } } };
      expect(signIn?.also?.({}, { fields, done: [] })).toEqual({ loginId: "ada", password: fields.newPassword });
      expect(signIn?.also?.({}, { fields, done: [opened] })).toEqual({ loginId: "bob", password: fields.newPassword });
      expect(last?.onlyAfter?.({ claims: { pending: "secondFactor" } })).toBe(true);
      expect([{ claims: {} }, {}, undefined].map((before) => last?.onlyAfter?.(before))).toEqual([false, false, false]);
    },
  );

  it("P9: a change of password begins with the present one, in the session that is there", () => {
    expect(operationsOf("changePassword").slice(0, 2)).toEqual(["password.signIn", "password.update"]);
    expect(SEQUENCES.changePassword[0].also()).toEqual({ loginOptions: { stepup: true } });
  });
});

describe("isUsedUp", () => {
  it("R1: a link or a code that was shown is not shown again by the form that is sent again", () => {
    expect(isUsedUp([{ operation: "magicLink.verify" }])).toBe(true);
    expect(isUsedUp([{ operation: "otp.verify.email" }])).toBe(true);
    expect(isUsedUp([{ operation: "password.signIn" }])).toBe(false);
    expect(isUsedUp([])).toBe(false);
  });
});
