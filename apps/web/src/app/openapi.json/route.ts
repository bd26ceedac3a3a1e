import { cachedAnswer } from "@repo/api/cached";
import document from "@repo/api/openapi.json";
import { env } from "#server/env";

const CACHE_SECONDS = 300;

const body = JSON.stringify(document);

export function GET(request: Request): Response {
  if (!env().docs) return new Response(null, { status: 404 });
  return cachedAnswer(request, body, CACHE_SECONDS, new Headers());
}
