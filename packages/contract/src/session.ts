import { z } from "zod";
import { DEVICE_NAME_MAX } from "./limits";
import { SessionTypes } from "./login-options";
import { defineOperation } from "./operation";
import { isOneLine } from "./profile-fields";
import { shownAgain, text } from "./text";
import { User } from "./user";

/** What an identity provider said about who signed in, as it said it. */
export const IdentityProviderResponse = z
  .object({
    samlResponse: z.string(),
    samlGeneratedUser: z.string(),
    samlGeneratedRoles: z.string(),
    oidcResponse: z.string(),
    oidcGeneratedUser: z.string(),
    oidcGeneratedRoles: z.string(),
  })
  .meta({ id: "IdentityProviderResponse" });

/** The answer of every completed authentication. */
export const JWTResponse = z
  .object({
    sessionJwt: z.string().describe("empty when a cookie carries it"),
    refreshJwt: z.string().describe("empty when a cookie carries it"),
    cookieDomain: z.string(),
    cookiePath: z.string(),
    cookieMaxAge: z.int().describe("seconds the refresh token still lives"),
    cookieExpiration: z.int().describe("end of the refresh token, epoch seconds"),
    sessionExpiration: z.int().describe("end of the session token, epoch seconds"),
    claims: z.record(z.string(), z.unknown()).describe("the parsed session token"),
    user: User,
    firstSeen: z.boolean().describe("true on the user's first successful authentication ever"),
    idpResponse: IdentityProviderResponse.nullable().describe("null unless an identity provider signed the user in"),
    tenantSSOID: z.string(),
  })
  .meta({ id: "JWTResponse" });
export type JWTResponse = z.output<typeof JWTResponse>;

/** The answer of a sign-out: every token empty, so that clients clear theirs. */
export const SignedOut = z
  .object({
    sessionJwt: z.literal(""),
    refreshJwt: z.literal(""),
    cookieDomain: z.string(),
    cookiePath: z.string(),
    cookieMaxAge: z.literal(0),
    cookieExpiration: z.literal(0),
  })
  .meta({ id: "SignedOut" });
export type SignedOut = z.output<typeof SignedOut>;

const Empty = z.object({});

// Fields that steer nothing here. A wrong type in one is no reason to refuse: browser SDKs take any 4xx of a refresh for the session's end.
const RefreshBody = z.object({ externalToken: text(8192).optional().catch(undefined) });
const LogoutBody = z.object({ logoutType: SessionTypes.optional().catch(undefined) });

export const refresh = defineOperation({
  routes: ["POST /v1/auth/refresh", "GET /v1/auth/refresh"],
  access: "signedIn",
  accepts: ["secondFactor", "reset"],
  kind: "mutation",
  summary: "Exchange a refresh token for a new session token",
  input: RefreshBody,
  output: JWTResponse,
  errors: [],
  tokens: "issues",
});

export const tryRefresh = defineOperation({
  routes: ["POST /v1/auth/try-refresh", "GET /v1/auth/try-refresh"],
  access: "project",
  optionalSession: true,
  accepts: ["secondFactor", "reset"],
  kind: "mutation",
  summary: "As refresh, but strangers are answered with an empty object",
  input: RefreshBody,
  output: z.union([JWTResponse, Empty]),
  errors: [],
  tokens: "issues",
});

export const me = defineOperation({
  routes: ["GET /v1/auth/me"],
  access: "signedIn",
  kind: "query",
  summary: "The signed-in user",
  input: Empty,
  output: User,
  errors: [],
});

export const myTenants = defineOperation({
  routes: ["POST /v1/auth/me/tenants"],
  access: "signedIn",
  kind: "query",
  summary: "The signed-in user's tenants: the selected one, or those named",
  input: z.object({ dct: z.boolean().optional(), ids: z.array(text(200)).max(1000).optional() }),
  output: z.object({
    tenants: z.array(z.object({ id: z.string(), name: z.string(), customAttributes: z.record(z.string(), z.unknown()) })),
  }),
  errors: ["E011001", "E011002", "E011003"],
});

/** One past sign-in. */
export const SignInRecord = z
  .object({
    userId: z.string(),
    loginTime: z.int().describe("epoch seconds"),
    city: z.string(),
    country: z.string(),
    ip: z.string(),
    selectedTenant: z.string(),
  })
  .meta({ id: "SignInRecord" });
