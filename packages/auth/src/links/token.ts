import type { ChallengeChannel, ChallengeRecord } from "@repo/db/challenges";
import type { ChallengeDetails } from "../challenge/details";
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

/** A challenge of links, and the secret of one of them, not checked yet. */
export interface FoundLink {
  challenge: ChallengeRecord;
  secret: string;
}

/** The challenge that a token names, if it is of this kind, whatever has become of it. */
export async function findAnyLink(deps: AuthDeps, token: string, channel: ChallengeChannel): Promise<FoundLink | null> {
  const [id = "", secret = ""] = token.split(".", 2);
  const challenge = await deps.store.challenges.find(id);
  return challenge?.channel === channel ? { challenge, secret } : null;
}

/** The same, if it could still be used. */
export async function findLink(deps: AuthDeps, token: string, channel: ChallengeChannel): Promise<FoundLink | null> {
  const found = await findAnyLink(deps, token, channel);
  return found && !found.challenge.usedAt && found.challenge.expiresAt > deps.clock.now() ? found : null;
}

/**
 * Which number the link has that a secret is of: an empty one where its kind has none, or none was kept; undefined for a secret of none of
 * the challenge's links.
 */
export function numberOf(deps: AuthDeps, { challenge, secret }: FoundLink): string | undefined {
  const { wrongDigests = [], numbers = [] }: ChallengeDetails = JSON.parse(challenge.details);
  const index = [challenge.digest, ...wrongDigests].findIndex((digest) => isLinkSecret(deps, challenge, secret, digest));
  return index < 0 ? undefined : (numbers[index] ?? "");
}
