import type { Caller, CallerOf, ManagementCaller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { addressKey } from "@repo/auth/limiter";
import { maskEmail } from "@repo/auth/mail/mask-email";
import { actorIn, refusePartial, refuseStale, requireSession, requireSessionToken } from "@repo/auth/session/resolve";
import { AuthError, isApiError } from "@repo/contract/errors";
import { isEmail, LoginId } from "@repo/contract/login-id";
import { type Access, FLOOD_PER_MINUTE, type Input, type Operation, type Output } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import { initTRPC, TRPCError } from "@trpc/server";
import type { z } from "zod";
import { isInputError, toApiError, toTRPCError } from "./errors";
import type { Log } from "./log";

/** How tokens reach the caller: in the body, in cookies of their own, or sealed for a browser. */
export interface TokenDelivery {
  /** Takes the tokens out of the answer that travel otherwise. */
  issue(response: JWTResponse): Promise<JWTResponse>;
  /** The caller has signed out. */
  clear(): void;
}

export interface Context {
  deps: AuthDeps;
  caller: Caller;
  delivery: TokenDelivery;
  log: Log;
}

interface Meta {
  operation: Operation;
}

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error, input }) {
      const refusal = toApiError(error, input);
      return {
        code: shape.code,
        message: refusal.message,
        data: { ...refusal.toBody(), httpStatus: refusal.status, retryAfterSeconds: refusal.retryAfterSeconds },
      };
    },
  });

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/**
 * What of a login ID may be logged: of an address that has just let somebody in its domain, of anything else nothing, since people type
 * passwords into the wrong field, and some are addresses. The digest beside it is the same for every spelling of an account, so that
 * refusals are found by it, and whose they are.
 */
function accountOf(deps: AuthDeps, input: unknown, isKnown: boolean): string | undefined {
  const loginId = typeof input === "object" && input !== null && "loginId" in input ? input.loginId : undefined;
  if (typeof loginId !== "string") return undefined;
  const { data: account = loginId } = LoginId.safeParse(loginId);
  return `${isKnown && isEmail(account) ? maskEmail(account) : "***"} ${deps.sealer.digest("budget", account).slice(0, 8)}`;
}

function userOf(answer: unknown): string | undefined {
  const user = typeof answer === "object" && answer !== null && "user" in answer ? answer.user : undefined;
  return typeof user === "object" && user !== null && "userId" in user ? String(user.userId) : undefined;
}

/** Of a management key its name, which is no secret. */
function keyOf(caller: Caller): { key?: string } {
  return "key" in caller ? { key: (caller as ManagementCaller).key().name } : {};
}

/** One line for each outcome: what, from where, what came of it, and who, as far as is known. */
function logOutcome({ caller, log }: Context, operation: string, result: string, who: { account?: string; userId?: string } = {}): void {
  const { surface, address, requestId } = caller;
  log.info({ operation, result, ...who, ...keyOf(caller), surface, address, requestId }, "auth");
}

/** The line of an operation that changes something, once it was carried out or refused. */
function logMutation(ctx: Context, path: string, input: unknown, result: { data: unknown } | { error: TRPCError }): void {
  const userId = "data" in result ? userOf(result.data) : undefined;
  const account = accountOf(ctx.deps, input, userId !== undefined);
  if ("data" in result) logOutcome(ctx, path, "ok", { account, userId });
  else logOutcome(ctx, path, toApiError(result.error, input).code, { account });
}

async function refuseFlood({ deps, caller }: Context, path: string, operation: Operation): Promise<void> {
  // Public answers cost nothing and are cached by whoever asks.
  if (operation.access === "public") return;
  const callsPerMinute = operation.callsPerMinute ?? FLOOD_PER_MINUTE;
  const retryAfterSeconds = await deps.limiter.take(`${path}:${addressKey(caller.address)}`, callsPerMinute);
  const message = `Too many requests from this address. Try again in ${retryAfterSeconds} seconds`;
  if (retryAfterSeconds > 0) throw new AuthError("E130429", message, { retryAfterSeconds });
  if (operation.hashes) deps.passwords.refuseWhenFull([addressKey(caller.address)]);
}

async function limit(ctx: Context, path: string, operation: Operation): Promise<void> {
  try {
    await refuseFlood(ctx, path, operation);
  } catch (error) {
    if (isApiError(error)) logOutcome(ctx, path, error.code);
    throw error;
  }
}

type LetIn<A extends Access> = (ctx: Context, operation: Operation) => Promise<CallerOf<A>>;

function refuseOtherProject({ deps, caller }: Context): void {
  if (caller.projectId !== deps.config.projectId) throw new AuthError("E061001");
}

