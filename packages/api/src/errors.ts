import { type ApiError, AuthError, type ErrorCode, isApiError } from "@repo/contract/errors";
import { describeIssue, valueAt } from "@repo/contract/input-issue";
import { TRPCError } from "@trpc/server";
import type { z } from "zod";

const STORAGE_UNAVAILABLE = Symbol.for("gatehouse.StorageUnavailable");

/** The tRPC code of each status in the error table; a status without one does not compile. */
const TRPC_CODES = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  503: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ApiError["status"], TRPCError["code"]>;

/** A field that is there, and says by which code it is refused. */
function codeOf(issue: z.core.$ZodIssue | undefined, input: unknown): ErrorCode {
  const isMissing = issue === undefined || (valueAt(input, issue.path) ?? "") === "";
  return !isMissing && issue.code === "custom" && issue.params?.errorCode === "E011004" ? "E011004" : "E011003";
}

/**
 * What the caller is told who sent something whose shape is wrong: E011003 naming the first field, or E011004 where that is no email address.
 *
 * @param sent to tell a missing field from a wrong one
 */
export function refuseInput(error: z.core.$ZodError, sent: unknown): ApiError {
  const [issue] = error.issues;
  return new AuthError(codeOf(issue, sent), issue && describeIssue(issue, sent), { cause: error });
}

/**
 * What the caller is told about whatever else went wrong: a refusal as it is, storage that cannot answer now as E010503, everything else as
 * E000000 without detail.
 */
export function toApiError(error: unknown): ApiError {
  if (isApiError(error)) return error;
  if (typeof error === "object" && error !== null && STORAGE_UNAVAILABLE in error) {
    return new AuthError("E010503", undefined, { cause: error, retryAfterSeconds: 2 });
  }
  if (!(error instanceof TRPCError)) return new AuthError("E000000", undefined, { cause: error });
  if (isApiError(error.cause)) return error.cause;
  const told: Partial<Record<TRPCError["code"], ErrorCode>> = {
    NOT_FOUND: "E010404",
    METHOD_NOT_SUPPORTED: "E010405",
    PARSE_ERROR: "E011001",
    UNSUPPORTED_MEDIA_TYPE: "E010415",
    BAD_REQUEST: "E011001",
    PAYLOAD_TOO_LARGE: "E010413",
  };
  const code = told[error.code];
  if (code) return new AuthError(code, undefined, { cause: error });
  return error.cause ? toApiError(error.cause) : new AuthError("E000000", undefined, { cause: error });
}

/** The same refusal for tRPC, which picks the HTTP status by its own code. */
export function toTRPCError(error: ApiError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[error.status], message: error.message, cause: error });
}

/** The headers that go with a refusal: when it is worth trying again, how a body may be sent. */
export function refusalHeaders({ code, retryAfterSeconds }: ApiError): Record<string, string> {
  return {
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    ...(code === "E010415" && { "accept-encoding": "identity" }),
  };
}
