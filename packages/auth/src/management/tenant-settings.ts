import { AuthError } from "@repo/contract/errors";
import type { TenantSessionSettings, TimeUnit, tenantConfigureSettings, tenantSettings } from "@repo/contract/management/tenant";
import type { Input, Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthConfig, AuthDeps } from "../deps";
import { findTenant, presentAuthType } from "./tenant";
import { writeAs } from "./write-as";

/** A time in the largest unit that it is a whole number of. */
function inUnits(seconds: number): { count: number; unit: TimeUnit } {
  const days = seconds / 86_400;
  if (Number.isInteger(days)) return { count: days, unit: "days" };
  return { count: Math.ceil(seconds / 60), unit: "minutes" };
}

/** What holds where a tenant says nothing: the project's own. */
function projectSettings({ refreshTtlSeconds, sessionTtlSeconds }: AuthConfig): TenantSessionSettings {
  const refresh = inUnits(refreshTtlSeconds);
  const session = inUnits(sessionTtlSeconds);
  return {
    enabled: false,
    refreshTokenExpiration: refresh.count,
    refreshTokenExpirationUnit: refresh.unit,
    sessionTokenExpiration: session.count,
    sessionTokenExpirationUnit: session.unit,
    stepupTokenExpiration: session.count,
    stepupTokenExpirationUnit: session.unit,
    enableInactivity: false,
    inactivityTime: 0,
    inactivityTimeUnit: "minutes",
    JITDisabled: false,
  };
}

/** A tenant's domains, and how long its sessions live. Throws E112201. */
export async function showTenantSettings(
  deps: AuthDeps,
  { id }: Input<typeof tenantSettings>,
  _caller: ManagementCaller,
): Promise<Output<typeof tenantSettings>> {
  const { domains, selfProvisioningDomains, authType, settings } = await findTenant(deps.store, id);
  return {
    ...projectSettings(deps.config),
    ...JSON.parse(settings),
    domains,
    selfProvisioningDomains,
    authType: presentAuthType(authType),
  };
}

/**
 * Changes what is given. Lifetimes count while the settings are enabled, for sessions that are opened in the tenant or select it, and for
 * session tokens from the next refresh on; none of them makes a session longer than REFRESH_TTL. Throws E112201.
 */
export async function configureTenantSettings(
  deps: AuthDeps,
  { tenantId, domains, selfProvisioningDomains, authType, ...given }: Input<typeof tenantConfigureSettings>,
  caller: ManagementCaller,
): Promise<Output<typeof tenantConfigureSettings>> {
  const session = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return writeAs(deps, caller, async (tx) => {
    const { settings } = await findTenant(tx, tenantId);
    const isThere = await tx.tenants.update(tenantId, {
      settings: JSON.stringify({ ...JSON.parse(settings), ...session }),
      ...(domains && { domains: [...new Set(domains)] }),
      ...(selfProvisioningDomains && { selfProvisioningDomains: [...new Set(selfProvisioningDomains)] }),
      ...(authType && { authType }),
    });
    if (!isThere) throw new AuthError("E112201");
    return { answer: {}, events: [{ action: "TenantUpdated", tenantId, data: { settings: session } }] };
  });
}
