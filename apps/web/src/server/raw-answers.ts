import { AuthError, type ErrorCode } from "@repo/contract/errors";

/** Why the server refuses a request by itself, before any handler is asked. */
export type ServerRefusal =
  | "crossSite"
  | "malformed"
  | "addressTooLong"
  | "headersTooLarge"
  | "tooLarge"
  | "tooOften"
  | "tooSlow"
  | "failed";

function refusal(status: number, code: ErrorCode, detail?: string) {
  return { status, body: JSON.stringify(new AuthError(code, detail).toBody()) };
}

/** Statuses of HTTP itself where it has one that a client's parser knows (431, 414, 408); bodies of the contract, because SDKs parse them. */
export const REFUSALS: Readonly<Record<ServerRefusal, { status: number; body: string }>> = {
  crossSite: refusal(403, "E010403", "This request was sent by another site"),
  malformed: refusal(400, "E011001"),
  addressTooLong: refusal(414, "E010413", "Request address is too long"),
  headersTooLarge: refusal(431, "E010413", "Request headers are too large"),
  tooLarge: refusal(413, "E010413"),
  tooOften: refusal(429, "E130429"),
  tooSlow: refusal(408, "E011001", "Request took too long to arrive"),
  failed: refusal(500, "E000000"),
};
