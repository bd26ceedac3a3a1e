import type { AppRouter } from "@repo/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";

/**
 * A script's way to what is no form: what a page asks while it stands open. One call is one request: batching would let one request carry a
 * hundred guesses.
 */
export const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });
