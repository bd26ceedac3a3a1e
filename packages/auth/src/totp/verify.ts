import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import type { LoginOptions } from "@repo/contract/login-options";
import type { Input } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import type { totpVerify } from "@repo/contract/totp";
import type { FoundFactors, PendingTotpRecord, TotpKeyRecord } from "@repo/db/factors";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { isMasked } from "../masked";
import { findFactors, judgeCode, type Proven, wrongCode } from "../second-factor";
import { type Authenticated, completeSignIn, type Refused, readMode, type SignInMode } from "../session/complete-sign-in";
import { refuseEnded } from "../session/resolve";
import { describeNewUser } from "../user/new-user";
import { queueNoticeTo } from "../user/notice";
import type { TotpDetails } from "./enrol";
import { findTotpStep } from "./key";
import { afterStep, mayAcceptStep } from "./steps";

/** A key that nobody has: for comparisons that only cost. */
const NOBODYS_SECRET = "A".repeat(32);

interface PendingKey {
  challenge: PendingTotpRecord;
  details: TotpDetails;
  secret: string;
}

function openPending(deps: AuthDeps, challenge: PendingTotpRecord): PendingKey {
  const details: TotpDetails = JSON.parse(challenge.details);
  return { challenge, details, secret: deps.sealer.open("totp-key", challenge.id, challenge.sealedKey).toString() };
}

/** Compares a code with nothing, at the price of a key. */
function compareNothing(deps: AuthDeps, code: string): null {
  findTotpStep(deps, NOBODYS_SECRET, code);
  return null;
}

/**
 * Refuses who has no account; masked as it would refuse who has one, after as many tries as a user has: a stranger's login ID wears out like
 * any other.
 */
async function refuseNobody(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { loginId, code }: Input<typeof totpVerify>,
  { tried }: FoundFactors,
): Promise<Refused> {
  if (!isMasked(deps, caller, "E062108")) return { refusal: new AuthError("E062108", "Cannot find user") };
  const target = { typed: loginId, userId: null };
  const judged = await judgeCode(deps, tx, caller, { target, method: "totp", tried, compare: () => compareNothing(deps, code) });
  return "refusal" in judged ? judged : { refusal: wrongCode() };
}

/** Finishes a sign-up: the first code from the pending key makes the user. A wrong one is counted, and then told. */
async function finishSignUp(
  deps: AuthDeps,
  tx: StoreTransaction,
  { loginId, code, loginOptions }: Input<typeof totpVerify>,
  { challenge, details, secret }: PendingKey,
): Promise<Authenticated | Refused> {
  const { id, attempts, attemptsMax } = challenge;
  const tooMany = { refusal: new AuthError("E061103", "Too many wrong codes, start setting up the authenticator again") };
  if (attempts >= attemptsMax) return tooMany;
  const step = findTotpStep(deps, secret, code);
  if (step === null) return (await tx.challenges.countAttempt(id, attemptsMax, deps.clock.now())) ? { refusal: wrongCode() } : tooMany;
  const user = describeNewUser(deps, loginId, details.user);
  const created = await tx.users.create({
    ...user,
    sealedTotpKey: deps.sealer.seal("totp-key", user.id, secret),
    totpStep: step,
    firstSeenAt: user.createdAt,
    challengeId: id,
    // Wrong ones that were counted meanwhile, where transactions run beside each other, come first.
    challengeAttempts: attempts,
  });
  if (created === "loginIdTaken") throw new AuthError("E062107");
  if (created === "challengeUsed") throw wrongCode();
  return { userId: user.id, isNew: true, mode: { kind: "signIn" }, options: { ...details.options, ...loginOptions } };
}

/** What happens in the transaction that accepts a code. Answers whether it left the user as they were read. */
type Accept = () => Promise<"same" | "changed">;

interface Comparison {
  deps: AuthDeps;
  tx: StoreTransaction;
  caller: Caller;
  user: UserRecord;
  code: string;
  budgetKeys: readonly string[];
}

/** A code from the pending key puts it in the place of the active one; null for another code. */
function matchPending({ deps, tx, caller, user, code, budgetKeys }: Comparison, pending: PendingKey): Accept | null {
  const { challenge, details, secret } = pending;
  const step = findTotpStep(deps, secret, code);
  if (step === null) return null;
  const isFirst = !user.hasTotp;
  return async () => {
    const now = deps.clock.now();
    if (!(await tx.challenges.consume(challenge.id, now))) throw wrongCode();
    if (details.askedIn !== undefined) await refuseEnded(deps, tx, details.askedIn);
    const sealed = deps.sealer.seal("totp-key", user.id, secret);
    if (!(await tx.factors.putTotp(user.id, sealed, step, now, budgetKeys))) throw wrongCode();
    // From a page, adding an authenticator means asking for it: SDKs decide that by `loginOptions`.
    if (isFirst && caller.surface === "browser") {
      await tx.factors.setSecondFactor(user.id, true, now);
      // Changes that wait for a code or a link were asked for with one step.
      await tx.challenges.endUpdates(user.loginIds, now);
    }
    await queueNoticeTo(deps, tx, caller, user, isFirst ? "authenticatorAdded" : "authenticatorReplaced");
    return "changed";
  };
}

