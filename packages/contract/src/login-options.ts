import { z } from "zod";
import { boundedMap, text } from "./text";

/** Claims travel in every token: all of them together are small, so that a refresh token still fits the 4 kB of a cookie. */
export const CLAIMS_BYTES_MAX = 2000;
const CLAIMS = { entriesMax: 32, keyMax: 60, valueMax: 500, bytesMax: CLAIMS_BYTES_MAX };
/** More than any letter of ours says for somebody. */
const TEMPLATE_OPTIONS = { entriesMax: 32, keyMax: 60, valueMax: 500, bytesMax: 4000 };

/** Values for the placeholders of a letter. */
export const TemplateOptions = boundedMap(z.string(), TEMPLATE_OPTIONS);

/** A language tag (BCP 47). */
export const Locale = text(35);

/** The name of something that is configured: a connector, a template, a tenant, an application. */
export const Name = text(200);

/** Kinds of sessions. */
export const SessionTypes = z.array(text(64)).max(20);

/**
 * Claims a client asks for; they appear under `nsec` in both tokens, never beside the reserved ones. Those of a session that
 * `mfa` adds to count with them.
 */
export const CustomClaims = boundedMap(z.unknown(), CLAIMS);

const shared = {
  customClaims: CustomClaims.optional(),
  tenantId: Name.optional(),
  templateOptions: TemplateOptions.optional(),
  templateId: Name.optional(),
  locale: Locale.optional(),
  pkceChallenge: text(128).optional(),
  revokeOtherSessions: z.boolean().optional(),
  revokeOtherSessionsTypes: SessionTypes.optional(),
};

/** `loginOptions` of a sign-up: fewer than those of a sign-in. */
export const SignUpOptions = z.object(shared).meta({ id: "SignUpOptions" });
export type SignUpOptions = z.output<typeof SignUpOptions>;

/** `loginOptions` of a sign-in. Keys that steer nothing here are accepted and ignored. */
export const LoginOptions = z
  .object({
    ...shared,
    stepup: z.boolean().optional(),
    mfa: z.boolean().optional(),
    ssoAppId: Name.optional(),
  })
  .meta({ id: "LoginOptions" });
export type LoginOptions = z.output<typeof LoginOptions>;
