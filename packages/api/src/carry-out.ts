import type { Caller, CallerOf, ManagementCaller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { addressKey } from "@repo/auth/limiter";
import { maskEmail } from "@repo/auth/mail/mask-email";
import { actorIn, refusePartial, refuseStale, requireSession, requireSessionToken } from "@repo/auth/session/resolve";
import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import { isEmail, LoginId } from "@repo/contract/login-id";
import { type Access, FLOOD_PER_MINUTE, type Operation } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import { refuseInput, toApiError } from "./errors";
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

/** A promise and the function that keeps it, which `mutation` and `query` in trpc.ts have held to each other. */
export interface Joined {
  operation: Operation;
  run(deps: AuthDeps, input: never, caller: never): Promise<unknown>;
}

/** What has come of an operation. */
export type Outcome = { answer: unknown } | { refusal: ApiError };

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
function logMutation(ctx: Context, path: string, sent: unknown, outcome: Outcome): void {
  const userId = "answer" in outcome ? userOf(outcome.answer) : undefined;
  const account = accountOf(ctx.deps, sent, userId !== undefined);
  if ("answer" in outcome) logOutcome(ctx, path, "ok", { account, userId });
  else logOutcome(ctx, path, outcome.refusal.code, { account });
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
export function refusalOf({ caller, log }: Pick<Context, "caller" | "log">, path: string, error: unknown): ApiError {
  const refusal = toApiError(error);
  if (refusal.status >= 500) log.error({ error: refusal.cause, operation: path, requestId: caller.requestId }, "operation failed");
  return refusal;
}

function isJWTResponse(answer: unknown): answer is JWTResponse {
  return typeof answer === "object" && answer !== null && "sessionJwt" in answer && answer.sessionJwt !== "";
}

async function deliver(ctx: Context, operation: Operation, answer: unknown): Promise<unknown> {
  if (operation.tokens === "clears") ctx.delivery.clear();
  return operation.tokens === "issues" && isJWTResponse(answer) ? await ctx.delivery.issue(answer) : answer;
}

/** Who a hash is for: an address and an account may each have as much of the hasher as any other. */
function ownersOf(caller: Caller, input: unknown): string[] {
  const account = typeof input === "object" && input !== null && "loginId" in input ? [`account ${input.loginId}`] : [];
  return [addressKey(caller.address), ...account];
}

/** For who is let in. `sent` is what came, as soon as it is read. */
async function answerOf(ctx: Context, { operation, run }: Joined, sent: unknown): Promise<unknown> {
  // Schemas look at nothing but what was sent, so none of them has anything to wait for.
  const { data: input, error } = operation.input.safeParse(sent);
  if (error) throw refuseInput(error, sent);
  const call = () => run(ctx.deps, input as never, ctx.caller as never);
  // Not before the input is read: who sends it slowly would keep others out.
  const answer = await (operation.hashes ? ctx.deps.passwords.admit(ownersOf(ctx.caller, input), call) : call());
  return operation.output.parse(await deliver(ctx, operation, answer));
}

/**
 * Carries an operation out, whoever asks by whichever surface: limits, who is let in, what was sent, the function, the answer, the log and
 * refusals. Never throws.
 *
 * @param path by which it is counted and logged, `password.signUp`
 * @param readSent reads what was sent, once; what it throws is a refusal too
 */
export async function carryOut(ctx: Context, path: string, joined: Joined, readSent: () => Promise<unknown>): Promise<Outcome> {
  const { operation } = joined;
  try {
    // Before the body is read: a flood is to cost as little as possible.
    await limit(ctx, path, operation);
    // Before the input is looked at: who may not call is not told what is wrong with the request.
    const letIn = { ...ctx, caller: await LET_IN[operation.access](ctx, operation) };
    let sent: unknown;
    let outcome: Outcome;
    try {
      sent = await readSent();
      outcome = { answer: await answerOf(letIn, joined, sent) };
    } catch (error) {
      outcome = { refusal: refusalOf(letIn, path, error) };
    }
    if (operation.kind === "mutation") logMutation(letIn, path, sent, outcome);
    return outcome;
  } catch (error) {
    return { refusal: refusalOf(ctx, path, error) };
  }
}
