/** `amr` of each way to sign in. */
export type Method = "pwd" | "email" | "totp" | "recovery";

const SECOND_FACTORS: readonly string[] = ["totp", "recovery"] satisfies Method[];

/** Whether this is something held, an authenticator or its recovery code, and not something known or mailed. */
export function isSecondFactor(method: string): boolean {
  return SECOND_FACTORS.includes(method);
}

/** What a session has shown when a factor is added to it; `mfa` stands last once there are two. */
export function combineMethods(before: readonly string[], method: Method): string[] {
  const methods = [...before.filter((name) => name !== "mfa" && name !== method), method];
  return methods.length > 1 ? [...methods, "mfa"] : methods;
}

/** Whether something known or mailed has been shown. */
export function hasFirstFactor(methods: readonly string[]): boolean {
  return methods.some((name) => name !== "mfa" && !isSecondFactor(name));
}

/** Something known or mailed, and something held: an authenticator and its recovery code are one factor, not two. */
export function isTwoFactors(methods: readonly string[]): boolean {
  return hasFirstFactor(methods) && methods.some(isSecondFactor);
}
