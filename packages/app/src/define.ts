import type { CallerOf } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import type { Access, Input, Operation, Output } from "@repo/contract/operation";
import type { z } from "zod";

/** What an operation does: checks, asks, answers. Its caller has what the operation's access promises, a session for `signedIn`. */
type Run<I extends z.ZodType, O extends z.ZodType, A extends Access> = (
  deps: AuthDeps,
  input: Input<Operation<I, O>>,
  caller: CallerOf<A>,
) => Promise<Output<Operation<I, O>>>;

/** A promise joined to its function. `packages/api` makes the tRPC procedure and the REST route of it. */
export interface Joint<Kind extends "query" | "mutation", I extends z.ZodType, O extends z.ZodType, A extends Access> {
  kind: Kind;
  operation: Operation<I, O, A>;
  run: Run<I, O, A>;
}

/** Joins an operation that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType, A extends Access>(operation: Operation<I, O, A>, run: Run<I, O, A>) {
  return { kind: "query", operation, run } satisfies Joint<"query", I, O, A> as Joint<"query", I, O, A>;
}

/** Joins an operation that changes something. */
export function mutation<I extends z.ZodType, O extends z.ZodType, A extends Access>(operation: Operation<I, O, A>, run: Run<I, O, A>) {
  return { kind: "mutation", operation, run } satisfies Joint<"mutation", I, O, A> as Joint<"mutation", I, O, A>;
}
