function at(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Readonly<Record<string, unknown>> | undefined)?.[key], document);
}

/** @param within the references that this is part of: one that leads back to itself stays as it is */
function inline(part: unknown, document: unknown, within: readonly string[]): unknown {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => inline(item, document, within));
  const { $ref } = part as { $ref?: unknown };
  if (typeof $ref !== "string")
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inline(value, document, within)]));
  if (within.includes($ref)) return part;
  const path = $ref.split("/").slice(1);
  // By which it is shown.
  const title = path.at(-1);
  return { title, ...(inline(at(document, path), document, [...within, $ref]) as object) };
}

/**
 * What stands at a path of our OpenAPI document, with what it refers to in the place of each reference: schemas, by
 * `#/components/schemas/NAME`.
 */
export function inlined(document: unknown, path: readonly string[]): unknown {
  return inline(at(document, path), document, []);
}
