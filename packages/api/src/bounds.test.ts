import { passwordSignUp } from "@repo/contract/password";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { listOperations } from "./routes";
import { createTestApi } from "./testing/rest-api";

/** Beyond what any body holds. */
const ENDLESS = 70_000;
/** Combining marks of four classes in the wrong order: NFC sorts them, in time that grows with the square of their number. */
const MARKS = `a${"\u0315\u0300\u05ae\u0327".repeat(ENDLESS / 4)}@b.c`;
/** The longest text that any rule of ours looks into: a login ID or a name, as it was typed. */
const READ_MAX = 1_280;

/** Patterns of zod's own, in linear time: whether characters of a text are two units long, and whether a name is a number. */
const LINEAR = ["[\\uD800-\\uDBFF]", z.core.regexes.number.source];

interface Leaf {
  path: string;
  schema: z.ZodType;
}

/** Every place of a schema that takes something without a shape of its own: texts, lists, maps, and whatever is not looked into here. */
function leavesOf(schema: z.core.$ZodType, path: string): Leaf[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => leavesOf(field as z.ZodType, `${path}.${name}`));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return leavesOf(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return [{ path, schema }, ...leavesOf(schema.element, `${path}[]`)];
  if (schema instanceof z.ZodBoolean || schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return [];
  return [{ path, schema: schema as z.ZodType }];
}

const leaves = listOperations().flatMap(({ path, operation }) => leavesOf(operation.input, path));

function nested(levels: number): unknown {
  let value: unknown = "core";
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const entries = (count: number, value: (index: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value(index)]));

/** Too much of each kind of value. Which of them a field understands at all is its schema's to know. */
const TOO_MUCH: Record<string, unknown> = {
  "a text": MARKS,
  "a text of digits": "1".repeat(ENDLESS),
  "a list": Array.from({ length: ENDLESS }, () => "a"),
  "a list of long texts": [MARKS],
  "a map of many": entries(10_000, () => "a"),
  "a map of long names": { [MARKS]: "a" },
  "a map of long texts": { a: MARKS },
  "a map of long lists": { a: Array.from({ length: ENDLESS }, () => 1) },
  "a map that is deep": { a: nested(ENDLESS) },
  "a map of much together": entries(1_000, () => "a".repeat(100)),
};

/** The longest text that was worked on meanwhile, by whatever takes longer for a longer one. */
function longestRead(work: () => void): number {
  const spies = (["normalize", "trim", "toLowerCase", "replace", "replaceAll", "split", "match", "matchAll"] as const).map((name) =>
    vi.spyOn(String.prototype, name),
  );
  const patterns = [vi.spyOn(RegExp.prototype, "test"), vi.spyOn(RegExp.prototype, "exec")];
  work();
  const searches = patterns.flatMap(({ mock }) =>
    mock.calls.filter((_, index) => !LINEAR.includes(String(Reflect.get(mock.contexts[index] ?? {}, "source")))),
  );
  const texts = [...spies.flatMap(({ mock }) => mock.contexts.map(String)), ...searches.map(([text]) => text)];
  return Math.max(0, ...texts.map(({ length }) => length));
}

afterEach(() => vi.restoreAllMocks());

describe("every field of every operation", () => {
  it("is one of at least 100", () => {
    expect(leaves.length).toBeGreaterThan(100);
  });

  it.each(leaves)("6.16: has a limit, of which nothing goes beyond and which comes before anything else: $path", ({ schema }) => {
    for (const [kind, value] of Object.entries(TOO_MUCH)) {
      let result: z.ZodSafeParseResult<unknown> | undefined;
      const read = longestRead(() => {
        result = schema.safeParse(value);
      });

      // A field that steers nothing may forget what is wrong in place of refusing it.
      expect([kind, result?.success ? result.data : undefined]).toEqual([kind, undefined]);
      expect([kind, read <= READ_MAX]).toEqual([kind, true]);
    }
  });

  it("6.16: a whole input of such texts is refused as cheaply", () => {
    const input = { loginId: MARKS, password: MARKS, user: { name: MARKS, email: MARKS }, loginOptions: { locale: MARKS } };

    expect(longestRead(() => expect(passwordSignUp.input.safeParse(input).success).toBe(false))).toBeLessThanOrEqual(READ_MAX);
  });
});

describe("what is kept of a request", () => {
  const long = (length: number) => "x".repeat(length);
  const user = {
    name: long(200),
    givenName: long(200),
    middleName: long(200),
    familyName: long(200),
    username: long(200),
    icon: `https://${long(2040)}`,
  };
  const templateOptions = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`option${index}`, long(480)]));
  const loginOptions = {
    templateOptions,
    templateId: long(200),
    locale: long(35),
    revokeOtherSessionsTypes: Array.from({ length: 20 }, () => long(64)),
    customClaims: { note: long(500) },
  };
  const input = { loginId: "ada@example.com", user, loginOptions, providerId: long(200), templateId: long(200), ssoAppId: long(200) };

  it.each(["/v1/auth/otp/signup/email", "/v1/auth/magiclink/signup/email", "/v1/auth/enchantedlink/signup/email", "/v1/auth/totp/signup"])(
    "6.16: is what is read again, and a few kB: POST %s",
    async (path) => {
      const api = await createTestApi();

      expect((await api.call(path, input)).status).toBe(200);
      const [challenge] = await api.database.prisma.challenge.findMany();
      const [letter] = await api.database.prisma.outboxLetter.findMany();
      const details = JSON.parse(challenge?.details ?? "");

      expect(details.options).toEqual({ customClaims: { note: long(500) } });
      expect(challenge?.details.length).toBeLessThan(5_000);
      expect(letter?.sealedLetter.length ?? 0).toBeLessThan(10_000);
      await api.close();
    },
  );
});
