import type { ShownKey } from "@repo/auth/caller";

export interface Authorization {
  projectId: string;
  /** A refresh or session token: whatever has exactly two dots. */
  token: string | undefined;
  /** A management or access key: whatever has not. */
  key: string | undefined;
}

/**
 * Reads `Bearer <project>[:<token or key>[:<key>]]`, as SDKs write it. A value with exactly two dots is a token, any other a key. Null
 * when the header is missing or of another form.
 */
export function parseAuthorization(header: string | null): Authorization | null {
  const match = /^Bearer +(\S+)$/i.exec(header ?? "");
  if (!match?.[1]) return null;
  const [projectId = "", ...parts] = match[1].split(":");
  if (projectId === "" || parts.length > 2) return null;
  const isToken = (part: string) => part.split(".").length === 3;
  return { projectId, token: parts.find(isToken), key: parts.find((part) => part !== "" && !isToken(part)) };
}

/** A management or access key: what stands behind the project where no token does. */
export function readKey(shown: Authorization | null): ShownKey | undefined {
  return shown?.key !== undefined && shown.token === undefined ? { projectId: shown.projectId, key: shown.key } : undefined;
}
