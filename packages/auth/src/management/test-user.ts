import { AuthError } from "@repo/contract/errors";
import { CODE_MINUTES, CODE_TRIES_MAX, LINK_MINUTES } from "@repo/contract/limits";
import type { LoginOptions } from "@repo/contract/login-options";
import type { testUserDeleteAll, testUserEnchantedLink, testUserMagicLink, testUserOTP } from "@repo/contract/management/test-user";
import type { Input, Output } from "@repo/contract/operation";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import { type ChallengeDetails, type ChallengeRequest, rememberOptions } from "../challenge/details";
import { challengeRow } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { newCode, newId, newToken } from "../ids";
import { pendingDigest } from "../links/enchanted-link";
import { type OwnPage, withToken } from "../links/target";
import { newLink } from "../links/token";
import { generatedSlot } from "../otp/send-code";
import { findManaged, loginIdOf } from "./find";
import { type ManagedEvent, writeAs } from "./write-as";

/** The test user of this name, and the login ID that codes are for. Throws E112102, E112110 somebody who is none. */
async function findTestUser(tx: StoreTransaction, named: string): Promise<{ user: UserRecord; loginId: string }> {
  const user = await findManaged(tx, named);
  if (!user.test) throw new AuthError("E112110");
  return { user, loginId: nameOf(user, named) };
}

/** What a user is called by who may have called them by their ID. */
export function nameOf(user: UserRecord, named: string): string {
  return loginIdOf(user, named) ?? user.id;
}

/** A sign-in by a code or link that nobody is mailed. By other means than email it proves no address. */
function requestFor(
  user: UserRecord,
  loginId: string,
  deliveryMethod = "email",
): Pick<ChallengeRequest, "purpose" | "loginId" | "userId" | "email"> {
  return { purpose: "signIn", loginId, userId: user.id, email: deliveryMethod === "email" ? user.email : "" };
}

function detailsOf(options: LoginOptions = {}): string {
  return JSON.stringify({ options: rememberOptions(options), managed: {} } satisfies ChallengeDetails);
}

function made(user: UserRecord, channel: string): ManagedEvent[] {
  return [{ action: "TestUserSignInGenerated", userId: user.id, loginIds: user.loginIds, data: { channel } }];
}

/**
 * Makes a code that signs a test user in, in place of the one that was made before. Requests for a letter leave it alone, and it needs none.
 * Throws E112102, E112110.
 */
export async function generateTestCode(
  deps: AuthDeps,
  input: Input<typeof testUserOTP>,
  caller: ManagementCaller,
): Promise<Output<typeof testUserOTP>> {
  const id = newId(deps.random, "C");
  const code = newCode(deps.random);
  return writeAs(deps, caller, async (tx) => {
    const { user, loginId } = await findTestUser(tx, input.loginId);
    await tx.challenges.replace({
      ...challengeRow(deps, id, requestFor(user, loginId, input.deliveryMethod), CODE_MINUTES * 60),
      channel: "emailCode",
      slot: generatedSlot(loginId),
      attemptsMax: CODE_TRIES_MAX,
      digest: deps.sealer.digest("code", `${id}:${code}`),
      details: detailsOf(input.loginOptions),
      generated: true,
    });
    return { answer: { loginId, code }, events: made(user, "emailCode") };
  });
}

/** Where a link leads that nobody is mailed: wherever its maker says. Throws E011004 for what is no URL of a page. */
function targetOf(deps: AuthDeps, URI: string | undefined, page: OwnPage): URL {
  if (URI === undefined || URI === "") return new URL(page, deps.config.appOrigin);
  if (!/^https?:\/\/[^\s\\]+$/i.test(URI) || !URL.canParse(URI)) throw new AuthError("E011004", "The link target is not the URL of a page");
  return new URL(URI);
}

type AskedLink = Input<typeof testUserEnchantedLink> & Pick<Input<typeof testUserMagicLink>, "deliveryMethod">;

/** A link of either kind. */
async function generateLink(
  deps: AuthDeps,
  { loginId: named, URI, deliveryMethod, loginOptions }: AskedLink,
  caller: ManagementCaller,
  page: OwnPage,
  kind: Pick<ChallengeRecord, "channel" | "pendingRef">,
): Promise<{ loginId: string; link: string }> {
  const target = targetOf(deps, URI, page);
  const { id, token, digest } = newLink(deps);
  return writeAs(deps, caller, async (tx) => {
    const { user, loginId } = await findTestUser(tx, named);
    await tx.challenges.create({
      ...challengeRow(deps, id, requestFor(user, loginId, deliveryMethod), LINK_MINUTES * 60),
      ...kind,
      attemptsMax: 1,
      digest,
      details: detailsOf(loginOptions),
      generated: true,
    });
    return { answer: { loginId, link: withToken(target, token) }, events: made(user, kind.channel) };
  });
}

/** Makes a link that signs a test user in, once. Throws E112102, E112110, E011004 for a target that is no URL. */
export async function generateTestMagicLink(
  deps: AuthDeps,
  input: Input<typeof testUserMagicLink>,
  caller: ManagementCaller,
): Promise<Output<typeof testUserMagicLink>> {
  return generateLink(deps, input, caller, "/link", { channel: "magicLink", pendingRef: null });
}

/**
 * Makes the right one of three links for a test user, and the reference that the waiting device collects its session by. Throws E112102,
 * E112110, E011004 for a target that is no URL.
 */
export async function generateTestEnchantedLink(
  deps: AuthDeps,
  input: Input<typeof testUserEnchantedLink>,
  caller: ManagementCaller,
): Promise<Output<typeof testUserEnchantedLink>> {
  const pendingRef = newToken(deps.random);
  const kind = { channel: "enchantedLink", pendingRef: pendingDigest(deps, pendingRef)[0] ?? null } as const;
  return { ...(await generateLink(deps, input, caller, "/approve", kind)), pendingRef };
}

/** So many in one transaction: others write between two. */
const DELETED_AT_ONCE = 500;

/** Deletes all test users and all that is theirs. */
export async function deleteTestUsers(
  deps: AuthDeps,
  _input: Input<typeof testUserDeleteAll>,
  caller: ManagementCaller,
): Promise<Output<typeof testUserDeleteAll>> {
  for (;;) {
    const count = await writeAs(deps, caller, async (tx) => {
      const users = await tx.testUsers.listSome(DELETED_AT_ONCE);
      if (users.length > 0) await tx.testUsers.removeAll(users);
      return { answer: users.length, events: users.map(({ id, loginIds }) => ({ action: "UserDeleted", userId: id, loginIds })) };
    });
    if (count < DELETED_AT_ONCE) return {};
  }
}
