import { AuthError } from "@repo/contract/errors";

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work, which `ready` finds out; 503 while it cannot.
 * Anything else below `/health` is E010404, and a method other than GET and HEAD E010405.
 */
export async function answerHealth(request: Request, ready: () => Promise<boolean>): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname !== "/health/live" && pathname !== "/health/ready") return refuse(new AuthError("E010404"));
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(new AuthError("E010405"));
  if (pathname === "/health/live") return status(200, "live");
  return (await ready()) ? status(200, "ready") : status(503, "unavailable");
}

function status(code: number, word: string): Response {
  return Response.json({ status: word }, { status: code, headers: { "Cache-Control": "no-store" } });
}

function refuse(error: AuthError): Response {
  return Response.json(error.toBody(), { status: error.status, headers: { "Cache-Control": "no-store" } });
}
