import { profileSaid } from "@repo/contract/profile";
import { PROFILE_FIELDS } from "@repo/contract/profile-fields";
import type { User } from "@repo/contract/user";

/** A user object of nobody, for a list that says who is not there: every field, and unless more is known a status that lets nobody in. */
export function blankUser(known: Partial<Omit<User, "externalIds">>): User {
  const { loginIds = [] } = known;
  return {
    ...profileSaid(PROFILE_FIELDS, {}),
    userId: "",
    email: "",
    verifiedEmail: false,
    verifiedPhone: false,
    roleNames: [],
    userTenants: [],
    status: "disabled",
    test: false,
    customAttributes: {},
    createdTime: 0,
    modifiedTime: 0,
    TOTP: false,
    SAML: false,
    OIDC: false,
    SCIM: false,
    OAuth: {},
    webauthn: false,
    password: false,
    push: false,
    permissions: [],
    ssoAppIds: [],
    editable: true,
    consentExpiration: 0,
    recoveryEmail: "",
    recoveryPhone: "",
    verifiedRecoveryEmail: false,
    verifiedRecoveryPhone: false,
    ...known,
    loginIds,
    externalIds: loginIds,
  };
}