export type SignInRecord = z.output<typeof SignInRecord>;

export const history = defineOperation({
  routes: ["GET /v1/auth/me/history"],
  access: "signedIn",
  kind: "query",
  summary: "The signed-in user's past sign-ins, newest first",
  input: Empty,
  output: z.array(SignInRecord),
  errors: [],
});

export const logout = defineOperation({
  routes: ["POST /v1/auth/logout"],
  access: "signedIn",
  accepts: ["secondFactor", "reset"],
  kind: "mutation",
  summary: "End this session",
  input: LogoutBody,
  output: SignedOut,
  errors: [],
  tokens: "clears",
});

export const logoutAll = defineOperation({
  routes: ["POST /v1/auth/logoutall"],
  access: "signedIn",
  kind: "mutation",
  summary: "End every session of the signed-in user",
  input: LogoutBody,
  output: SignedOut,
  errors: [],
  tokens: "clears",
  callsPerMinute: 120,
});

export const validate = defineOperation({
  routes: ["POST /v1/auth/validate"],
  access: "sessionToken",
  kind: "query",
  summary: "The claims of a live session token",
  input: Empty,
  output: z.record(z.string(), z.unknown()),
  errors: [],
});

export const selectTenant = defineOperation({
  routes: ["POST /v1/auth/tenant/select"],
  access: "signedIn",
  kind: "mutation",
  summary: "Select one of the signed-in user's tenants; an empty name clears the selection",
  input: z.object({ tenant: text(200) }),
  output: JWTResponse,
  errors: ["E011001", "E011003", "E011004"],
  tokens: "issues",
  callsPerMinute: 300,
});

/** One place the user is signed in at; for the account page. */
export const SessionSummary = z
  .object({
    id: z.string(),
    current: z.boolean(),
    userAgent: z.string(),
    address: z.string(),
    methods: z.array(z.string()).describe("as in `amr`"),
    createdTime: z.int().describe("epoch seconds"),
    lastUsedTime: z.int().describe("epoch seconds"),
    name: z.string().describe("what the user calls the device; empty for nothing"),
    firstSeenTime: z.int().describe("when the device was first signed in at, epoch seconds"),
  })
  .meta({ id: "SessionSummary" });
export type SessionSummary = z.output<typeof SessionSummary>;

/** Pages only: the wire contract has no such call. */
export const listSessions = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "Where the user is signed in",
  input: Empty,
  output: z.array(SessionSummary),
  errors: [],
});

/** How long the caller stays signed in: left alone, and at most. Both are 0 for who is not. */
export const TimeLeft = z.object({
  secondsLeft: z.int().describe("seconds until the session ends, if nothing is called meanwhile"),
  secondsAtMost: z.int().describe("seconds until it ends, however much it is used"),
});
export type TimeLeft = z.output<typeof TimeLeft>;

/** Pages only. Asking is no use of the session: a page left open is not to keep its owner signed in. */
export const sessionTimeLeft = defineOperation({
  routes: [],
  access: "project",
  optionalSession: true,
  kind: "query",
  summary: "How long the user stays signed in",
  input: Empty,
  output: TimeLeft,
  errors: [],
});

/** Pages only. Ending a session that is gone already is a success: it is what was asked for. */
export const revokeSession = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Sign out one other session of the user",
  input: z.object({ id: text(64).min(1) }),
  output: Empty,
  errors: ["E011003"],
  callsPerMinute: 120,
});

const DeviceName = text(2 * DEVICE_NAME_MAX)
  .transform((typed) => typed.trim().normalize("NFC"))
  .pipe(text(DEVICE_NAME_MAX).refine(isOneLine, "holds control characters"))
  .register(shownAgain, {});

/** Pages only. It names the device, which later sessions of the same browser are at too. To a session that is gone it does nothing. */
export const nameDevice = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Name the device of one of the user's sessions; an empty name takes it away",
  input: z.object({ id: text(64).min(1), name: DeviceName }),
  output: Empty,
  errors: ["E011003"],
  callsPerMinute: 120,
});

/** Pages only. */
export const revokeOtherSessions = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Sign out everywhere else",
  input: Empty,
  output: Empty,
  errors: [],
  callsPerMinute: 120,
});
