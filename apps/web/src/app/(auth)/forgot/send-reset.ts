import { resetFlow } from "../../../begin-flow";
import type { ResetFlow } from "../../../flow";
import { trpc } from "../../../trpc";
import { keepFlow } from "../../../ui/keep-flow";

/**
 * Has a way to set a new password mailed, a link or a code as the server is set, and keeps what the next page has to know of it.
 * @throws TRPCClientError of a refusal
 */
export async function sendReset(loginId: string): Promise<ResetFlow> {
  return keepFlow(resetFlow(loginId, await trpc.password.sendReset.mutate({ loginId })));
}
