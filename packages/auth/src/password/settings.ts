import { PASSWORD_MIN } from "@repo/contract/limits";
import type { HeldSettings, PasswordSettingsRecord } from "@repo/db/management/password-settings";
import type { Store } from "@repo/db/store";
import type { AuthDeps } from "../deps";

/** What one password comes under, whichever settings say so. */
export interface PasswordRules {
  minLength: number;
  lowercase: boolean;
  uppercase: boolean;
  number: boolean;
  nonAlphanumeric: boolean;
  /** Least strength as zxcvbn counts; 0 asks for none. */
  strength: number;
  /** Null: a password does not grow old. */
  expirationWeeks: number | null;
  /** How many of the last passwords, the present one among them, may not come back; 0: all may. */
  reuseAmount: number;
  /** Wrong tries until it is locked for good, and for a while; 0: never. */
  lockAttempts: number;
  tempLockAttempts: number;
  tempLockMinutes: number;
}

/** What holds where nothing was set. */
export function defaultSettings({ config }: Pick<AuthDeps, "config">): PasswordSettingsRecord {
  return {
    enabled: true,
    minLength: PASSWORD_MIN,
    lowercase: false,
    uppercase: false,
    number: false,
    nonAlphanumeric: false,
    expiration: false,
    expirationWeeks: 52,
    reuse: true,
    reuseAmount: 5,
    lock: false,
    lockAttempts: 10,
    tempLock: false,
    tempLockAttempts: 3,
    tempLockDuration: 5,
    enablePasswordStrength: config.passwordStrength > 0,
    passwordStrengthScore: config.passwordStrength,
  };
}

function toRules({ config }: Pick<AuthDeps, "config">, settings: PasswordSettingsRecord): PasswordRules {
  const { lowercase, uppercase, number, nonAlphanumeric, enablePasswordStrength, passwordStrengthScore } = settings;
  return {
    minLength: Math.max(PASSWORD_MIN, settings.minLength),
    ...{ lowercase, uppercase, number, nonAlphanumeric },
    strength: Math.max(config.passwordStrength, enablePasswordStrength ? passwordStrengthScore : 0),
    expirationWeeks: settings.expiration ? settings.expirationWeeks : null,
    reuseAmount: settings.reuse ? settings.reuseAmount : 0,
    lockAttempts: settings.lock ? settings.lockAttempts : 0,
    tempLockAttempts: settings.tempLock ? settings.tempLockAttempts : 0,
    tempLockMinutes: settings.tempLockDuration,
  };
}

/** The smaller of two numbers of which 0 stands for "none". */
function fewer(one: number, other: number): number {
  return Math.min(one || other, other || one);
}

function stricter(one: PasswordRules, other: PasswordRules): PasswordRules {
  return {
    minLength: Math.max(one.minLength, other.minLength),
    lowercase: one.lowercase || other.lowercase,
    uppercase: one.uppercase || other.uppercase,
    number: one.number || other.number,
    nonAlphanumeric: one.nonAlphanumeric || other.nonAlphanumeric,
    strength: Math.max(one.strength, other.strength),
    expirationWeeks: fewer(one.expirationWeeks ?? 0, other.expirationWeeks ?? 0) || null,
    reuseAmount: Math.max(one.reuseAmount, other.reuseAmount),
    lockAttempts: fewer(one.lockAttempts, other.lockAttempts),
    tempLockAttempts: fewer(one.tempLockAttempts, other.tempLockAttempts),
    tempLockMinutes: Math.max(one.tempLockMinutes, other.tempLockMinutes),
  };
}

/**
 * The rules of one user's password: those of the user's tenants, each with the project's where it has none of its own that are enabled,
 * and of several the strictest; the project's for who is in no tenant.
 */
export function rulesFrom(deps: Pick<AuthDeps, "config">, { tenants, own }: HeldSettings): PasswordRules {
  const enabled = own.filter(({ enabled }) => enabled);
  const project = enabled.find(({ tenantId }) => tenantId === null) ?? defaultSettings(deps);
  const ofTenants = enabled.filter(({ tenantId }) => tenantId !== null);
  const all = tenants > 0 && ofTenants.length >= tenants ? ofTenants : [project, ...ofTenants];
  return all.map((settings) => toRules(deps, settings)).reduce(stricter);
}

/** The rules of a user's password. */
export async function rulesOf(deps: AuthDeps, userId: string): Promise<PasswordRules> {
  return rulesFrom(deps, await deps.store.passwordSettings.findHeld(userId));
}

/** The rules of the password of somebody who is to be in these tenants. */
export async function rulesIn(deps: AuthDeps, tenantIds: readonly string[]): Promise<PasswordRules> {
  if (tenantIds.length === 0) return projectRules(deps);
  return rulesFrom(deps, await deps.store.passwordSettings.findIn([...new Set(tenantIds)]));
}

/** How old settings may be that were read before: another process may have changed them. */
const KEPT_MS = 5_000;

type Shared = Awaited<ReturnType<Store["passwordSettings"]["findShared"]>>;
const kept = new WeakMap<Store, { at: number; shared: Promise<Shared> }>();

/** The project's settings, and whether any lock passwords: asked of the database once in five seconds, and after each change by this process. */
export async function sharedSettings({ store, clock }: Pick<AuthDeps, "store" | "clock">): Promise<Shared> {
  const now = clock.now().getTime();
  const before = kept.get(store);
  // Either way: a clock that ran ahead must not keep them.
  if (before && Math.abs(now - before.at) <= KEPT_MS) return before.shared;
  const next = { at: now, shared: store.passwordSettings.findShared() };
  kept.set(store, next);
  try {
    return await next.shared;
  } catch (error) {
    if (kept.get(store) === next) kept.delete(store);
    throw error;
  }
}

/** They have changed: whoever asks next reads them. */
export function forgetSharedSettings({ store }: Pick<AuthDeps, "store">): void {
  kept.delete(store);
}

/** The rules of who is in no tenant, or nobody yet. */
export async function projectRules(deps: AuthDeps): Promise<PasswordRules> {
  const { project } = await sharedSettings(deps);
  return rulesFrom(deps, { tenants: 0, own: project ? [{ ...project, tenantId: null }] : [] });
}

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** Whether a password of this age has to be replaced. */
export function hasExpired({ clock }: Pick<AuthDeps, "clock">, { expirationWeeks }: PasswordRules, changedAt: Date | null): boolean {
  if (expirationWeeks === null || changedAt === null) return false;
  return clock.now().getTime() >= changedAt.getTime() + expirationWeeks * WEEK_MS;
}
