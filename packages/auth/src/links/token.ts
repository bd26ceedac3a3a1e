import type { ChallengeChannel, ChallengeRecord } from "@repo/db/challenges";
import type { AuthDeps } from "../deps";
import { newId, newToken } from "../ids";

/** A link's token: which challenge it belongs to, and the secret that only the letter's reader has. */
export function linkToken(challengeId: string, secret: string): string {
  return `${challengeId}.${secret}`;
}

/** The stored form of a secret. */
export function linkDigest(deps: AuthDeps, challengeId: string, secret: string): string {
  return deps.sealer.digest("link", `${challengeId}:${secret}`);
}

/** A new link: the ID of its challenge, its token, and what is stored of that. */
export function newLink(deps: AuthDeps): { id: string; token: string; digest: string } {
  const id = newId(deps.random, "C");
  const secret = newToken(deps.random);
  return { id, token: linkToken(id, secret), digest: linkDigest(deps, id, secret) };
}

/** Whether a stored digest is that of this secret. */
export function isLinkSecret(deps: AuthDeps, challenge: ChallengeRecord, secret: string, digest = challenge.digest): boolean {
  return digest !== "" && deps.sealer.matches("link", `${challenge.id}:${secret}`, digest);
}

/** The challenge that a token names, if it is of this kind and could still be used; the secret is not checked yet. */
export async function findLink(
  deps: AuthDeps,
  token: string,
  channel: ChallengeChannel,
): Promise<{ challenge: ChallengeRecord; secret: string } | null> {
  const [id = "", secret = ""] = token.split(".", 2);
  const challenge = await deps.store.challenges.find(id);
  if (!challenge || challenge.channel !== channel || challenge.usedAt || challenge.expiresAt <= deps.clock.now()) return null;
  return { challenge, secret };
}
