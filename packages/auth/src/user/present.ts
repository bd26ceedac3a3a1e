import { profileOf } from "@repo/contract/profile";
import type { User } from "@repo/contract/user";
import type { UserRecord } from "@repo/db/users";
import type { AuthDeps } from "../deps";
import { pictureUrl } from "../profile/picture-address";
import { epochSeconds } from "../session/tokens";

/** The user object of the wire: every field, every time. */
export function presentUser(deps: Pick<AuthDeps, "config">, user: UserRecord): User {
  return {
    loginIds: user.loginIds,
    userId: user.id,
    ...profileOf(user),
    picture: pictureUrl(deps, user.picture),
    email: user.email,
    verifiedEmail: user.verifiedEmail,
    verifiedPhone: user.verifiedPhone,
    roleNames: user.roleNames,
    userTenants: user.tenants.map(({ tenantId, tenantName, roleNames, permissions }) => ({ tenantId, tenantName, roleNames, permissions })),
    status: user.status,
    externalIds: user.loginIds,
    test: user.test,
    customAttributes: JSON.parse(user.customAttributes),
    createdTime: epochSeconds(user.createdAt),
    modifiedTime: epochSeconds(user.modifiedAt),
    TOTP: user.hasTotp,
    SAML: false,
    OIDC: false,
    SCIM: user.scim,
    OAuth: {},
    webauthn: false,
    password: user.hasPassword,
    push: false,
    permissions: user.permissions,
    ssoAppIds: JSON.parse(user.ssoAppIds),
    editable: true,
    consentExpiration: user.consentExpiresAt ? epochSeconds(user.consentExpiresAt) : 0,
    recoveryEmail: user.recoveryEmail,
    recoveryPhone: user.recoveryPhone,
    verifiedRecoveryEmail: user.verifiedRecoveryEmail,
    verifiedRecoveryPhone: user.verifiedRecoveryPhone,
  };
}
