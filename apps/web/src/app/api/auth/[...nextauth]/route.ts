import { AuthError, type ErrorCode } from "@repo/contract/errors";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, hasOddCallback } from "../next-auth";

/** The parts of next-auth that carry a session. Signing in happens through the API, so none of its sign-in routes exist. */
const MOUNTED = ["session", "csrf", "signout"];

function refuse(code: ErrorCode): Response {
  const refusal = new AuthError(code);
  return Response.json(refusal.toBody(), { status: refusal.status });
}

/** Whether next-auth would fail to read the body. */
async function isBrokenJson(request: Request): Promise<boolean> {
  if (request.method !== "POST" || !request.headers.get("content-type")?.includes("application/json")) return false;
  return request
    .clone()
    .json()
    .then(
      () => false,
      () => true,
    );
}

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: NextRequest, context: RouteContext): Promise<Response> => {
  const [action = ""] = (await context.params).nextauth;
  if (!MOUNTED.includes(action)) return refuse("E010404");
  if (hasOddCallback(request)) return refuse("E011003");
  if (await isBrokenJson(request)) return refuse("E011001");
  return NextAuth(authOptions())(request, context);
};

export { handle as GET, handle as POST };
