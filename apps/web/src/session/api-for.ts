import "server-only";
import type { TokenDelivery } from "@repo/api/carry-out";
import { getServer } from "#server/deps";

/** A page that is being rendered sets no cookies. */
const NONE: TokenDelivery = { issue: async (response) => response, clear() {} };

/**
 * How browsers call the operations: by what the server was built with, since every page that imported them would keep all of them in memory
 * once more. In development by what they are now, so that edits show.
 */
export async function browserApi() {
  return process.env.NODE_ENV === "production" ? (await getServer()).browser : import("@repo/api/browser");
}

/**
 * The operations, as the owner of this browser session may call them; null when the session is over. Sets no cookies.
 *
 * `purpose` says what the session is good for: a whole sign-in, one that waits for its second factor, or the new password after a
 * reset; `methods` how it was opened, as in `amr`.
 */
export async function apiFor(sessionId: string, headers: Headers) {
  const { deps, log } = await getServer();
  const { browserCaller, createServerCaller, UNKNOWN_BROWSER } = await browserApi();
  const caller = browserCaller(deps, { sessionId, browser: UNKNOWN_BROWSER }, headers, "");
  const found = await caller.session();
  if (found.kind !== "valid") return null;
  const { purpose, methods } = found.session;
  const api = createServerCaller({ deps, log, caller, delivery: NONE });
  return { api, purpose, methods };
}

/** The operations, as whoever has no session may call them. */
export async function strangersApi(headers: Headers) {
  const { deps, log } = await getServer();
  const { browserCaller, createServerCaller, UNKNOWN_BROWSER } = await browserApi();
  const caller = browserCaller(deps, { sessionId: null, browser: UNKNOWN_BROWSER }, headers, "");
  return createServerCaller({ deps, log, caller, delivery: NONE });
}
