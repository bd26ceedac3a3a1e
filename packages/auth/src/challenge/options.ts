import type { ChallengeChannel, FormerChallenge } from "@repo/db/challenges";
import type { Caller } from "../caller";
import type { ChallengeDetails, RememberedOptions } from "./details";

/** Which options act when what was sent comes back, for these channels; nothing else is stored. */
type Kept = Readonly<Partial<Record<keyof RememberedOptions, readonly ChallengeChannel[]>>>;

const IN_SESSION: Kept = {
  customClaims: ["emailCode", "magicLink", "enchantedLink"],
  tenantId: ["emailCode", "magicLink", "enchantedLink"],
  revokeOtherSessions: ["emailCode", "magicLink", "enchantedLink"],
  pkceChallenge: ["enchantedLink"],
};

/**
 * Over REST, from a caller who shows no session, who may be a stranger that names somebody else's address:
 *
 * - `customClaims` stand under `nsec` and nowhere else, where any client may have anything written: nobody may decide by them.
 * - `tenantId` selects among the tenants of whoever enters the code. It adds none, but to a user who is made by this very code one that
 *   takes everybody with an address of theirs.
 * - `revokeOtherSessions` ends sessions of an account whose owner has just signed in anew. Of an enchanted link, the session goes to who
 *   asked; of codes only the newest lives, and see `optionsOfBoth`; of links several live, which their reader cannot tell apart: dropped.
 * - `pkceChallenge` makes an enchanted link harder to open, for the one attempt that it came with.
 */
const OVER_REST: Kept = { ...IN_SESSION, revokeOtherSessions: ["emailCode", "enchantedLink"] };

/** At pages, which send none: what comes nevertheless is not theirs. */
const AT_PAGES: Kept = { pkceChallenge: ["enchantedLink"] };

/** What of a request's options is remembered until its code or link comes back. */
export function optionsToKeep(caller: Caller, channel: ChallengeChannel, { options, askedIn }: ChallengeDetails): RememberedOptions {
  const kept = askedIn !== undefined ? IN_SESSION : caller.surface === "rest" ? OVER_REST : AT_PAGES;
  const entries = Object.entries(options).filter(([name]) => kept[name as keyof RememberedOptions]?.includes(channel));
  return Object.fromEntries(entries);
}

/**
 * What two requests for a code of one login ID both ask for, where the later one takes the place of the earlier: whoever was first, a
 * stranger's request adds nothing to the session of the owner who has asked too.
 */
export function optionsOfBoth(former: RememberedOptions, latter: RememberedOptions): RememberedOptions {
  const known = new Map(Object.entries(former).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(Object.entries(latter).filter(([name, value]) => known.get(name) === JSON.stringify(value)));
}

/**
 * The options that act for who shows this: at a page only those that were asked for in the session that it shows, or by who manages the
 * project.
 */
export function optionsToApply(caller: Caller, { options, askedIn, managed }: ChallengeDetails): RememberedOptions {
  return caller.surface === "browser" && askedIn === undefined && !managed ? {} : options;
}

/** The options of the code that a new one takes the place of; null where there is none, or it is used or too old. */
export function optionsInPlace(former: FormerChallenge | undefined, now: Date): RememberedOptions | null {
  if (!former || former.usedAt || former.expiresAt <= now) return null;
  const { options }: ChallengeDetails = JSON.parse(former.details);
  return options;
}
