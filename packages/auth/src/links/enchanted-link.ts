import { createHash, timingSafeEqual } from "node:crypto";
import { AuthError } from "@repo/contract/errors";
import { LINK_MINUTES } from "@repo/contract/limits";
import type { enchantedLinkDecline, enchantedLinkSession, enchantedLinkVerify, PendingLink } from "@repo/contract/links";
import type { Input } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { Caller } from "../caller";
import type { ChallengeDetails, PreparedRequest } from "../challenge/details";
import { finishChallenge, requireOwnSession } from "../challenge/finish";
import { challengeRow, letterFacts, storeAndSend } from "../challenge/store";
import type { Random } from "../clock-and-random";
import type { AuthDeps } from "../deps";
import { newCode, newId, newToken } from "../ids";
import { linkRequests } from "./requests";
import { withToken } from "./target";
import { findLink, isLinkSecret, linkDigest, linkToken, numberOf } from "./token";

const LINKS = 3;
/** As much of a user agent as is read again. */
const USER_AGENT_MAX = 500;
const EXPIRED = "Failed to load magic link token";

/** Three different two-digit numbers. */
function newNumbers(random: Random): string[] {
  const numbers = new Set<string>();
  while (numbers.size < LINKS) numbers.add(String(10 + (Number(newCode(random)) % 90)));
  return [...numbers];
}

/** How the reference of a waiting device is kept, under each secret of AUTH_SECRET. */
export function pendingDigest(deps: AuthDeps, pendingRef: string): string[] {
  return deps.sealer.digests("link", `pending:${pendingRef}`);
}

async function sendEnchantedLink(deps: AuthDeps, caller: Caller, prepared: PreparedRequest, target: URL): Promise<PendingLink> {
  const id = newId(deps.random, "C");
  const pendingRef = newToken(deps.random);
  const links = newNumbers(deps.random).map((number) => ({ number, secret: newToken(deps.random) }));
  const right = Number(newCode(deps.random)) % LINKS;
  const digests = links.map(({ secret }) => linkDigest(deps, id, secret));
  const wrongDigests = digests.filter((_, index) => index !== right);
  const wrong = links.filter((_, index) => index !== right);
  const numbers = [links[right], ...wrong].map((link) => link?.number ?? "");
  const shown = links.map(({ number, secret }) => ({ number, url: withToken(target, linkToken(id, secret)) }));
  const { maskedEmail } = await storeAndSend(deps, caller, prepared, {
    slots: [],
    more: { wrongDigests, numbers, askedBy: caller.userAgent.slice(0, USER_AGENT_MAX) },
    make(request) {
      const { email: to, locale } = request;
      const challenge = {
        ...challengeRow(deps, id, request, LINK_MINUTES * 60),
        channel: "enchantedLink",
        attemptsMax: 1,
        digest: digests[right] ?? "",
        pendingRef: pendingDigest(deps, pendingRef)[0] ?? null,
      } as const;
      const props = { ...letterFacts(deps, caller, request), links: shown, minutes: LINK_MINUTES };
      return { challenge, letter: { kind: "enchantedLink", to, locale, props } };
    },
  });
  return { pendingRef, linkId: links[right]?.number ?? "", maskedEmail };
}

const requests = linkRequests("/approve", sendEnchantedLink);

/** Mails three links, one of which signs up on this device. */
export const requestEnchantedSignUp = requests.signUp;

/** Mails three links, one of which signs in on this device. */
export const requestEnchantedSignIn = requests.signIn;

/** As `requestEnchantedSignIn`, and signs up who is new. */
export const requestEnchantedSignUpOrIn = requests.signUpOrIn;

/** Mails three links, one of which changes the user's address. */
export const requestEnchantedUpdate = requests.update;

