/** `amr` of each way to sign in; of `embedded`, which an application vouches for, tokens say nothing. */
export type Method = "pwd" | "email" | "totp" | "recovery" | "embedded";

/** What tokens say of a session's methods. */
export function toldMethods(methods: readonly string[]): string[] {
  return methods.filter((method) => method !== ("embedded" satisfies Method));
}

const SECOND_FACTORS: readonly string[] = ["totp", "recovery"] satisfies Method[];

/** Whether this is something held, an authenticator or its recovery code, and not something known or mailed. */
export function isSecondFactor(method: string): boolean {
  return SECOND_FACTORS.includes(method);
}

/** What a session has shown when a factor is added to it; `mfa` stands last once there are two. By null somebody trusted adds one that has no name here. */
export function combineMethods(before: readonly string[], method: Method | null): string[] {
  const shown = before.filter((name) => name !== "mfa" && name !== method);
  if (method === null) return [...shown, "mfa"];
  const methods = [...shown, method];
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

/** The vendor's words, by which the audit trail is searched. Codes and links by mail are told apart by whoever knows which it was. */
const AUDIT_WORDS: Readonly<Record<Method, string>> = {
  pwd: "password",
  email: "otp",
  totp: "totp",
  recovery: "recovery",
  embedded: "embeddedlink",
};

/** What a method is called in the audit trail; nothing where nobody has shown any. */
export function auditWord(method: Method | null): string {
  return method === null ? "" : AUDIT_WORDS[method];
}
