import { cachedAnswer } from "@repo/api/cached";
import document from "@repo/api/openapi.json";

const CACHE_SECONDS = 300;

const body = JSON.stringify(document);

export function GET(request: Request): Response {
  return cachedAnswer(request, body, CACHE_SECONDS, new Headers());
}
