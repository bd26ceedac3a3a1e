import type { SessionSummary } from "@repo/contract/session";
import { describeDevice } from "../../../device";
import { fill } from "../../../ui/fill";
import { words } from "../../../words";
import type { SignedInDevice } from "./devices";

const { devices } = words;

/** The order in which `devices.methods` names them. */
const METHODS = ["pwd", "email", "totp", "recovery"];

function nameMethods(methods: readonly string[]): string | undefined {
  const known: Readonly<Record<string, string>> = devices.methods;
  return known[METHODS.filter((method) => methods.includes(method)).join(",")];
}

/** A session, as its owner knows it. */
export function toDevice({ id, current, userAgent, methods, createdTime, lastUsedTime }: SessionSummary): SignedInDevice {
  const { browser, system, kind } = describeDevice(userAgent);
  const name = browser && system ? fill(devices.browserOn, { browser, system }) : (browser ?? system ?? devices.unknownDevice);
  return { id, current, name, kind, method: nameMethods(methods), createdTime, lastUsedTime };
}

export function currentFirst(one: SignedInDevice, other: SignedInDevice): number {
  return Number(other.current) - Number(one.current);
}

/** The device of a past sign-in, while its session lasts. */
export function deviceOf(signIn: { loginTime: number; ip: string }, sessions: readonly SessionSummary[]): SignedInDevice | undefined {
  const session = sessions.find(({ createdTime, address }) => createdTime === signIn.loginTime && address === signIn.ip);
  return session && toDevice(session);
}
