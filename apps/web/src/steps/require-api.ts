import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { pendingApi, serverApi } from "#session/server-api";
import { withNext } from "./next-path";

/**
 * The operations as the signed-in user may call them. Whoever is not signed in, or only half, goes to sign in, and comes back.
 *
 * @param page the path of the page that asks
 */
export async function requireApi(page: Route) {
  const api = await serverApi();
  if (api) return api;
  redirect(withNext((await pendingApi()) ? "/sign-in/second-step" : "/sign-in", page));
}
