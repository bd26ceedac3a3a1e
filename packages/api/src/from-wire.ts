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

/** Leaves out the nulls of declared fields. Maps and lists keep theirs: a custom claim may well be null. */
function withoutNulls(schema: z.core.$ZodType, value: unknown): unknown {
  const object = unwrap(schema);
  if (object instanceof z.ZodArray && Array.isArray(value)) return value.map((one) => withoutNulls(object.element, one));
  if (!(object instanceof z.ZodObject) || !isFields(value)) return value;
  const kept = { ...value };
  for (const [name, field] of Object.entries(object.shape)) {
    if (kept[name] === null) delete kept[name];
    else if (name in kept) kept[name] = withoutNulls(field, kept[name]);
  }
  return kept;
}

/** The same value with one field called by its own name: the last step of the way names the alias, those before lead to the objects. */
function withCanonicalName(value: unknown, [step = "", ...way]: readonly string[], name: string): unknown {
  if (!isFields(value)) return value;
  if (way.length === 0) {
    const isGiven = value[step] !== undefined && (value[name] ?? null) === null;
    return isGiven ? { ...value, [name]: value[step] } : value;
  }
  const field = step.replace(/\[\]$/, "");
  const inner = value[field];
  if (inner === undefined) return value;
  if (field === step) return { ...value, [field]: withCanonicalName(inner, way, name) };
  return Array.isArray(inner) ? { ...value, [field]: inner.map((one) => withCanonicalName(one, way, name)) } : value;
}

function withCanonicalNames(aliases: Readonly<Record<string, string>>, body: Fields): unknown {
  return Object.entries(aliases).reduce<unknown>((value, [alias, name]) => withCanonicalName(value, alias.split("."), name), body);
}

/**
 * What the wire sends, as the operation names it: aliases resolved, null read as absent, query and path fields merged in. Throws E011001
 * for a body that is not an object, or not a list where the operation takes one.
 */
export function fromWire(operation: Operation, outside: Record<string, string>, body: unknown): unknown {
  if (operation.input instanceof z.ZodArray) {
    if (!Array.isArray(body)) throw new AuthError("E011001", "The request body must be a JSON list");
    return withoutNulls(operation.input, body);
  }
  if (!isFields(body)) throw new AuthError("E011001", "The request body must be a JSON object");
  return withoutNulls(operation.input, withCanonicalNames(operation.aliases ?? {}, { ...body, ...outside }));
}
