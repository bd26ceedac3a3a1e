import { all, type Documented, fields, nothing } from "./shapes";

const set = fields({ cleartext: "string" });

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/user/password/set/temporary": set,
    "POST /v1/mgmt/user/password/set/active": set,
    "POST /v1/mgmt/user/password/expire": nothing,
    "GET /v1/mgmt/password/settings": fields({
      ...all("int32", "minLength", "expirationWeeks", "reuseAmount", "lockAttempts", "tempLockAttempts", "tempLockDuration"),
      ...all("boolean", "lowercase", "uppercase", "number", "nonAlphanumeric", "expiration", "reuse", "lock", "tempLock", "enabled"),
      ...all("boolean", "enablePasswordStrength", "anyLetter", "disallowEmailMatch"),
      passwordStrengthScore: "int32",
      ...all("string", "tenantId", "disallowedCharacters"),
    }),
    "POST /v1/mgmt/password/settings": nothing,
  },
};
