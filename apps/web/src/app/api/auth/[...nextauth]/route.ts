import { readBytes } from "@repo/api/body";
import { refusalHeaders } from "@repo/api/errors";
import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, hasOddCallback } from "../next-auth";

/** The parts of next-auth that carry a session. Signing in happens through the API, so none of its sign-in routes exist. */
const MOUNTED = ["session", "csrf", "signout"];

const BODY_BYTES_MAX = 4 * 1024;

function refuse(refusal: ApiError): Response {
  return Response.json(refusal.toBody(), { status: refusal.status, headers: refusalHeaders(refusal) });
}

/** next-auth would read any body, fail on JSON that is none, and knows GET and POST; Next asks here for HEAD as well. */
async function readable(request: NextRequest): Promise<NextRequest> {
  if (request.method === "HEAD") return new NextRequest(request.url, { headers: request.headers });
  if (request.method !== "POST") return request;
  const body = Buffer.from(await readBytes(request, BODY_BYTES_MAX));
  if (request.headers.get("content-type")?.includes("application/json") && !isJson(body.toString())) throw new AuthError("E011001");
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: NextRequest, context: RouteContext): Promise<Response> => {
  const [action = ""] = (await context.params).nextauth;
  if (!MOUNTED.includes(action)) return refuse(new AuthError("E010404"));
  if (hasOddCallback(request)) return refuse(new AuthError("E011003"));
  try {
    return await NextAuth(authOptions())(await readable(request), context);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return refuse(error);
  }
};

export { handle as GET, handle as POST };
