import type { AppRouter } from "@repo/api/router";
import { TRPCClientError } from "@trpc/client";

/** Why a call was refused, by the code of an error table, or `offline`: no answer came. */
export interface Refusal {
  code: string;
  retryAfterSeconds: number | undefined;
  /** Which limit was met, where that is worth words of its own. */
  limit?: "letters" | undefined;
}

/**
 * Reads what a failed call has to say.
 * @throws whatever is not the failure of a call: that is a bug of ours
 */
export function readRefusal(error: unknown): Refusal {
  if (!(error instanceof TRPCClientError)) throw error;
  const { data, cause } = error as TRPCClientError<AppRouter>;
  if (data) return { code: data.errorCode, retryAfterSeconds: data.retryAfterSeconds };
  // fetch rejects with a TypeError when there is no connection; anything else is an answer that is not ours, a proxy's for example.
  return { code: cause instanceof TypeError ? "offline" : "E000000", retryAfterSeconds: undefined };
}
