import type { z } from "zod";

/** What a path leads to; undefined where it leads nowhere. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), input);
}

/** What a limit asks for, in words; undefined where zod has none of ours. */
function describeLimit(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code !== "too_big" && issue.code !== "too_small") return undefined;
  const [limit, word] = issue.code === "too_big" ? [issue.maximum, "most"] : [issue.minimum, "least"];
  if (issue.origin === "array") return `must have at ${word} ${limit} ${Number(limit) === 1 ? "entry" : "entries"}`;
  if (issue.origin === "string") return `must be at ${word} ${limit} ${Number(limit) === 1 ? "character" : "characters"}`;
  if (issue.origin === "number" || issue.origin === "int") return `must be at ${word} ${limit}`;
}

/**
 * What is wrong with a field, in words for the caller.
 *
 * @param input what was sent, to tell a missing field from a wrong one
 */
export function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const field = `The ${issue.path.join(".") || "body"} field`;
  const value = valueAt(input, issue.path);
  if (value === undefined || value === null || value === "") return `${field} is required`;
  if (issue.code === "invalid_type") return `${field} must be of type ${issue.expected}`;
  return `${field} ${issue.code === "custom" ? issue.message : (describeLimit(issue) ?? "is invalid")}`;
}
