import "server-only";
import { AUTHENTICATOR_KEY_MINUTES } from "@repo/contract/limits";
import { z } from "zod";
import type { FormName } from "#forms/form-name";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "#session/cookies";

/*
 * Nobody types a login ID twice (WCAG 3.3.7): what was typed at one way in is filled in at the next, at a reset, and where one comes back
 * to sign in. It travels as flows do (flow.ts), in a sealed cookie and in no address, and is believed by nobody. Whoever has signed in on
 * a device finds their login ID there, until they say that it is not them.
 */

/** A way to sign in, as the pages name it. */
const SIGN_IN_WAYS = ["password", "code", "app", "link"] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** The forms in which people say who they are. */
const ASKED_BY: readonly FormName[] = [
  "signUpByPassword",
  "password.signIn",
  "password.sendReset",
  "otp.signUp.email",
  "otp.signIn.email",
  "enchantedLink.signUp.email",
  "enchantedLink.signIn.email",
  "totp.signUp",
  "totp.verify",
  "recovery.signIn",
  "resetByLink",
  "resetByCode",
  "resetAgain",
];

/** As long as a flow. */
const TYPED_SECONDS = AUTHENTICATOR_KEY_MINUTES * 60;
const REMEMBERED_SECONDS = 365 * 24 * 3600;

const LoginId = z.string().trim().min(1).max(320);
const Typed = z.object({ loginId: LoginId });
const LastUsed = z.object({ way: z.enum(SIGN_IN_WAYS), loginId: LoginId });
type LastUsed = z.output<typeof LastUsed>;

/** `Set-Cookie` that keeps the login ID which a form was sent with; undefined for a form that asks for none, or was sent without. */
export async function keepTyped(form: string, fields: Readonly<Record<string, string>>): Promise<string | undefined> {
  const typed = Typed.safeParse(fields);
  if (!typed.success || !ASKED_BY.some((name) => name === form)) return undefined;
  return sealCookie("typed", typed.data, TYPED_SECONDS);
}

/** `Set-Cookie` that keeps it no longer: the person has arrived. */
export function forgetTyped(): string {
  return setOwnCookie("typed", "", 0);
}

/** What was typed last, on the way to the page being rendered; undefined for nothing. */
export async function typedLoginId(): Promise<string | undefined> {
  return Typed.safeParse(await openCookie("typed", await ownCookie("typed"))).data?.loginId;
}

/** `Set-Cookie` by which a device remembers who has signed in, and by which way. */
export function rememberLastUsed(lastUsed: LastUsed): Promise<string> {
  return sealCookie("last-used", lastUsed, REMEMBERED_SECONDS);
}

/** `Set-Cookie` for a device that remembers nobody. */
export function forgetPerson(): string[] {
  return [forgetTyped(), setOwnCookie("last-used", "", 0)];
}

/** Who has signed in on this device last, and the way if it was a whole way in; undefined for nobody. */
export async function lastUsed(): Promise<LastUsed | undefined> {
  return LastUsed.safeParse(await openCookie("last-used", await ownCookie("last-used"))).data;
}

/** The login ID that a page which asks for one begins with. */
export interface KnownLoginId {
  value: string | undefined;
  /** This device remembers somebody, them or another, whom it may be told to forget. */
  isRemembered: boolean;
}

/** For a page of somebody who has an account: what was typed last, else who was here last. */
export async function knownLoginId(): Promise<KnownLoginId> {
  const [typed, last] = await Promise.all([typedLoginId(), lastUsed()]);
  return { value: typed ?? last?.loginId, isRemembered: last !== undefined };
}
