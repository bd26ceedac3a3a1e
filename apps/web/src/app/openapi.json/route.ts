import document from "@repo/api/openapi.json";

export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(document);
}
