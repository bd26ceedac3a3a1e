import { AuthError } from "@repo/contract/errors";
import type { Operation } from "@repo/contract/operation";
import { z } from "zod";

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

/** Leaves out the nulls of declared fields. Maps keep theirs: a custom claim may well be null. */
function withoutNulls(schema: z.core.$ZodType, value: unknown): unknown {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject) || !isFields(value)) return value;
  const kept = { ...value };
  for (const [name, field] of Object.entries(object.shape)) {
    if (kept[name] === null) delete kept[name];
    else if (name in kept) kept[name] = withoutNulls(field, kept[name]);
  }
  return kept;
}

function withCanonicalNames(aliases: Readonly<Record<string, string>>, fields: Fields): Fields {
  const renamed = { ...fields };
  for (const [alias, name] of Object.entries(aliases)) {
    if (renamed[name] === undefined || renamed[name] === null) renamed[name] = fields[alias];
  }
  return renamed;
}

/**
 * What the wire sends, as the operation names it: aliases resolved, null read as absent, query and path fields merged in. Throws E011001
 * for a body that is not an object.
 */
export function fromWire(operation: Operation, outside: Record<string, string>, body: unknown): unknown {
  if (!isFields(body)) throw new AuthError("E011001", "The request body must be a JSON object");
  return withoutNulls(operation.input, withCanonicalNames(operation.aliases ?? {}, { ...body, ...outside }));
}
