import { AuthError } from "@repo/contract/errors";

/** The IDs and, of what has none, the names that things are called by. Throws E011002 for one without either. */
export function requireNames<Named extends { id?: string; name?: string }>(named: readonly Named[]): { ids: string[]; names: string[] } {
  const ids: string[] = [];
  const names: string[] = [];
  for (const { id, name } of named) {
    if (id !== undefined) ids.push(id);
    else if (name !== undefined) names.push(name);
    else throw new AuthError("E011002", "The name or the id field is required");
  }
  return { ids, names };
}
