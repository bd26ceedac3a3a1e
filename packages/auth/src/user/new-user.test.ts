import { randomBytes } from "node:crypto";
import { profileSaid } from "@repo/contract/profile";
import { PROFILE_FIELDS } from "@repo/contract/profile-fields";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import { requestEnchantedSignUp } from "../links/enchanted-link";
import { requestSignUpLink } from "../links/magic-link";
import { requestSignUpCode } from "../otp/request-code";
import { createTestClock, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, type Scene, signUp, visitor } from "../testing/scene";
import { signUpWithTotp } from "../totp/enrol";
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
      ...profileSaid(PROFILE_FIELDS, {}),
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

// Otherwise the owner of an address would find an account under it that somebody else has proved an address of.
describe("a sign-up that names another address than its login ID", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(() => scene.close());

  type SignUp = (loginId: string, email: string, caller: Caller) => Promise<unknown>;

  const ways: Record<string, SignUp> = {
    "a code": (loginId, email, caller) => requestSignUpCode(scene.deps, { loginId, email }, caller),
    "a code, in the user": (loginId, email, caller) => requestSignUpCode(scene.deps, { loginId, user: { email } }, caller),
    "a link": (loginId, email, caller) => requestSignUpLink(scene.deps, { loginId, email }, caller),
    "three links": (loginId, email, caller) => requestEnchantedSignUp(scene.deps, { loginId, email }, caller),
    "a password": (loginId, email, caller) => signUp(scene.deps, loginId, { user: { email } }, caller),
    "an authenticator": (loginId, email, caller) => signUpWithTotp(scene.deps, { loginId, user: { email } }, caller),
  };

  const surfaces = { "at pages": () => visitor(scene.deps), "over REST": () => testCaller(scene.deps) };
  const cases = Object.entries(surfaces).flatMap(([surface, callAs]) =>
    Object.entries(ways).map(([way, ask]) => ({ surface, callAs, way, ask })),
  );

  it.each(cases)("C24, 2.7: is refused $surface, where the login ID is an address: by $way", async ({ callAs, ask }) => {
    expect(await outcomeOf(ask(ADA, "mallory@example.org", callAs()))).toBe("E011004");
    expect(await scene.prisma.user.count()).toBe(0);
    expect(await scene.prisma.challenge.count()).toBe(0);

    expect(await outcomeOf(ask(ADA, ADA, callAs()))).toBe("done");
    expect(await outcomeOf(ask("mallory", "mallory@example.org", callAs()))).toBe("done");
  });
});
