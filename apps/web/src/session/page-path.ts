import "server-only";
import { headers } from "next/headers";

/** Set by server.mjs: Next tells a component of the server no address. */
const PATH_HEADER = "x-gatehouse-path";

/** Path and query of the page being rendered, for a form that leads back to it. */
export async function pagePath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/";
}
