/** What the playground remembers of a sign-in. */
export interface SignedIn {
  loginId: string;
  sessionJwt: string;
  refreshJwt: string;
}

function textOf(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" ? found : undefined;
}

/**
 * Who is signed in after an answer with this body: whoever it brought tokens for, nobody when it took them back, else whoever was before.
 * A refresh without rotation answers the refresh token it was sent.
 */
export function signedInBy(body: unknown, before: SignedIn | null): SignedIn | null {
  const sessionJwt = textOf(body, "sessionJwt");
  const refreshJwt = textOf(body, "refreshJwt");
  if (sessionJwt === undefined || refreshJwt === undefined) return before;
  if (sessionJwt === "") return null;
  const { user } = body as { user?: { loginIds?: unknown[] } };
  return { loginId: String(user?.loginIds?.[0] ?? before?.loginId ?? ""), sessionJwt, refreshJwt };
}

/** The bearer credential for each security scheme of the OpenAPI document. */
export function credentialsOf(
  projectId: string,
  signedIn: SignedIn | null,
): Record<"project" | "refreshToken" | "sessionToken" | "managementKey" | "accessKey", string> {
  return {
    project: projectId,
    refreshToken: signedIn ? `${projectId}:${signedIn.refreshJwt}` : projectId,
    sessionToken: signedIn ? `${projectId}:${signedIn.sessionJwt}` : projectId,
    // Keys are shown once, to whoever made them: readers write theirs behind it.
    managementKey: projectId,
    accessKey: projectId,
  };
}
