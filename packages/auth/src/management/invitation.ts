import { AuthError } from "@repo/contract/errors";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { linkTarget } from "../links/target";
import { letterLanguage } from "../mail/letter-language";
import { queueLetter } from "../mail/outbox";
import { showAddress } from "../mail/show-address";

/** How long an invitation is tried to be delivered. */
const LIFETIME_MS = 24 * 3600 * 1000;

/** What a management call says of how users are invited. */
interface SaidInvitation {
  invite?: boolean;
  inviteUrl?: string;
  sendMail?: boolean;
  templateOptions?: Record<string, string>;
  locale?: string;
}

export interface Invitation {
  /** The page that the letter leads to. */
  url: string;
  /** Whether a letter goes out: the caller may want to tell people in another way. */
  isMailed: boolean;
  templateOptions: Record<string, string>;
  locale: string | undefined;
}

/**
 * How a call invites; null where it does not. Letters lead to the page that it names, or to our own sign-in. Throws E011004 for a page that
 * is not approved.
 */
export function readInvitation(deps: AuthDeps, said: SaidInvitation): Invitation | null {
  const { invite, inviteUrl, sendMail = true, templateOptions = {}, locale } = said;
  if (!invite) return null;
  return { url: linkTarget(deps, inviteUrl, "/sign-in").toString(), isMailed: sendMail, templateOptions, locale };
}

/**
 * Promises the letter that invites a user. It lets nobody in by itself: who it is for signs in at the page. Nothing is mailed to test
 * users. Throws E011003 for who has no address to write to. Call `deps.outbox.wake()` afterwards.
 */
export async function queueInvitation(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  user: Pick<UserRecord, "loginIds"> & { email?: string; test?: boolean; language?: string },
  { url, isMailed, templateOptions, locale }: Invitation,
): Promise<void> {
  if (!isMailed || user.test) return;
  const { email, loginIds, language = "" } = user;
  if (!email) throw new AuthError("E011003", "An invitation needs an email address");
  const now = deps.clock.now();
  const props = {
    url,
    loginId: showAddress(loginIds[0] ?? email),
    askedBy: { userAgent: caller.userAgent, at: now.toISOString() },
    templateOptions,
  };
  const letter = { kind: "invitation", to: email, locale: letterLanguage(caller, { language }, locale), props } as const;
  await queueLetter(deps, tx, letter, new Date(now.getTime() + LIFETIME_MS));
}
