import { z } from "zod";
import { EmailOrEmpty } from "./login-id";
import { text } from "./text";

const NAME_MAX = 200;
// Names are shown and mailed: one line, no control characters. As typed, a character may take several, and space around it.
const Name = text(2 * NAME_MAX)
  .transform((typed) => typed.trim().normalize("NFC"))
  .pipe(text(NAME_MAX).refine((value) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value), "holds control characters"));

/** The user details a sign-up may carry (contract §3). `username` and `icon` are an older shape. */
export const SignUpUser = z
  .object({
    name: Name.optional(),
    givenName: Name.optional(),
    middleName: Name.optional(),
    familyName: Name.optional(),
    email: EmailOrEmpty.optional(),
    phone: text(32)
      .refine((value) => value === "" || /^\+?[0-9 ()-]{4,31}$/.test(value), "must be a phone number")
      .optional(),
    username: Name.optional(),
    icon: text(2048)
      .refine((value) => value === "" || /^https?:\/\/[^\s]+$/i.test(value), "must be the URL of a picture")
      .optional(),
  })
  .meta({ id: "SignUpUser" });
export type SignUpUser = z.output<typeof SignUpUser>;

const TenantMembership = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  roleNames: z.array(z.string()),
  permissions: z.array(z.string()),
});

/** The user object (contract §3): every field on every answer, with the exact capitals the SDKs read. */
export const User = z
  .object({
    loginIds: z.array(z.string()),
    userId: z.string(),
    name: z.string(),
    givenName: z.string(),
    middleName: z.string(),
    familyName: z.string(),
    email: z.string(),
    phone: z.string(),
    verifiedEmail: z.boolean(),
    verifiedPhone: z.boolean(),
    roleNames: z.array(z.string()),
    userTenants: z.array(TenantMembership),
    status: z.enum(["enabled", "disabled", "invited", "expired"]),
    externalIds: z.array(z.string()),
    picture: z.string(),
    test: z.boolean(),
    customAttributes: z.record(z.string(), z.unknown()),
    createdTime: z.int().describe("epoch seconds"),
    modifiedTime: z.int().describe("epoch seconds"),
    TOTP: z.boolean(),
    SAML: z.boolean(),
    OIDC: z.boolean(),
    SCIM: z.boolean(),
    OAuth: z.record(z.string(), z.boolean()),
    webauthn: z.boolean(),
    password: z.boolean(),
    push: z.boolean(),
    permissions: z.array(z.string()),
    ssoAppIds: z.array(z.string()),
    editable: z.boolean(),
    consentExpiration: z.int(),
    recoveryEmail: z.string(),
    recoveryPhone: z.string(),
    verifiedRecoveryEmail: z.boolean(),
    verifiedRecoveryPhone: z.boolean(),
  })
  .meta({ id: "User" });
export type User = z.output<typeof User>;
