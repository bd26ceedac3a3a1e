import { all, type Documented, fields, signedIn, tokenFields, user } from "./shapes";

const jwt = fields({ jwt: "string" });
const anonymous = fields({
  ...all("string", "sessionJwt", "refreshJwt", "cookieDomain", "cookiePath"),
  ...all("int32", "cookieMaxAge", "cookieExpiration"),
});

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/jwt/update": jwt,
    "POST /v1/mgmt/auth/signin": signedIn,
    "POST /v1/mgmt/auth/signup": signedIn,
    "POST /v1/mgmt/auth/signup-in": signedIn,
    "POST /v1/mgmt/auth/anonymous": anonymous,
    "POST /v1/mgmt/impersonate": jwt,
    "POST /v1/mgmt/stop/impersonation": jwt,
    "POST /v1/mgmt/user/update/impersonationConsent": fields({ user }),
  },
  differences: [
    {
      of: [anonymous],
      added: { sessionExpiration: "int32", claims: tokenFields.claims },
      why: "Not on the page, but SDKs type them.",
    },
  ],
};
