import { cachedAnswer } from "@repo/api/cached";
import { toWebResponse } from "@repo/api/exchange";
import document from "@repo/api/openapi.json";
import { env } from "#server/env";

const CACHE_SECONDS = 300;

const body = JSON.stringify(document);

export function GET(request: Request): Response {
  if (!env().docs) return new Response(null, { status: 404 });
  return toWebResponse(cachedAnswer(request.headers.get("if-none-match"), body, CACHE_SECONDS, {}));
}