/** Who is let in by each kind of access, and what is known of them from then on. A kind without a line here does not compile. */
const LET_IN: { readonly [A in Access]: LetIn<A> } = {
  public: async ({ caller }) => caller,
  async project(ctx) {
    refuseOtherProject(ctx);
    return ctx.caller;
  },
  async signedIn(ctx, operation) {
    refuseOtherProject(ctx);
    const found = await requireSession(ctx.caller);
    refusePartial(ctx.deps, ctx.caller, found, operation.accepts);
    if (operation.fresh) refuseStale(ctx.deps, ctx.caller, found, operation.accepts);
    return { ...ctx.caller, signedIn: async () => found };
  },
  async sessionToken(ctx, operation) {
    refuseOtherProject(ctx);
    const found = await requireSessionToken(ctx.deps, ctx.caller, operation.accepts);
    if (operation.fresh) refuseStale(ctx.deps, ctx.caller, found, operation.accepts);
    return { ...ctx.caller, actorFor: (userId) => actorIn(found.session, userId), sessionToken: async () => found };
  },
  async management({ caller }, { kind }) {
    const key = await caller.managementKey();
    if (kind === "mutation" && key.scope !== "write") throw new AuthError("E111403");
    return { ...caller, key: () => key };
  },
  async accessKey({ deps, caller }) {
    const { shownKey } = caller;
    if ((shownKey?.projectId ?? caller.projectId) !== deps.config.projectId) throw new AuthError("E061001");
    if (!shownKey) throw new AuthError("E062802");
    return { ...caller, accessKey: () => shownKey.key };
  },
};

/** Every failure as one from the table. The unexpected is logged here, once, with everything that is known about it. */
function refusalOf({ caller, log }: Context, path: string, error: unknown, input: unknown): TRPCError {
  const refusal = toApiError(error, input);
  if (refusal.status >= 500) log.error({ error: refusal.cause, operation: path, requestId: caller.requestId }, "operation failed");
  return toTRPCError(refusal);
}

/**
 * What is done around every operation: limits, who is let in, the log, refusals. One middleware and not four: each costs tRPC as much as
 * reading the request's headers takes.
 */
function guard<A extends Access>(operation: Operation<z.ZodType, z.ZodType, A>) {
  return trpc.middleware(async ({ ctx, path, next, getRawInput }) => {
    // Only wrong input is read again: whoever was refused before it was looked at must not be answered by what is wrong with it.
    const inputOf = async (error: unknown) => (error instanceof TRPCError && isInputError(error) ? await getRawInput() : undefined);
    try {
      // Before the body is read: a flood is to cost as little as possible.
      await limit(ctx, path, operation);
      // Before the input is looked at: who may not call is not told what is wrong with the request.
      const caller = await LET_IN[operation.access](ctx, operation);
      const result = await next({ ctx: { caller } });
      if (operation.kind === "mutation") logMutation({ ...ctx, caller }, path, await getRawInput().catch(() => undefined), result);
      if (result.ok) return result;
      throw result.error;
    } catch (error) {
      throw refusalOf(ctx, path, error, await inputOf(error));
    }
  });
}

type Run<O extends Operation, A extends Access> = (deps: AuthDeps, input: Input<O>, caller: CallerOf<A>) => Promise<Output<O>>;

function isJWTResponse(answer: unknown): answer is JWTResponse {
  return typeof answer === "object" && answer !== null && "sessionJwt" in answer && answer.sessionJwt !== "";
}

async function deliver<Answer>(ctx: Context, operation: Operation, answer: Answer): Promise<Answer> {
  if (operation.tokens === "clears") ctx.delivery.clear();
  // Delivery empties token fields and changes nothing else, so the answer keeps its type.
  return operation.tokens === "issues" && isJWTResponse(answer) ? ((await ctx.delivery.issue(answer)) as Answer) : answer;
}

function procedure<I extends z.ZodType, O extends z.ZodType, A extends Access>(operation: Operation<I, O, A>) {
  return trpc.procedure.meta({ operation }).use(guard(operation)).input(operation.input).output(operation.output);
}

/** Who a hash is for: an address and an account may each have as much of the hasher as any other. */
function ownersOf(caller: Caller, input: unknown): string[] {
  const account = typeof input === "object" && input !== null && "loginId" in input ? [`account ${input.loginId}`] : [];
  return [addressKey(caller.address), ...account];
}

// The casts below: tRPC cannot see through generic types that `access` has put a `CallerOf<A>` there, nor that `Output<O>` is what
// `.output(O)` accepts. `Run` holds both to it.

/** The joint of promise and function for an operation that changes something. */
export function mutation<I extends z.ZodType, O extends z.ZodType, A extends Access>(
  operation: Operation<I, O, A>,
  run: Run<Operation<I, O>, A>,
) {
  return procedure(operation).mutation(async ({ ctx, input }) => {
    const call = () => run(ctx.deps, input as z.output<I>, ctx.caller as CallerOf<A>);
    // Not before the input is read: who sends it slowly would keep others out.
    const answer = await (operation.hashes ? ctx.deps.passwords.admit(ownersOf(ctx.caller, input), call) : call());
    return (await deliver(ctx, operation, answer)) as never;
  });
}

/** The joint of promise and function for an operation that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType, A extends Access>(
  operation: Operation<I, O, A>,
  run: Run<Operation<I, O>, A>,
) {
  return procedure(operation).query(
    async ({ ctx, input }) => (await run(ctx.deps, input as z.output<I>, ctx.caller as CallerOf<A>)) as never,
  );
}