/** Whether the opener may: the challenge asks for no proof, or this is what its SHA-256 was made of (RFC 7636, S256). */
function isVerifier({ options }: ChallengeDetails, verifier: string | undefined): boolean {
  if (!options.pkceChallenge) return true;
  // SDKs send base64 in either alphabet; Buffer reads both.
  const expected = Buffer.from(options.pkceChallenge, "base64");
  const given = createHash("sha256")
    .update(Buffer.from(verifier ?? "", "base64"))
    .digest();
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/**
 * Opens one of the three links. The right one lets the waiting device in; a wrong one ends the attempt, since
 * somebody who guesses is not who asked. Throws E062504 for every token that is not the right one, and a wrong PKCE verifier; at a page
 * E062130 where a session asked and the reader shows none of that account: nothing happens then.
 */
export async function verifyEnchantedLink(
  deps: AuthDeps,
  input: Input<typeof enchantedLinkVerify>,
  caller: Caller,
): Promise<Record<string, never>> {
  const found = await findLink(deps, input.token, "enchantedLink");
  if (!found) throw new AuthError("E062504", EXPIRED);
  const { challenge, secret } = found;
  const details: ChallengeDetails = JSON.parse(challenge.details);
  if (caller.surface === "browser" && details.askedIn !== undefined) await requireOwnSession(caller, challenge);
  if (details.wrongDigests?.some((digest) => isLinkSecret(deps, challenge, secret, digest))) {
    await deps.store.challenges.consume(challenge.id, deps.clock.now());
    throw new AuthError("E062504", "This is not the number shown on the other screen. The token is no longer valid, ask for a new one");
  }
  const isRight = isLinkSecret(deps, challenge, secret) && isVerifier(details, input.pkceVerifier);
  if (!isRight || !(await deps.store.challenges.approve(challenge.id, deps.clock.now()))) throw new AuthError("E062504", EXPIRED);
  return {};
}

/**
 * The reader of a letter says that it was not them who asked: the attempt is over, whichever of its three links they have opened, also where
 * the right one was opened before and nobody has collected the session yet. Throws E062504 for a token of none that could still be used.
 */
export async function declineEnchantedLink(deps: AuthDeps, { token }: Input<typeof enchantedLinkDecline>): Promise<Record<string, never>> {
  const found = await findLink(deps, token, "enchantedLink");
  if (!found || numberOf(deps, found) === undefined) throw new AuthError("E062504", EXPIRED);
  const details: ChallengeDetails = { ...JSON.parse(found.challenge.details), declined: true };
  const isEnded = await deps.store.challenges.end(found.challenge.id, JSON.stringify(details), deps.clock.now());
  if (!isEnded) throw new AuthError("E062504", EXPIRED);
  return {};
}

/** The challenge that a waiting device asks about, whichever secret of AUTH_SECRET its reference was kept under. */
async function findPending(deps: AuthDeps, pendingRef: string): Promise<ChallengeRecord | null> {
  for (const digest of pendingDigest(deps, pendingRef)) {
    const challenge = await deps.store.challenges.findByPendingRef(digest);
    if (challenge) return challenge;
  }
  return null;
}

/**
 * Collects the session on the waiting device, once. Throws E062503 until the right link is opened; E062504 unknown,
 * expired, ended by a wrong link, or collected before; E062505 ended by a reader who says that it was not them; and for what happened meanwhile what `finishChallenge` throws.
 */
export async function collectEnchantedSession(
  deps: AuthDeps,
  input: Input<typeof enchantedLinkSession>,
  caller: Caller,
): Promise<JWTResponse> {
  const challenge = await findPending(deps, input.pendingRef);
  if (challenge?.usedAt && (JSON.parse(challenge.details) as ChallengeDetails).declined) throw new AuthError("E062505");
  if (!challenge || challenge.usedAt || challenge.expiresAt <= deps.clock.now()) throw new AuthError("E062504", EXPIRED);
  if (!challenge.approvedAt) throw new AuthError("E062503");
  return finishChallenge(deps, caller, challenge, { used: { code: "E062504", message: EXPIRED } });
}
