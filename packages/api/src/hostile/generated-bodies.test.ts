import { AUTH_ERRORS, type ErrorTable } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { errorsOf } from "../openapi";
import type { OperationEntry } from "../routes";
import { createTestApi, PASSWORD, signUp, type TestAnswer, type TestApi } from "../testing/rest-api";
import { tokenFor, writes } from "./writes";

const LOGIN_ID = "ada@example.com";

/** Characters of every kind, halves of pairs among them. */
const anyCharacters = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
const text = fc.oneof(
  { weight: 3, arbitrary: anyCharacters },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.emailAddress() },
  { weight: 1, arbitrary: fc.constantFrom("", "\0", "__proto__", "constructor", "1e999", "%00", "null") },
);
const anything = fc.oneof(
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 3, arbitrary: text },
  { weight: 1, arbitrary: fc.double() },
);
/** Half-right objects: the fields that some operation knows, with whatever for a value. */
const options = fc.record(
  {
    customClaims: fc.oneof(fc.dictionary(text, anything, { maxKeys: 40 }), anything),
    stepup: fc.oneof(fc.boolean(), anything),
    mfa: fc.oneof(fc.boolean(), anything),
    tenantId: anything,
    locale: anything,
    templateOptions: fc.oneof(fc.dictionary(text, text), anything),
    pkceChallenge: anything,
    revokeOtherSessions: fc.oneof(fc.boolean(), anything),
    revokeOtherSessionsTypes: fc.oneof(fc.array(text), anything),
  },
  { requiredKeys: [] },
);
const details = fc.record(
  { name: anything, givenName: anything, email: anything, phone: anything, picture: anything },
  { requiredKeys: [] },
);
/** What gets past the first look now and then. */
const plausible: Record<string, fc.Arbitrary<unknown>> = {
  loginId: fc.constantFrom(LOGIN_ID, "grace@example.com", "grace"),
  email: fc.oneof(fc.constant(LOGIN_ID), fc.emailAddress()),
  password: fc.constantFrom(PASSWORD, "wrong horse battery"),
  oldPassword: fc.constantFrom(PASSWORD, "wrong horse battery"),
  newPassword: fc.constantFrom("short", "another long password"),
  code: fc.oneof(fc.constantFrom("123456", "12 34 56"), fc.stringMatching(/^\d{6}$/)),
  token: fc.stringMatching(/^C[0-9A-Za-z]{27}\.[\w-]{43}$/),
  pendingRef: fc.stringMatching(/^[\w-]{43}$/),
  URI: fc.webUrl(),
  redirectUrl: fc.webUrl(),
  loginOptions: options,
  user: details,
  identifier: fc.constantFrom(LOGIN_ID, "grace@example.com", "grace"),
  userId: fc.constantFrom("", "U000000000000000000000000000"),
  tenantId: fc.constantFrom("", "acme", "T1"),
  roleName: fc.constantFrom("Editor", "Viewer", ""),
  phone: fc.constantFrom("", "+14155550100"),
  picture: fc.webUrl(),
};

/** Mostly what a field takes, by its name or else by its schema, and now and then whatever. */
function valuesFor(name: string, schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const sensible = plausible[name] ?? shapedAs(name, schema);
  return sensible ? fc.oneof({ weight: 4, arbitrary: sensible }, { weight: 1, arbitrary: anything }) : anything;
}

function shapedAs(name: string, schema: z.core.$ZodType): fc.Arbitrary<unknown> | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapedAs(name, schema.unwrap());
  if (schema instanceof z.ZodPipe) return shapedAs(name, schema.in);
  if (schema instanceof z.ZodArray) return fc.array(valuesFor(name.replace(/s$/, ""), schema.element), { maxLength: 5 });
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.oneof(fc.constantFrom(0, 1, -1, 2 ** 31, -62135596800000), fc.integer());
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((one) => valuesFor(name, one as z.core.$ZodType)));
  if (schema instanceof z.ZodRecord) return fc.dictionary(text, anything, { maxKeys: 5 });
  if (schema instanceof z.ZodString) return text;
  if (!(schema instanceof z.ZodObject)) return undefined;
  const fields = Object.entries(schema.shape).map(([field, value]) => [field, valuesFor(field, value as z.core.$ZodType)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function bodiesFor({ operation }: OperationEntry): fc.Arbitrary<unknown> {
  const others = [...Object.keys(operation.aliases ?? {}), "unheardOf"].map((name) => [name, plausible[name] ?? anything]);
  const more = fc.record(Object.fromEntries(others), { requiredKeys: [] });
  const shaped = shapedAs("", operation.input) ?? anything;
  const body =
    operation.input instanceof z.ZodObject ? fc.tuple(more, shaped).map(([one, other]) => ({ ...one, ...(other as object) })) : shaped;
  return fc.oneof({ weight: 6, arbitrary: body }, { weight: 1, arbitrary: anything });
}

let api: TestApi;
let tokens: JWTResponse & { accessKey: string };
let accessKey: string;
let calls = 0;

beforeAll(async () => {
  api = await createTestApi();
  accessKey = (await api.manage<{ cleartext: string }>("POST /v1/mgmt/accesskey/create", { name: "reports" })).cleartext;
});

// Some operations end sessions, change the password or use the budgets up: each starts with somebody of its own.
beforeEach(async () => {
  await api.database.prisma.user.deleteMany();
  await api.database.prisma.budget.deleteMany();
  tokens = { ...(await signUp(api, LOGIN_ID)), accessKey };
});

afterAll(() => api.close());

function expectDeclared({ operation }: OperationEntry, { status, body }: TestAnswer): void {
  if (status === 200) {
    expect(operation.output.safeParse(body).error).toBeUndefined();
    return;
  }
  const { errorCode } = body as { errorCode: string };
  const errors: ErrorTable = { ...AUTH_ERRORS, ...operation.ownErrors };
  expect(errorsOf(operation, "POST")).toContain(errorCode);
  expect(status).toBeLessThan(500);
  expect(body).toEqual({ errorCode, errorDescription: errors[errorCode]?.description, errorMessage: expect.any(String) });
}

describe.each(writes.map((entry) => [`${entry.method} ${entry.path}`, entry] as const))("6.1, H5: %s", (_route, entry) => {
  it("answers whatever JSON with what it declares, and nothing unexpected is logged", async () => {
    await fc.assert(
      fc.asyncProperty(bodiesFor(entry), async (body) => {
        const token = tokenFor(entry.operation, tokens);
        const answer = await api.call(entry.path, JSON.stringify(body), {
          method: entry.method,
          ...(token !== undefined && { token }),
          headers: { "content-type": "application/json" },
          address: `2001:db8:${(calls++).toString(16)}::1`,
        });

        expectDeclared(entry, answer);
        expect(api.errors).toEqual([]);
      }),
    );
  });
});
