import { PASSWORD_MIN } from "@repo/contract/limits";
import type { passwordSettingsConfigure, passwordSettingsLoad } from "@repo/contract/management/password";
import type { Input, Output } from "@repo/contract/operation";
import type { PasswordSettingsRecord } from "@repo/db/management/password-settings";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { defaultSettings, forgetSharedSettings } from "../password/settings";
import { findTenant } from "./tenant";
import { writeAs } from "./write-as";

/** As they were set, for the tenant or else the project, or else what holds where nothing was. Throws E112201 for no such tenant. */
async function findSettings(
  deps: AuthDeps,
  { passwordSettings, tenants }: Pick<StoreTransaction, "passwordSettings" | "tenants">,
  tenantId: string | undefined,
): Promise<PasswordSettingsRecord> {
  const own = tenantId === undefined ? null : await passwordSettings.find(tenantId);
  if (tenantId !== undefined && !own) await findTenant({ tenants }, tenantId);
  return own ?? (await passwordSettings.find(null)) ?? defaultSettings(deps);
}

/** What passwords have to be in the project, or for a tenant. Throws E112201. */
export async function loadPasswordSettings(
  deps: AuthDeps,
  { tenantId }: Input<typeof passwordSettingsLoad>,
  _caller: ManagementCaller,
): Promise<Output<typeof passwordSettingsLoad>> {
  const settings = await findSettings(deps, deps.store, tenantId);
  return {
    ...settings,
    minLength: Math.max(PASSWORD_MIN, settings.minLength),
    tenantId: tenantId ?? "",
    // Words of the account are refused everywhere; the other two are not offered.
    ...{ disallowEmailMatch: true, anyLetter: false, disallowedCharacters: "" },
  };
}

/** Sets what passwords have to be; what is left out stays as it is, or as the project has it. Throws E112201. */
export async function configurePasswordSettings(
  deps: AuthDeps,
  { tenantId, ...input }: Input<typeof passwordSettingsConfigure>,
  caller: ManagementCaller,
): Promise<Output<typeof passwordSettingsConfigure>> {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<PasswordSettingsRecord>;
  await writeAs(deps, caller, async (tx) => {
    const before = await findSettings(deps, tx, tenantId);
    await tx.passwordSettings.put(tenantId ?? null, { ...before, ...said }, deps.clock.now());
    return { answer: {}, events: [{ action: "PasswordSettingsUpdated", tenantId, data: said }] };
  });
  forgetSharedSettings(deps);
  return {};
}
