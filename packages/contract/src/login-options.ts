import { z } from "zod";

const CLAIM_KEY_MAX = 60;
const CLAIM_VALUE_MAX = 500;
const CLAIMS_MAX = 32;
/** Of all together, so that a refresh token still fits the 4 kB of a cookie. */
const CLAIMS_LENGTH_MAX = 2000;

// Claims travel in every token, so they are small and flat enough to serialise: JSON.stringify overflows its stack on deep nesting.
function isSmall(claims: Record<string, unknown>): boolean {
  const entries = Object.entries(claims);
  return (
    entries.length <= CLAIMS_MAX &&
    entries.every(([, value]) => !isDeeperThan(value, 8)) &&
    JSON.stringify(claims).length <= CLAIMS_LENGTH_MAX &&
    entries.every(([key, value]) => {
      if (key.length > CLAIM_KEY_MAX) return false;
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return (text?.length ?? 0) <= CLAIM_VALUE_MAX;
    })
  );
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

/** Claims a client asks for; they appear under `nsec` in both tokens, never beside the reserved ones (contract §4, limits §2.3). */
const CustomClaims = z
  .record(z.string(), z.unknown())
  .refine(
    isSmall,
    `may hold ${CLAIMS_MAX} claims, keys up to ${CLAIM_KEY_MAX} and values up to ${CLAIM_VALUE_MAX} characters, ${CLAIMS_LENGTH_MAX} together`,
  );

const shared = {
  customClaims: CustomClaims.optional(),
  tenantId: z.string().max(200).optional(),
  templateOptions: z.record(z.string(), z.string()).optional(),
  templateId: z.string().optional(),
  locale: z.string().max(35).optional(),
  pkceChallenge: z.string().max(128).optional(),
  revokeOtherSessions: z.boolean().optional(),
  revokeOtherSessionsTypes: z.array(z.string()).optional(),
};

/** `loginOptions` of a sign-up: the subset of contract §4. */
export const SignUpOptions = z.object(shared).meta({ id: "SignUpOptions" });
export type SignUpOptions = z.output<typeof SignUpOptions>;

/** `loginOptions` of a sign-in (contract §4). Keys that steer nothing here are accepted and ignored. */
export const LoginOptions = z
  .object({
    ...shared,
    stepup: z.boolean().optional(),
    mfa: z.boolean().optional(),
    ssoAppId: z.string().max(200).optional(),
  })
  .meta({ id: "LoginOptions" });
export type LoginOptions = z.output<typeof LoginOptions>;
