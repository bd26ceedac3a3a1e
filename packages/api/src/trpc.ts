import type { CallerOf } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import type { Access, Input, Operation, Output } from "@repo/contract/operation";
import { initTRPC, type TRPCMutationProcedure, type TRPCQueryProcedure } from "@trpc/server";
import type { z } from "zod";
import { type Context, carryOut, type Joined } from "./carry-out";
import { toApiError, toTRPCError } from "./errors";

const trpc = initTRPC
  .context<Context>()
  .meta<Joined>()
  .create({
    errorFormatter({ shape, error }) {
      const refusal = toApiError(error);
      return {
        code: shape.code,
        message: refusal.message,
        data: { ...refusal.toBody(), httpStatus: refusal.status, retryAfterSeconds: refusal.retryAfterSeconds },
      };
    },
  });

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

type Run<O extends Operation, A extends Access> = (deps: AuthDeps, input: Input<O>, caller: CallerOf<A>) => Promise<Output<O>>;

interface Types<I extends z.ZodType, O extends z.ZodType> {
  input: z.input<I>;
  output: z.output<O>;
  meta: Joined;
}

/** A procedure reads and checks nothing itself, but for what it was asked by: that is up to `carryOut`, as on every other surface. */
function procedureOf(joined: Joined) {
  const procedure = trpc.procedure
    .meta(joined)
    .use(({ ctx, path, getRawInput, next }) => next({ ctx: { outcome: () => carryOut(ctx, path, joined, getRawInput) } }));
  async function resolve({ ctx }: { ctx: { outcome(): ReturnType<typeof carryOut> } }): Promise<unknown> {
    const outcome = await ctx.outcome();
    if ("refusal" in outcome) throw toTRPCError(outcome.refusal);
    return outcome.answer;
  }
  return { procedure, resolve };
}

// The casts below: what `carryOut` checks by the operation's schemas, tRPC is told here. `Run` holds promise and function to each other.

/** The joint of promise and function for an operation that changes something. */
export function mutation<I extends z.ZodType, O extends z.ZodType, A extends Access>(
  operation: Operation<I, O, A>,
  run: Run<Operation<I, O>, A>,
) {
  const { procedure, resolve } = procedureOf({ operation, run });
  return procedure.mutation(resolve) as unknown as TRPCMutationProcedure<Types<I, O>>;
}

/** The joint of promise and function for an operation that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType, A extends Access>(
  operation: Operation<I, O, A>,
  run: Run<Operation<I, O>, A>,
) {
  const { procedure, resolve } = procedureOf({ operation, run });
  return procedure.query(resolve) as unknown as TRPCQueryProcedure<Types<I, O>>;
}
