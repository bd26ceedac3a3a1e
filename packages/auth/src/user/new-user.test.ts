import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTestClock } from "../testing";
import { describeNewUser } from "./new-user";

const deps = { clock: createTestClock(), random: { bytes: (length: number) => randomBytes(length) } };

describe("describeNewUser", () => {
  it("takes everything a sign-up says", () => {
    const user = describeNewUser(deps, "ada", {
      name: "Ada Lovelace",
      givenName: "Augusta",
      middleName: "Ada",
      familyName: "King",
      email: "ada@example.com",
      phone: "+15550100",
      icon: "https://example.com/ada.png",
    });

    expect(user).toEqual({
      id: expect.stringMatching(/^U[0-9A-Za-z]{27}$/),
      loginIds: ["ada"],
      name: "Ada Lovelace",
      givenName: "Augusta",
      middleName: "Ada",
      familyName: "King",
      email: "ada@example.com",
      phone: "+15550100",
      picture: "https://example.com/ada.png",
      createdAt: deps.clock.now(),
    });
  });

  it.each([
    ["an address", "ada@example.com", { email: "ada@example.com", phone: "" }],
    ["a phone number", "+15550100", { email: "", phone: "+15550100" }],
    ["a user name", "ada", { email: "", phone: "" }],
  ])("reads a contact off a login ID that is %s", (_, loginId, contacts) => {
    expect(describeNewUser(deps, loginId)).toMatchObject({ loginIds: [loginId], name: "", ...contacts });
  });

  it("prefers the contacts that are given", () => {
    expect(describeNewUser(deps, "ada@example.com", { email: "ada@work.example" }).email).toBe("ada@work.example");
    expect(describeNewUser(deps, "+15550100", { phone: "+15550199" }).phone).toBe("+15550199");
  });

  it("takes an older SDK's username for the name when there is none", () => {
    expect(describeNewUser(deps, "ada", { username: "countess" }).name).toBe("countess");
    expect(describeNewUser(deps, "ada", { username: "countess", name: "Ada" }).name).toBe("Ada");
    expect(describeNewUser(deps, "ada", { username: "countess", name: "" }).name).toBe("countess");
  });
});