/** A code from the active key spends its time step; null for another code, and for one that is spent. */
function matchActive({ deps, tx, user, code, budgetKeys }: Comparison, active: TotpKeyRecord): Accept | null {
  const step = findTotpStep(deps, deps.sealer.open("totp-key", user.id, active.sealedKey).toString(), code);
  const now = deps.clock.now();
  if (step === null || !mayAcceptStep(active, step, now)) return null;
  return async () => {
    // Decides among those who show it at once, and against wrong ones counted meanwhile, where transactions run beside each other.
    if (!(await tx.factors.acceptTotpStep(user.id, active, afterStep(active, step, now), budgetKeys, now))) throw wrongCode();
    return "same";
  };
}

/** What a user without an authenticator is answered: where it is not told who exists, they alone learn that there is none. */
async function keylessRefusal(deps: AuthDeps, caller: Caller, userId: string): Promise<ApiError> {
  const found = isMasked(deps, caller, "E062120") ? await caller.session() : null;
  const mayKnow = found === null || (found.kind === "valid" && found.session.userId === userId);
  return mayKnow ? new AuthError("E062120", "The user has no authenticator") : wrongCode();
}

/**
 * Judges a code, in the transaction that accepts it: by what was found there, with the caller's session asked for before. Answers what is to
 * happen then. Refuses by E130429 after ten tries in 15 minutes, E061102 wrong, and for any code after ten under the user's other names;
 * E062120 no authenticator (masked: E061102).
 *
 * @param found a pending key of it counts as well, and is confirmed
 */
export async function proveTotp(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  typed: string,
  code: string,
  found: FoundFactors & { user: UserRecord },
): Promise<Proven<Accept> | Refused> {
  const { user, active, tried } = found;
  const pending = found.pending && openPending(deps, found.pending);
  return judgeCode<Accept>(deps, tx, caller, {
    target: { typed, userId: user.id },
    method: "totp",
    tried,
    compare(_, budgetKeys) {
      if (!active && !pending) return compareNothing(deps, code);
      const comparison = { deps, tx, caller, user, code, budgetKeys };
      return (pending && matchPending(comparison, pending)) ?? (active && matchActive(comparison, active));
    },
    ...(!active && !pending && { refusal: await keylessRefusal(deps, caller, user.id) }),
  });
}

/** What `stepup` and `mfa` ask for, or why that cannot be: which is told where there is somebody whose code is looked at. */
async function askedMode(caller: Caller, options: LoginOptions): Promise<SignInMode | Refused> {
  try {
    return await readMode(caller, options);
  } catch (error) {
    if (isApiError(error)) return { refusal: error };
    throw error;
  }
}

/** Setting up the authenticator from a page keeps the session it was asked from. */
async function modeFor(caller: Caller, mode: SignInMode, userId: string, isPending: boolean): Promise<SignInMode> {
  if (mode.kind !== "signIn" || caller.surface !== "browser" || !isPending) return mode;
  const found = await caller.session();
  const isSettingUp = found.kind === "valid" && found.session.userId === userId && found.session.purpose === "signIn";
  return isSettingUp ? { kind: "stepup", session: found.session } : mode;
}

/**
 * Exchanges an authenticator's code for a session: finishes a sign-up, finishes a change of key, or signs in. A code
 * is accepted once, by the server's clock and one step either way. Throws E061102 wrong or used, E061103 too many for a pending
 * sign-up, E062107 taken meanwhile, E062108 unknown (masked: E061102), E062110 disabled, E062120 no authenticator (masked:
 * E061102), E062130 `stepup` or `mfa` without the user's token, E130429 ten tries in 15 minutes, E011001 no such tenant.
 */
export async function verifyTotp(deps: AuthDeps, input: Input<typeof totpVerify>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code, loginOptions: options = {} } = input;
  // For whoever it is, and before the transaction: to look it up may write.
  await caller.session();
  const asked = await askedMode(caller, options);
  const response = await completeSignIn(deps, caller, {
    method: "totp",
    mode: { kind: "signIn" },
    options,
    async authenticate(tx) {
      const { user, ...found } = await findFactors(deps, tx, caller, { loginId });
      if (user === null && found.pending) return finishSignUp(deps, tx, input, openPending(deps, found.pending));
      if ("refusal" in asked && (user !== null || isMasked(deps, caller, "E062108"))) return asked;
      if (user === null || "refusal" in asked) return refuseNobody(deps, tx, caller, input, { user: null, ...found });
      const mode = await modeFor(caller, asked, user.id, found.pending !== null);
      const proven = await proveTotp(deps, tx, caller, loginId, code, { user, ...found });
      if ("refusal" in proven) return proven;
      const userIs = await proven.match();
      await proven.forgetTries();
      return { userId: user.id, mode, ...(userIs === "same" && { user }) };
    },
  });
  deps.outbox.wake();
  return response;
}
