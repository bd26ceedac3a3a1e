import type { ApiAnswer } from "@repo/api/exchange";
import { AuthError } from "@repo/contract/errors";

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work, which `ready` finds out; 503 while it cannot.
 * Anything else below `/health` is E010404, and a method other than GET and HEAD E010405.
 */
export async function answerHealth(method: string, pathname: string, ready: () => Promise<boolean>): Promise<ApiAnswer> {
  if (pathname !== "/health/live" && pathname !== "/health/ready") return refuse(new AuthError("E010404"));
  if (method !== "GET" && method !== "HEAD") return refuse(new AuthError("E010405"));
  if (pathname === "/health/live") return status(200, "live");
  return (await ready()) ? status(200, "ready") : status(503, "unavailable");
}

function status(code: number, word: string): ApiAnswer {
  return json(code, { status: word });
}

function refuse(error: AuthError): ApiAnswer {
  return json(error.status, error.toBody());
}

function json(status: number, body: object): ApiAnswer {
  return { status, headers: { "content-type": "application/json", "cache-control": "no-store" }, body: JSON.stringify(body) };
}
