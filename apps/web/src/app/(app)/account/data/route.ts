import { APP_NAME } from "#brand/name";
import { serverApi } from "#session/server-api";
import { withNext } from "#steps/next-path";

/** Everything that is stored of who asks, as a file. Who is not signed in is asked to. */
export async function GET(): Promise<Response> {
  const api = await serverApi();
  const headers = new Headers({ "cache-control": "no-store" });
  if (!api) {
    headers.set("location", withNext("/sign-in", "/account"));
    return new Response(null, { status: 303, headers });
  }
  headers.set("content-type", "application/json; charset=utf-8");
  headers.set("content-disposition", `attachment; filename="${APP_NAME.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-data.json"`);
  return new Response(`${JSON.stringify(await api.security.personalData({}), null, 2)}\n`, { headers });
}
