import { TRPCClientError } from "@trpc/client";
import type { Flow, FlowInput } from "./flow";

/**
 * Keeps what the next page has to know of this one, out of URLs and out of script's reach. Answers it as kept.
 * @throws TRPCClientError as a refused call does, for `readRefusal`
 */
export async function keepFlow<Kept extends FlowInput>(flow: Kept): Promise<Extract<Flow, { step: Kept["step"] }>> {
  const response = await fetch("/api/flow", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(flow),
  }).catch((error: unknown) => {
    throw TRPCClientError.from(error as Error);
  });
  if (!response.ok) throw new TRPCClientError(`The flow was not kept: ${response.status}`);
  return response.json();
}
