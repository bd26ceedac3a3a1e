import { type ApiError, isApiError } from "@repo/contract/errors";
import { defineOperation, inEach } from "@repo/contract/operation";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromWire } from "./from-wire";

const operation = defineOperation({
  routes: ["POST /v1/things/{thingId}"],
  access: "project",
  kind: "mutation",
  summary: "Of this test",
  input: z.object({
    loginId: z.string(),
    thingId: z.string().optional(),
    names: z.array(z.string()).optional(),
    options: z.object({ claims: z.record(z.string(), z.unknown()).optional(), locale: z.string().optional() }).optional(),
  }),
  output: z.object({}),
  errors: [],
  aliases: { identifier: "loginId", externalId: "loginId" },
});

describe("fromWire", () => {
  it("passes on what needs no translation, unknown fields too: the schema drops them", () => {
    const body = { loginId: "ada", names: ["a", "b"], unheardOf: { deep: 1 } };

    expect(fromWire(operation, {}, body)).toEqual(body);
  });

  it("reads the null of a declared field as absent, at every level", () => {
    const read = fromWire(operation, {}, { loginId: "ada", names: null, options: { claims: null, locale: "en" } });

    expect(read).toEqual({ loginId: "ada", options: { locale: "en" } });
    expect(read).not.toHaveProperty("names");
  });

  it("reads a null object as absent", () => {
    expect(fromWire(operation, {}, { loginId: "ada", options: null })).not.toHaveProperty("options");
  });

  it("keeps nulls inside maps and lists, where they mean something", () => {
    const body = { loginId: "ada", names: [null], options: { claims: { manager: null } } };

    expect(fromWire(operation, {}, body)).toEqual(body);
  });

  it.each(["identifier", "externalId"])("reads %s as loginId", (alias) => {
    expect(fromWire(operation, {}, { [alias]: "ada" })).toMatchObject({ loginId: "ada" });
  });

  it("prefers the canonical name to its aliases, and an alias to a null", () => {
    expect(fromWire(operation, {}, { loginId: "ada", identifier: "grace" })).toMatchObject({ loginId: "ada" });
    expect(fromWire(operation, {}, { loginId: null, identifier: "grace" })).toMatchObject({ loginId: "grace" });
  });

  it("merges path and query fields in, which win over the body", () => {
    expect(fromWire(operation, { thingId: "T1" }, { loginId: "ada", thingId: "T2" })).toMatchObject({ loginId: "ada", thingId: "T1" });
  });

  it.each([
    ["null", null],
    ["a list", [{ loginId: "ada" }]],
    ["a string", "loginId"],
    ["a number", 1],
    ["a boolean", true],
  ])("answers E011001 to a body that is %s", (_, body) => {
    expect(refusalOf(body)?.code).toBe("E011001");
  });

  it("leaves the prototype of nothing changed by a __proto__ key", () => {
    const read = fromWire(operation, {}, JSON.parse('{"loginId":"ada","__proto__":{"loginId":"grace","admin":true}}'));

    expect(read).toMatchObject({ loginId: "ada" });
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(operation.input.parse(read)).toEqual({ loginId: "ada" });
  });

  it("reads other names in each object of a list, and in an object, and no null of theirs", () => {
    const deep = defineOperation({
      ...operation,
      input: z.object({
        users: z.array(z.object({ loginId: z.string(), email: z.string().optional() })),
        user: z.object({ name: z.string().optional() }).optional(),
      }),
      aliases: { ...inEach("users", { identifier: "loginId" }), "user.displayName": "name" },
    });
    const body = { users: [{ identifier: "ada", email: null }, { loginId: "bob" }, "eve"], user: { displayName: "Ada" } };

    const read = fromWire(deep, {}, body);

    expect(read).toMatchObject({ users: [{ loginId: "ada" }, { loginId: "bob" }, "eve"], user: { name: "Ada" } });
    expect((read as typeof body).users[0]).not.toHaveProperty("email");
    expect(fromWire(deep, {}, { users: { identifier: "ada" } })).toEqual({ users: { identifier: "ada" } });
  });

  it("takes a list where the operation does, and nothing else there", () => {
    const list = defineOperation({ ...operation, input: z.array(z.string()) });

    expect(fromWire(list, { thingId: "T1" }, ["U1", "U2"])).toEqual(["U1", "U2"]);
    expect(() => fromWire(list, {}, { ids: ["U1"] })).toThrow("must be a JSON list");
    expect(() => fromWire(list, {}, {})).toThrow("must be a JSON list");
  });

  it("does not change the body it was given", () => {
    const body = { identifier: "ada", names: null, options: { locale: null } };

    fromWire(operation, { thingId: "T1" }, body);

    expect(body).toEqual({ identifier: "ada", names: null, options: { locale: null } });
  });
});

function refusalOf(body: unknown): ApiError | undefined {
  try {
    fromWire(operation, {}, body);
  } catch (error) {
    if (isApiError(error)) return error;
  }
  return undefined;
}
