import { land } from "#steps/link-token";

/** The address in the letter to a former address. */
export function GET(request: Request): Promise<Response> {
  return land(request, "/undo-email/continue");
}
