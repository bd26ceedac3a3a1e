import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { apiFor, strangersApi } from "./api-for";
import { readSessionId } from "./cookies";

// For reading: a page that is being rendered cannot set cookies. The session is looked up once a request.
const findSession = cache(async () => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : apiFor(sessionId, await headers());
});

/** The operations, for the visitor of the page being rendered; null for a visitor who is not signed in, or only half. */
export async function serverApi() {
  const found = await findSession();
  return found?.purpose === "signIn" ? found.api : null;
}

/** The operations for a visitor who has shown one of two factors, and how (as in `amr`); null for everybody else. */
export async function pendingApi() {
  const found = await findSession();
  return found?.purpose === "secondFactor" ? found : null;
}

/** The operations for a visitor whose reset link has been opened and who may choose a new password; null for everybody else. */
export async function resetApi() {
  const found = await findSession();
  return found?.purpose === "reset" ? found.api : null;
}

/** What a new password must be, of the visitor of the page: the tenants of who is signed in may ask for more. */
export async function passwordPolicy() {
  const api = (await findSession())?.api ?? (await strangersApi(await headers()));
  return api.password.policy({});
}
