import type { FormInput } from "#forms/form-name";

/**
 * What `otp.update.email` is told when users change or confirm their address. It becomes a name to sign in with too: who changes it means to
 * go by the new one.
 *
 * @param email where it is not typed
 */
export function newEmail(loginId: string, email?: string) {
  return {
    loginId,
    ...(email !== undefined && { email }),
    addToLoginIDs: true,
    failOnConflict: true,
  } satisfies FormInput<"otp.update.email">;
}
