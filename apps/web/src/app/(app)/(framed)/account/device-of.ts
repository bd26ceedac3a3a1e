import type { Output } from "@repo/contract/operation";
import type { trustedDevices } from "@repo/contract/security";
import type { SessionSummary } from "@repo/contract/session";
import { describeDevice } from "@repo/emails/device";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { SignedInDevice } from "./devices";
import { isThisComputer } from "./is-this-computer";
import type { TrustedDevice } from "./trusted-devices";

/** The order in which `devices.methods` names them. */
const METHODS = ["pwd", "email", "totp", "recovery"];

function nameMethods(methods: readonly string[], known: Readonly<Record<string, string>>): string | undefined {
  return known[METHODS.filter((method) => methods.includes(method)).join(",")];
}

/** "Firefox on Linux"; undefined where the user agent does not say. */
export function nameProgram(userAgent: string, words: Pick<Words["devices"], "browserOn">): string | undefined {
  const { browser, system } = describeDevice(userAgent);
  return browser && system ? fill(words.browserOn, { browser, system }) : (browser ?? system);
}

/**
 * A trusted browser, as its owner knows it.
 * @param proofs of the browser that asks: each begins with the ID of one
 */
export function toTrusted(
  { id, userAgent, ...times }: Output<typeof trustedDevices>["devices"][number],
  proofs: readonly string[],
  words: Words["devices"],
): TrustedDevice {
  const name = nameProgram(userAgent, words) ?? words.unknownDevice;
  return { id, ...times, name, kind: describeDevice(userAgent).kind, current: proofs.some((proof) => proof.startsWith(`${id}.`)) };
}

/** A session, as its owner knows it. */
export function toDevice(session: SessionSummary, words: Words["devices"]): SignedInDevice {
  const { id, current, userAgent, address, methods, createdTime, lastUsedTime, firstSeenTime } = session;
  const program = nameProgram(userAgent, words) ?? words.unknownDevice;
  return {
    id,
    current,
    name: session.name || program,
    givenName: session.name,
    program,
    kind: describeDevice(userAgent).kind,
    method: nameMethods(methods, words.methods),
    address: isThisComputer(address) ? words.thisComputer : address,
    createdTime,
    lastUsedTime,
    firstSeenTime,
  };
}

export function currentFirst(one: { current: boolean }, other: { current: boolean }): number {
  return Number(other.current) - Number(one.current);
}

/** The device of a past sign-in, while its session lasts; undefined where it may have been one of two. */
export function deviceOf(
  signIn: { loginTime: number; ip: string },
  sessions: readonly SessionSummary[],
  words: Words["devices"],
): SignedInDevice | undefined {
  const [session, another] = sessions.filter(({ createdTime, address }) => createdTime === signIn.loginTime && address === signIn.ip);
  return session && !another ? toDevice(session, words) : undefined;
}
