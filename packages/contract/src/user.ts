import { z } from "zod";
import { EmailOrEmpty } from "./login-id";
import { signUpShape, userShape } from "./profile";
import { PROFILE_FIELDS } from "./profile-fields";

const { name: Name, ...profile } = signUpShape(PROFILE_FIELDS);

/** The user details a sign-up may carry. `username`, like `icon` for the picture, is an older shape. */
export const SignUpUser = z.object({ name: Name, ...profile, email: EmailOrEmpty.optional(), username: Name }).meta({ id: "SignUpUser" });
export type SignUpUser = z.output<typeof SignUpUser>;

const TenantMembership = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  roleNames: z.array(z.string()),
  permissions: z.array(z.string()),
});

/** The user object: every field on every answer, with the exact capitals the SDKs read. */
export const User = z
  .object({
    loginIds: z.array(z.string()),
    userId: z.string(),
    ...userShape(PROFILE_FIELDS),
    email: z.string(),
    verifiedEmail: z.boolean(),
    verifiedPhone: z.boolean(),
    roleNames: z.array(z.string()),
    userTenants: z.array(TenantMembership),
    status: z.enum(["enabled", "disabled", "invited", "expired"]),
    externalIds: z.array(z.string()),
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
