import type { AppRouter } from "@repo/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";

/** The browser's way to the API. One call is one request: batching would let one request carry a hundred guesses. */
export const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });
