import type { KeptTable } from "@repo/db/process-link";
import type { AuthDeps } from "./deps";
import { forgetSharedSettings } from "./password/settings";

/**
 * Tables have changed, through whatever process: what this one keeps of them in memory is forgotten, or read again. Nothing else is kept of
 * the database; roles, permissions, tenants and sessions are asked for each time. Where nobody tells of a change, it is in effect once what
 * is kept is too old: settings of passwords after five seconds, signing keys after a minute.
 */
export async function forgetKept(deps: Pick<AuthDeps, "store" | "keys">, tables: readonly KeptTable[]): Promise<void> {
  if (tables.includes("PasswordSettings")) forgetSharedSettings(deps);
  if (tables.includes("SigningKey")) await deps.keys.reload();
}
