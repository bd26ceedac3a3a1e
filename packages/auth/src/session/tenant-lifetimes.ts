import type { TenantSessionSettings, TimeUnit } from "@repo/contract/management/tenant";
import type { UserRecord } from "@repo/db/users";

const SECONDS: Record<TimeUnit, number> = { minutes: 60, hours: 3600, days: 86_400, weeks: 604_800 };

/** How long tokens live where a tenant says so; of what it does not say, the project decides. */
export interface TenantLifetimes {
  sessionSeconds?: number;
  stepupSeconds?: number;
  refreshSeconds?: number;
}

function secondsOf(count: number, unit: TimeUnit): number | undefined {
  return count > 0 ? count * SECONDS[unit] : undefined;
}

/** What the tenant of a session says of its lifetimes: nothing where none is selected, the user is no member, or its settings are not enabled. */
export function tenantLifetimes({ tenants }: Pick<UserRecord, "tenants">, tenantId: string | null): TenantLifetimes {
  const membership = tenants.find((tenant) => tenant.tenantId === tenantId);
  const settings: Partial<TenantSessionSettings> = membership ? JSON.parse(membership.settings) : {};
  if (!settings.enabled) return {};
  const { sessionTokenExpiration = 0, stepupTokenExpiration = 0, refreshTokenExpiration = 0 } = settings;
  return {
    sessionSeconds: secondsOf(sessionTokenExpiration, settings.sessionTokenExpirationUnit ?? "minutes"),
    stepupSeconds: secondsOf(stepupTokenExpiration, settings.stepupTokenExpirationUnit ?? "minutes"),
    refreshSeconds: secondsOf(refreshTokenExpiration, settings.refreshTokenExpirationUnit ?? "days"),
  };
}
