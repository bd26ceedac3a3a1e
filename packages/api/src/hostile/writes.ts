import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import type { Operation } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import { listOperations } from "../routes";

/** Every operation that reads a body, now and later, with the method and path of its first route that does. */
export const writes = listOperations().flatMap((entry) => {
  const [method, path] = entry.operation.routes.find((route) => !route.startsWith("GET "))?.split(" ") ?? [];
  return method !== undefined && path !== undefined ? [{ ...entry, method, path }] : [];
});

/** What of these tokens gets past the access of an operation, or is of use to it; undefined where none is. */
export function tokenFor({ access, optionalSession }: Operation, tokens: JWTResponse & { accessKey?: string }): string | undefined {
  if (access === "management") return TEST_MANAGEMENT_KEY;
  if (access === "accessKey") return tokens.accessKey;
  if (access === "sessionToken") return tokens.sessionJwt;
  return access === "signedIn" || optionalSession ? tokens.refreshJwt : undefined;
}
