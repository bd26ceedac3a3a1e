import { type CodeRequest, codeFlow, type LinkRequest, linkFlow } from "#steps/begin-flow";
import type { CodeFlow, LinkFlow } from "#steps/flow";
import { keepFlow } from "#steps/keep-flow";
import { trpc } from "#trpc";

/** What `otp.update.email` is told by a plain form, as `askForCode` tells it. */
export const NEW_EMAIL = { "addToLoginIDs?": "on", "failOnConflict?": "on" };

function askForCode({ purpose, loginId, user, email }: CodeRequest): Promise<{ maskedEmail: string }> {
  if (purpose === "signUp") return trpc.otp.signUp.email.mutate({ loginId, user });
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
export async function sendCode(request: CodeRequest): Promise<CodeFlow> {
  return keepFlow(codeFlow(request, await askForCode(request)));
}

/**
 * Has three numbered links mailed and keeps what /waiting has to know of them.
 * @throws TRPCClientError of a refusal
 */
export async function sendLink(request: LinkRequest): Promise<LinkFlow> {
  const { purpose, loginId, user } = request;
  const sent =
    purpose === "signUp"
      ? await trpc.enchantedLink.signUp.email.mutate({ loginId, user })
      : await trpc.enchantedLink.signIn.email.mutate({ loginId });
  return keepFlow(linkFlow(request, sent));
}
