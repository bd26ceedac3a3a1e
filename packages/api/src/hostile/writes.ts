import type { Operation } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import { listOperations } from "../routes";

/** Every operation that reads a body, now and later, with its first POST path. */
export const writes = listOperations().flatMap((entry) => {
  const route = entry.operation.routes.find((route) => route.startsWith("POST "));
  return route ? [{ ...entry, path: route.slice("POST ".length) }] : [];
});

/** What of these tokens gets past the access of an operation, or is of use to it; undefined where none is. */
export function tokenFor({ access, optionalSession }: Operation, tokens: JWTResponse): string | undefined {
  if (access === "sessionToken") return tokens.sessionJwt;
  return access === "signedIn" || optionalSession ? tokens.refreshJwt : undefined;
}
