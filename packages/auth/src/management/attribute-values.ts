import { AuthError } from "@repo/contract/errors";
import type { CustomAttributeRecord } from "@repo/db/management/custom-attributes";
import type { StoreTransaction } from "@repo/db/store";

/** Of all values of one user, as JSON: an attribute at a time they would grow without an end. */
const VALUES_MAX = 16_000;

/** What each type of attribute takes, by its number on the wire; in words for whoever sends something else. */
const TYPES: Readonly<Record<number, { means: string; takes(value: unknown, options: CustomAttributeRecord["options"]): boolean }>> = {
  1: { means: "a text", takes: (value) => typeof value === "string" },
  2: { means: "a number", takes: (value) => typeof value === "number" && Number.isFinite(value) },
  3: { means: "true or false", takes: (value) => typeof value === "boolean" },
  4: { means: "one of the options", takes: (value, options) => options.some((option) => option.value === value) },
  5: {
    means: "a list of some of the options",
    takes: (value, options) =>
      Array.isArray(value) && new Set(value).size === value.length && value.every((one) => options.some((option) => option.value === one)),
  },
  6: { means: "a date: ISO 8601 or a whole number of the epoch", takes: isDate },
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function isDate(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  return typeof value === "string" && ISO_DATE.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whether a declared attribute may have this value. Throws E011003. */
export function checkValue(
  { name, type, options }: Pick<CustomAttributeRecord, "name" | "type" | "options">,
  value: unknown,
  field = `customAttributes.${name}`,
): void {
  const rule = TYPES[type];
  if (!rule?.takes(value, options)) throw new AuthError("E011003", `${field} must be ${rule?.means ?? "of a type that there is"}`);
}

/**
 * The user's attributes as they are stored, with these in addition: each declared, of its type, null for one to be removed. One statement,
 * none where there is nothing to check. Throws E011003, also where they are too much together.
 *
 * @param before the JSON that is stored; left out for a user who has none, or is to keep none
 */
export async function describeCustomAttributes(
  { customAttributes }: Pick<StoreTransaction, "customAttributes">,
  said: Readonly<Record<string, unknown>>,
  before = "{}",
): Promise<string> {
  const names = Object.keys(said);
  if (names.length === 0) return before;
  const declared = new Map((await customAttributes.findByNames(names)).map((attribute) => [attribute.name, attribute]));
  // No prototype: an attribute may be called __proto__.
  const values = new Map<string, unknown>(Object.entries(JSON.parse(before)));
  for (const [name, value] of Object.entries(said)) {
    const attribute = declared.get(name);
    if (!attribute) throw new AuthError("E011003", `customAttributes.${name} is not declared`);
    if (value === null) values.delete(name);
    else {
      checkValue(attribute, value);
      values.set(name, value);
    }
  }
  const stored = JSON.stringify(Object.fromEntries(values));
  if (stored.length > VALUES_MAX) throw new AuthError("E011003", `customAttributes may hold ${VALUES_MAX} characters together`);
  return stored;
}
