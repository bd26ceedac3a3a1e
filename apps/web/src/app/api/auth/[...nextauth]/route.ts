import { AuthError } from "@repo/contract/errors";
import NextAuth from "next-auth";
import { authOptions } from "../../../../session";

/** The parts of next-auth that carry a session. Signing in happens through the API, so none of its sign-in routes exist. */
const MOUNTED = ["session", "csrf", "signout"];

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: Request, context: RouteContext): Promise<Response> => {
  const [action = ""] = (await context.params).nextauth;
  if (!MOUNTED.includes(action)) {
    const refusal = new AuthError("E010404");
    return Response.json(refusal.toBody(), { status: refusal.status });
  }
  return NextAuth(authOptions())(request, context);
};

export { handle as GET, handle as POST };
