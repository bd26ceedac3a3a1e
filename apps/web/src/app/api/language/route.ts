import { readBytes } from "@repo/api/body";
import { AuthError, isApiError } from "@repo/contract/errors";
import { isCrossSite } from "#server/cross-site";
import { env } from "#server/env";
import { nextPath } from "#steps/next-path";
import { keepLanguage } from "#words/language";
import { languages } from "#words/languages";

const BODY_BYTES_MAX = 4 * 1024;

async function choose(request: Request): Promise<Response> {
  if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin))
    throw new AuthError("E010403");
  const fields = new URLSearchParams(new TextDecoder().decode(await readBytes(request, BODY_BYTES_MAX)));
  const language = languages.find((known) => known === fields.get("language"));
  if (!language) throw new AuthError("E011003");
  const headers = { location: nextPath(fields.get("_back") ?? "/"), "set-cookie": keepLanguage(language), "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

/** The form of the language switch: remembers the choice and leads back to the page it was made on. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await choose(request);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return Response.json(error.toBody(), { status: error.status, headers: { "cache-control": "no-store" } });
  }
}
