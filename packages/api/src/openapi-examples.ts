import type { Operation } from "@repo/contract/operation";
import { z } from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

const SECONDS = 1_790_000_000;
const TOKEN = "eyJhbGciOiJSUzI1NiIs…";

/** What a field holds in an example, by its name: one person's, so that a reader's requests follow from each other. */
const VALUES: Readonly<Record<string, unknown>> = {
  loginId: "ada@northfold.example",
  loginIds: ["ada@northfold.example"],
  email: "ada@northfold.example",
  maskedEmail: "a***@northfold.example",
  user: { name: "Ada Moreno" },
  userId: "U3h9KqT4vXw1nRz6YbLs0Hc2e4F",
  impersonatorId: "U7cQm2VtXb5RzWj0LpYd8Gs4NfA",
  ids: ["K7cQm2VtXb5RzWj0LpYd8Gs4NfA"],
  name: "Ada Moreno",
  password: "a quiet harbour",
  oldPassword: "a quiet harbour",
  newPassword: "seven lanterns by the river",
  code: "123456",
  token: "the t of the link",
  pendingRef: "as it was answered when the link was sent",
  linkId: "27",
  sessionJwt: TOKEN,
  refreshJwt: TOKEN,
  cookiePath: "/",
  cookieMaxAge: 2_419_200,
  claims: { sub: "U3h9KqT4vXw1nRz6YbLs0Hc2e4F", drn: "DS", amr: ["pwd"] },
  firstSeen: true,
  verifiedEmail: true,
  minLength: 8,
  tenant: "",
  userTenants: [],
  ip: "203.0.113.7",
  key: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  provisioningURL: "otpauth://totp/Gatehouse:ada%40northfold.example?secret=JBSWY3DPEHPK3PXP…&issuer=Gatehouse",
  image: "iVBORw0KGgoAAAANSUhEUg…",
  kid: "9mYI2JxkQbX4s0uVw1nRz6YbLs0Hc2e4FK8qT3h",
  e: "AQAB",
  n: "0vx7agoebGcQSuuPiLJXZpt…",
};

/** Null in every answer that there is today. */
const NULL = ["idpResponse"];

/** Not required, but a reader expects to see them. */
const SHOWN = ["user"];

/** A value of the schema that reads like a real one. */
function sample(name: string, schema: Schema, definitions: Readonly<Record<string, Schema>>): unknown {
  if (schema.$ref) return sample(name, definitions[schema.$ref.replace("#/$defs/", "")] ?? {}, definitions);
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.properties) return samplesOf(schema, definitions);
  if (fits(VALUES[name], schema)) return VALUES[name];
  if (schema.enum) return schema.enum[0];
  if (NULL.includes(name)) return null;
  if (schema.anyOf?.[0]) return sample(name, schema.anyOf[0] as Schema, definitions);
  if (schema.type === "array") return isObject(schema.items) ? [sample(name, schema.items, definitions)] : [];
  if (schema.type === "string") return schema.minLength ? name : "";
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return /Time|Expiration/.test(name) ? SECONDS : (schema.minimum ?? 0);
  return {};
}

/** One name may mean two things: a user's `password` is whether there is one. */
function fits(value: unknown, { type }: Schema): boolean {
  if (value === undefined) return false;
  return Array.isArray(value)
    ? type === "array"
    : typeof value === "number"
      ? type === "integer"
      : type === undefined || typeof value === type;
}

function isObject(items: unknown): items is Schema {
  return typeof items === "object" && items !== null && ("properties" in items || "$ref" in items);
}

function samplesOf({ properties = {} }: Schema, definitions: Readonly<Record<string, Schema>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, sample(name, property as Schema, definitions)]));
}

function read(type: z.ZodType, io: "input" | "output"): { schema: Schema; definitions: Readonly<Record<string, Schema>> } {
  const schema: Schema = z.toJSONSchema(type, { io, unrepresentable: "any" });
  return { schema, definitions: (schema.$defs ?? {}) as Record<string, Schema> };
}

/** A body that the operation accepts: what it requires, and little else. */
export function exampleBody({ input }: Pick<Operation, "input">): unknown {
  const { schema, definitions } = read(input, "input");
  const { properties = {}, required = [] } = schema;
  if (schema.type === "array") return sample("", schema, definitions);
  const shown = Object.entries(properties).filter(([name]) => required.includes(name) || SHOWN.includes(name));
  return Object.fromEntries(
    shown.map(([name, field]) => {
      const property = field as Schema;
      return [name, (property.examples ? undefined : VALUES[name]) ?? sample(name, property, definitions)];
    }),
  );
}

/** What the operation answers when all is well. */
export function exampleAnswer({ output }: Operation): unknown {
  const { schema, definitions } = read(output, "output");
  return sample("", schema, definitions);
}
