/** Where a row's code and status come from: an SDK's constants, the vendor's documentation, live behaviour, or our choice. */
type Source = "sdk" | "docs" | "observed" | "chosen";

/** What a code of an error means, whoever's code it is. */
export interface ErrorMeaning {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;
  /** `errorDescription` on the wire: one sentence that may be shown to anyone. */
  readonly description: string;
}

/** A product's own errors, keyed by codes of its own. */
export type ErrorTable = Readonly<Record<string, ErrorMeaning>>;

interface ErrorRow extends ErrorMeaning {
  /** The name developers use in conversation and in tests. */
  readonly name: string;
  readonly source: Source;
}

/**
 * Every error of the auth part, keyed by its wire code. Both surfaces, the OpenAPI document and the pages read this table. A product has
 * a table of its own (see `ErrorTable`); a code that is in neither does not exist.
 */
export const AUTH_ERRORS = {
  E000000: { name: "internal", status: 500, description: "Internal error", source: "chosen" },
  E010404: { name: "unknownPath", status: 404, description: "No such path", source: "chosen" },
  E010405: { name: "methodNotAllowed", status: 405, description: "Method not allowed", source: "chosen" },
  E010413: { name: "bodyTooLarge", status: 413, description: "Request body is too large", source: "chosen" },
  E010415: { name: "bodyEncoded", status: 415, description: "Request body is of a kind that is not read", source: "chosen" },
  E010503: { name: "storageUnavailable", status: 503, description: "Storage is unavailable, try again shortly", source: "chosen" },
  E010403: { name: "crossSite", status: 403, description: "Cross-site request refused", source: "chosen" },
  E011001: { name: "malformed", status: 400, description: "Request is malformed", source: "docs" },
  E011002: { name: "missingArguments", status: 400, description: "Missing arguments", source: "sdk" },
  E011003: { name: "invalidRequest", status: 400, description: "Request is invalid", source: "docs" },
  E011004: { name: "invalidArguments", status: 400, description: "Invalid arguments", source: "sdk" },
  E061001: { name: "unauthorizedProject", status: 401, description: "Unauthorized project", source: "chosen" },
  E061102: { name: "wrongCode", status: 401, description: "One time code is invalid", source: "sdk" },
  E061103: { name: "tooManyCodeTries", status: 401, description: "Too many attempts for this code", source: "sdk" },
  E061104: { name: "codeExpired", status: 401, description: "One time code expired", source: "sdk" },
  E062107: { name: "userExists", status: 400, description: "User already exists", source: "sdk" },
  E062108: { name: "userNotFound", status: 400, description: "User not found", source: "sdk" },
  E062110: { name: "userDisabled", status: 403, description: "User is disabled", source: "chosen" },
  E062120: { name: "noTotp", status: 400, description: "User has no TOTP", source: "chosen" },
  E062125: { name: "loginIdConflict", status: 400, description: "Conflict with another user", source: "sdk" },
  E062130: { name: "refreshTokenRequired", status: 401, description: "Refresh token required", source: "chosen" },
  E062131: { name: "secondFactorRequired", status: 401, description: "A second factor is required", source: "chosen" },
  E062132: { name: "freshSignInRequired", status: 401, description: "A fresh sign-in is required", source: "chosen" },
  E062133: { name: "emailUnproven", status: 400, description: "Email is not verified", source: "chosen" },
  E062134: { name: "impersonated", status: 403, description: "Not in another's name", source: "chosen" },
  E062135: { name: "emailUnconfirmed", status: 403, description: "Confirm the email first", source: "chosen" },
  E062136: { name: "nothingSetAside", status: 400, description: "There is nothing to bring back", source: "chosen" },
  E062137: { name: "notAPicture", status: 400, description: "Not a picture that can be read", source: "chosen" },
  E062503: { name: "linkPending", status: 401, description: "Enchanted link not verified yet", source: "sdk" },
  E062504: { name: "linkExpired", status: 401, description: "Token expired", source: "docs" },
  E062505: { name: "linkDeclined", status: 401, description: "Declined by who got the link", source: "chosen" },
  E062901: { name: "passwordPolicy", status: 400, description: "Password does not meet policy", source: "chosen" },
  E062904: { name: "passwordReused", status: 400, description: "Password was used before", source: "chosen" },
  E062906: { name: "invalidCredentials", status: 401, description: "Invalid signin credentials", source: "observed" },
  E062907: { name: "cannotReset", status: 400, description: "Cannot reset password", source: "chosen" },
  E062909: { name: "passwordExpired", status: 401, description: "Password expired", source: "sdk" },
  E064001: { name: "sessionRevoked", status: 401, description: "Token expired due to logout", source: "sdk" },
  E064002: { name: "invalidToken", status: 401, description: "Invalid or expired token", source: "chosen" },
  E062802: { name: "accessKeyMissing", status: 401, description: "Missing access key", source: "sdk" },
  E062803: { name: "accessKeyInvalid", status: 401, description: "Invalid access key", source: "sdk" },
  E062903: { name: "passwordLocked", status: 401, description: "Password is locked", source: "chosen" },
  E111119: { name: "unauthorizedManagement", status: 401, description: "Unauthorized", source: "sdk" },
  E111127: { name: "managedConflict", status: 400, description: "Conflict with another user", source: "sdk" },
  E111403: { name: "readOnlyKey", status: 403, description: "Management key may only read", source: "chosen" },
  E112102: { name: "managedUserNotFound", status: 404, description: "User not found", source: "sdk" },
  E112103: { name: "lastLoginId", status: 400, description: "The last login ID cannot be removed", source: "chosen" },
  E112110: { name: "notATestUser", status: 400, description: "Not a test user", source: "chosen" },
  E112120: { name: "noConsent", status: 403, description: "User has not consented to impersonation", source: "chosen" },
  E112201: { name: "tenantNotFound", status: 404, description: "Tenant not found", source: "chosen" },
  E112202: { name: "tenantExists", status: 400, description: "Tenant already exists", source: "chosen" },
  E112203: { name: "notAMember", status: 400, description: "User is not in this tenant", source: "chosen" },
  E112301: { name: "roleNotFound", status: 404, description: "Role not found", source: "chosen" },
  E112302: { name: "roleExists", status: 400, description: "Role already exists", source: "chosen" },
  E112303: { name: "roleUnknown", status: 400, description: "No such role", source: "chosen" },
  E112401: { name: "permissionNotFound", status: 404, description: "Permission not found", source: "chosen" },
  E112402: { name: "permissionExists", status: 400, description: "Permission already exists", source: "chosen" },
  E112501: { name: "accessKeyNotFound", status: 404, description: "Access key not found", source: "chosen" },
  E112601: { name: "customAttributeExists", status: 400, description: "Custom attribute already exists", source: "chosen" },
  E130429: { name: "rateLimited", status: 429, description: "Rate limit exceeded", source: "sdk" },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof AUTH_ERRORS;

/** The body of every error answer. */
export interface ErrorBody {
  errorCode: string;
  errorDescription: string;
  errorMessage: string;
}

const BRAND = Symbol.for("gatehouse.ApiError");

interface ApiErrorOptions {
  /** What really happened; logged, never shown. */
  cause?: unknown;
  /** Whole seconds until it is worth trying again; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Which limit was met, where pages have something else to say of it. In no answer of the API. */
  limit?: "letters";
  /** For the one code that the contract answers with two statuses (E011004: 403 from tenant selection). */
  status?: ErrorMeaning["status"];
}

/**
 * A refusal the caller can understand. `meaning` supplies status and description; `detail` becomes `errorMessage` and may be
 * shown to anyone, so it names fields and rules, never stored facts.
 */
export class ApiError<Code extends string = string> extends Error {
  readonly [BRAND] = true;
  readonly code: Code;
  readonly status: ErrorMeaning["status"];
  readonly description: string;
  readonly retryAfterSeconds: number | undefined;
  readonly limit: "letters" | undefined;

  constructor(code: Code, meaning: ErrorMeaning, detail?: string, options: ApiErrorOptions = {}) {
    super(detail ?? meaning.description, { cause: options.cause });
    this.name = "ApiError";
    this.code = code;
    this.status = options.status ?? meaning.status;
    this.description = meaning.description;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.limit = options.limit;
  }

  /** The wire body. */
  toBody(): ErrorBody {
    return { errorCode: this.code, errorDescription: this.description, errorMessage: this.message };
  }
}

/** A refusal with a code of `AUTH_ERRORS`. */
export class AuthError extends ApiError<ErrorCode> {
  constructor(code: ErrorCode, detail?: string, options: ApiErrorOptions = {}) {
    super(code, AUTH_ERRORS[code], detail, options);
    this.name = "AuthError";
  }
}

/** Recognises an ApiError by its brand: a process may hold several bundles, each with a copy of the class. */
export function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && BRAND in error;
}
