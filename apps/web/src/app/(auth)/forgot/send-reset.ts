import { resetFlow } from "#steps/begin-flow";
import type { ResetFlow } from "#steps/flow";
import { keepFlow } from "#steps/keep-flow";
import { trpc } from "#trpc";

/**
 * Has a way to set a new password mailed, a link or a code as the server is set, and keeps what the next page has to know of it.
 *
 * @param request with the `id` of the flow that it is sent for again
 * @throws TRPCClientError of a refusal
 */
export async function sendReset(request: { id?: string; loginId: string }): Promise<ResetFlow> {
  return keepFlow(resetFlow(request, await trpc.password.sendReset.mutate({ loginId: request.loginId })));
}
