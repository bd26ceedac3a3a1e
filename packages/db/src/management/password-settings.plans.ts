import type { Store } from "../store";
import type { PasswordSettingsRecord } from "./password-settings";

const now = new Date("2026-01-01T00:00:00Z");

const settings: PasswordSettingsRecord = {
  enabled: true,
  minLength: 8,
  lowercase: false,
  uppercase: false,
  number: false,
  nonAlphanumeric: false,
  expiration: false,
  expirationWeeks: 52,
  reuse: true,
  reuseAmount: 5,
  lock: true,
  lockAttempts: 5,
  tempLock: true,
  tempLockAttempts: 3,
  tempLockDuration: 5,
  enablePasswordStrength: false,
  passwordStrengthScore: 0,
};

/** How each question of `password-settings.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const passwordSettingsPlans = {
  find: async ({ passwordSettings }) => [await passwordSettings.find(null), await passwordSettings.find("T1")],
  findHeld: ({ passwordSettings }) => passwordSettings.findHeld("U1"),
  findIn: ({ passwordSettings }) => passwordSettings.findIn(["T1"]),
  findShared: ({ passwordSettings }) => passwordSettings.findShared(),
  put: async ({ passwordSettings }) => [await passwordSettings.put(null, settings, now), await passwordSettings.put("T1", settings, now)],
  countFailure: ({ passwordSettings }) =>
    passwordSettings.countFailure({ userId: "U1", hash: "hash" }, { attempts: 5, tempAttempts: 3, tempUntil: now }, now),
  clearFailures: ({ passwordSettings }) => passwordSettings.clearFailures("U1"),
  expire: ({ passwordSettings }) => passwordSettings.expire("U1"),
} satisfies { [Name in keyof Store["passwordSettings"]]: (store: Store) => Promise<unknown> };
