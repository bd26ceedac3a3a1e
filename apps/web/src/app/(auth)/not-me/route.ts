import { land } from "#steps/link-token";

/** The address in the letter. */
export function GET(request: Request): Promise<Response> {
  return land(request, "/not-me/continue");
}
