import { z } from "zod";
import { defineOperation } from "../operation";
import { Nothing, TenantIdOrEmpty } from "./common";

const flag = z.boolean();
/** A number from here to there; 0, which is what Go sends for none, is left out. */
const from = (min: number, max: number) =>
  z.union([z.literal(0).transform(() => undefined), z.int().min(min).max(max)], { error: `must be a whole number from ${min} to ${max}` });

const settings = {
  enabled: flag.describe("whether these hold; else a tenant has the project's, and the project what holds where nothing was set"),
  minLength: from(4, 64).describe("8 at least, whatever is said"),
  lowercase: flag,
  uppercase: flag,
  number: flag,
  nonAlphanumeric: flag,
  expiration: flag,
  expirationWeeks: from(1, 999),
  reuse: flag.describe("whether former passwords may not come back"),
  reuseAmount: from(1, 50).describe("of the last so many, the present one among them"),
  lock: flag.describe("whether wrong passwords lock the account's until it is replaced"),
  lockAttempts: from(2, 10),
  tempLock: flag.describe("whether wrong passwords lock it for a while"),
  tempLockAttempts: from(1, 10),
  tempLockDuration: from(1, 24 * 60).describe("in minutes"),
  enablePasswordStrength: flag,
  passwordStrengthScore: z.int().min(0).max(4).describe("as zxcvbn counts"),
};

export const passwordSettingsLoad = defineOperation({
  routes: ["GET /v1/mgmt/password/settings"],
  access: "management",
  kind: "query",
  summary: "What passwords have to be in the project, or for a tenant: the project's where it has none of its own",
  input: z.object({ tenantId: TenantIdOrEmpty }),
  output: z.object({
    tenantId: z.string(),
    enabled: flag,
    minLength: z.int(),
    lowercase: flag,
    uppercase: flag,
    number: flag,
    nonAlphanumeric: flag,
    expiration: flag,
    expirationWeeks: z.int(),
    reuse: flag,
    reuseAmount: z.int(),
    lock: flag,
    lockAttempts: z.int(),
    tempLock: flag,
    tempLockAttempts: z.int(),
    tempLockDuration: z.int().describe("in minutes"),
    enablePasswordStrength: flag,
    passwordStrengthScore: z.int(),
    anyLetter: flag.describe("always false: not offered"),
    disallowedCharacters: z.string().describe("always empty: not offered"),
    disallowEmailMatch: flag.describe("always true"),
  }),
  errors: ["E011003", "E112201"],
});

export const passwordSettingsConfigure = defineOperation({
  routes: ["POST /v1/mgmt/password/settings"],
  access: "management",
  kind: "mutation",
  summary: "Set what passwords have to be in the project, or for a tenant; what is left out stays as it is",
  input: z.object({ tenantId: TenantIdOrEmpty, ...settings }).partial(),
  output: Nothing,
  errors: ["E011003", "E112201"],
  aliases: { nonAlphaNumeric: "nonAlphanumeric" },
});
