import type { CodeFlow, FlowInput, LinkFlow } from "../../flow";
import { trpc } from "../../trpc";
import { keepFlow } from "../../ui/keep-flow";

/** What a letter with a code is asked for. */
export type CodeRequest = Pick<Extract<FlowInput, { step: "code" }>, "purpose" | "loginId" | "name" | "email" | "next">;

/** What a letter with numbered links is asked for. */
export type LinkRequest = Pick<Extract<FlowInput, { step: "link" }>, "purpose" | "loginId" | "name" | "next">;

function namedUser(name: string | undefined) {
  return name === undefined ? undefined : { name };
}

function askForCode({ purpose, loginId, name, email }: CodeRequest): Promise<{ maskedEmail: string }> {
  if (purpose === "signUp") return trpc.otp.signUp.email.mutate({ loginId, user: namedUser(name) });
  if (purpose === "email") {
    // The address becomes a name to sign in with too: who changes it means to go by the new one.
    return trpc.otp.update.email.mutate({ loginId, email: email ?? loginId, addToLoginIDs: true, failOnConflict: true });
  }
  return trpc.otp.signIn.email.mutate({ loginId, loginOptions: purpose === "secondFactor" ? { mfa: true } : undefined });
}

/**
 * Has a code mailed and keeps what /verify has to know of it.
 * @throws TRPCClientError of a refusal
 */
export async function sendCode({ purpose, loginId, name, email, next }: CodeRequest): Promise<CodeFlow> {
  const { maskedEmail } = await askForCode({ purpose, loginId, name, email, next });
  return keepFlow({ step: "code", purpose, loginId, name, email, next, maskedEmail, wrongTries: 0 });
}

/**
 * Has three numbered links mailed and keeps what /waiting has to know of them.
 * @throws TRPCClientError of a refusal
 */
export async function sendLink({ purpose, loginId, name, next }: LinkRequest): Promise<LinkFlow> {
  const sent =
    purpose === "signUp"
      ? await trpc.enchantedLink.signUp.email.mutate({ loginId, user: namedUser(name) })
      : await trpc.enchantedLink.signIn.email.mutate({ loginId });
  return keepFlow({ step: "link", purpose, loginId, name, next, ...sent });
}
