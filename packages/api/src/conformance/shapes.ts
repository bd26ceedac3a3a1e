/** What a value is: a word, a list of one shape, a map of any names to one, null or one, or an object of fields that are all there. */
export type Shape =
  | "string"
  | "int32"
  | "boolean"
  | "anything"
  | readonly [Shape]
  | { readonly mapOf: Shape }
  | { readonly nullOr: Shape }
  | { readonly fields: Fields };

export type Fields = Readonly<Record<string, Shape>>;

export const strings = ["string"] as const;
export const fields = <const F extends Fields>(shape: F) => ({ fields: shape });
export const all = <Name extends string>(shape: Shape, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>;

export const user = fields({
  ...all("string", "userId", "name", "givenName", "middleName", "familyName", "email", "phone", "status", "picture"),
  ...all("string", "recoveryEmail", "recoveryPhone"),
  ...all(strings, "loginIds", "roleNames", "externalIds", "permissions", "ssoAppIds"),
  ...all("boolean", "verifiedEmail", "verifiedPhone", "verifiedRecoveryEmail", "verifiedRecoveryPhone", "test", "editable"),
  ...all("boolean", "TOTP", "SAML", "OIDC", "SCIM", "webauthn", "password", "push"),
  ...all("int32", "createdTime", "consentExpiration"),
  userTenants: [fields({ tenantId: "string", tenantName: "string", roleNames: strings, permissions: strings })],
  customAttributes: { mapOf: "anything" },
  OAuth: { mapOf: "boolean" },
});

/** What carries tokens, in every answer that has some. */
export const tokenFields = {
  ...all("string", "sessionJwt", "refreshJwt", "cookieDomain", "cookiePath", "tenantSSOID"),
  ...all("string", "cookieName", "sessionCookieName", "sessionCookieDomain", "externalToken", "trustedDeviceJwt"),
  ...all("int32", "cookieMaxAge", "cookieExpiration", "sessionExpiration", "nextRefreshSeconds"),
  claims: { mapOf: "anything" },
} as const;

export const identityProvider = fields({
  ...all("string", "samlResponse", "samlGeneratedUser", "samlGeneratedRoles", "oidcResponse", "oidcGeneratedUser", "oidcGeneratedRoles"),
  idpGroups: strings,
  ...all({ mapOf: "anything" }, "idpSAMLAttributes", "idpOIDCClaims"),
});

/** All that the answer of a sign-in has. */
export const wholeAnswer = {
  ...tokenFields,
  user,
  firstSeen: "boolean",
  unsavedSSO: "boolean",
  idpResponse: { nullOr: identityProvider },
} as const;
export const signedIn = fields(wholeAnswer);

export const nothing = fields({});

export interface Difference {
  /** The documented shapes that it is about. */
  of: readonly Shape[];
  why: string;
  /** Documented, not sent. */
  omitted?: readonly string[];
  /** Sent, not documented. */
  added?: Fields;
  /** The value of this one field is the whole answer. */
  unwrapped?: string;
  /** A list of such is sent. */
  isListed?: true;
  /** To some, an object without fields is sent. */
  mayBeEmpty?: true;
}

/** What is documented of the operations of one area: a file `*.documented.ts` beside this one exports it as `documented`. */
export interface Documented {
  /** The whole answer of each operation, by its first route. */
  answers: Readonly<Record<string, Shape>>;
  /** Where an answer departs from that on purpose. */
  differences?: readonly Difference[];
}
