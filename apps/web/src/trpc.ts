import type { AppRouter } from "@repo/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";

type MutationIn<Procedures> = {
  [Name in keyof Procedures & string]: Procedures[Name] extends { _def: { type: infer Type } }
    ? Type extends "mutation"
      ? Name
      : never
    : `${Name}.${MutationIn<Procedures[Name]>}`;
}[keyof Procedures & string];

/** What a plain form may name: a typing error in it would show to nobody but who has no script. */
export type FormOperation = MutationIn<AppRouter["_def"]["record"]>;

/** The browser's way to the API. One call is one request: batching would let one request carry a hundred guesses. */
export const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });
