import { collectLetters } from "@repo/auth/testing/deps";
import { AUTH_ERRORS } from "@repo/contract/errors";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { takesLoginId } from "../openapi";
import { listOperations, type OperationEntry } from "../routes";
import type { Surface } from "./surface";
import { closeWorlds, createWorld } from "./world";

/** What RFC 5321 does not allow, and what no domain is. */
const NO_ADDRESS = ["a..b@x.example", ".dot@x.example", "a@ex_ample.com", "a@-example.com", "a@example.com:25", "a@exam\u00adple.com"];
const ADDRESS = "anna@xn--bcher-kva.example";
const SPELLINGS = [
  "anna@bücher.example",
  "anna@bu\u0308cher.example",
  "ANNA@BÜCHER.example",
  "anna@bücher。example",
  "anna@XN--bcher-kva.example",
];

const operations = listOperations().filter(({ operation }) => takesLoginId(operation));

function has({ operation }: OperationEntry, ...path: string[]): boolean {
  let schema: unknown = operation.input;
  for (const name of path) {
    const object = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    if (!(object instanceof z.ZodObject) || !(name in object.shape)) return false;
    schema = object.shape[name];
  }
  return true;
}

function surfacesOf({ operation }: OperationEntry): Surface["name"][] {
  return operation.routes.length > 0 ? ["rest", "browser"] : ["browser"];
}

afterAll(closeWorlds);

describe.each(operations)("$path", (entry) => {
  const complete = { code: "123456", password: "a quiet harbour", oldPassword: "a quiet harbour", newPassword: "a quiet harbour at dawn" };

  it.each(surfacesOf(entry))("6.15: answers E011004 over %s to what is no address, in every field that takes one", async (name) => {
    const world = await createWorld(name);
    const { loginId, credential } = await world.signUp();
    world.deps.limiter.take = () => 0;

    for (const typed of NO_ADDRESS) {
      const inputs = [
        { ...complete, loginId: typed, email: loginId },
        ...(has(entry, "email") ? [{ ...complete, loginId, email: typed }] : []),
        ...(has(entry, "user", "email") ? [{ ...complete, loginId, user: { email: typed } }] : []),
      ];
      for (const input of inputs) {
        const answer = await world.surface.call(entry, input, credential);

        expect([typed, answer.code, answer.status]).toEqual([typed, "E011004", AUTH_ERRORS.E011004.status]);
      }
    }
  });
});

describe.each(["rest", "browser"] as const)("an account over %s", (name) => {
  it("6.15: is one, whichever way its address is spelled", async () => {
    const world = await createWorld(name);
    const { loginId, password } = await world.signUp(SPELLINGS[0]);

    for (const typed of [loginId, ADDRESS, ...SPELLINGS]) {
      const { body, code } = await world.call("password.signIn", { loginId: typed, password });

      expect(code).toBeNull();
      expect(body).toMatchObject({ user: { loginIds: [ADDRESS], email: ADDRESS } });
      expect(await world.call("password.signUp", { loginId: typed, password })).toMatchObject({ code: "E062107" });
    }
  });

  it("6.15: is sent five letters in a quarter of an hour, whichever way its address is spelled", async () => {
    const world = await createWorld(name);
    const codes: (string | null)[] = [];

    for (const loginId of [ADDRESS, ...SPELLINGS]) codes.push((await world.call("otp.signUpOrIn.email", { loginId })).code);

    expect(codes).toEqual([null, null, null, null, null, "E130429"]);
    expect((await collectLetters(world.deps)).map(({ to }) => to)).toEqual(Array(5).fill(ADDRESS));
  });

  it("6.15: keeps its address from others, who spell it in another way", async () => {
    const world = await createWorld(name);
    await world.signUp(ADDRESS);
    const other = await world.signUp();

    for (const email of SPELLINGS) {
      const input = { loginId: other.loginId, email, addToLoginIDs: true };

      expect(await world.call("otp.update.email", input, other.credential)).toMatchObject({ code: "E062125" });
      world.deps.clock.advance({ minutes: 2 });
    }
  });
});
