import { type AccountEventName, HISTORY_PAGE_MAX, type ShownWay } from "@repo/contract/account-events";
import type { Input, Output } from "@repo/contract/operation";
import type { AccountEvent, securityHistory } from "@repo/contract/security";
import type { AuditPlace, AuditRecord } from "@repo/db/audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { SIGN_IN_ACTION } from "../session/complete-sign-in";
import { epochSeconds } from "../session/tokens";
import { NOTICE_ACTIONS } from "../user/notice";
import { FAILED_ACTION } from "./failed-try";

/** What the history tells, by the action that the audit trail has it under, beside all that is told by mail. */
const TOLD: Readonly<Record<string, AccountEventName>> = {
  [SIGN_IN_ACTION]: "signedIn",
  LoginFirstFactor: "firstStep",
  [FAILED_ACTION]: "wrongCode",
  SignInDisowned: "disowned",
  SessionRevoked: "signedOutOne",
  OtherSessionsRevoked: "signedOutOthers",
  LogoutAll: "signedOutAll",
  UserLoggedOut: "signedOutAll",
  PasswordChanged: "passwordChanged",
  PasswordSet: "passwordChanged",
  PasswordRemoved: "passwordRemoved",
  PasswordExpired: "passwordExpired",
  PasswordKept: "passwordKept",
  EmailChanged: "emailChanged",
  EmailChangeUndone: "emailChangeUndone",
  LoginIdRemoved: "loginIdRemoved",
  TotpAdded: "authenticatorAdded",
  TotpReplaced: "authenticatorReplaced",
  TotpRemoved: "authenticatorRemoved",
  TotpKept: "authenticatorKept",
  RecoveryCodesCreated: "recoveryCodesMade",
  RecoveryCodesRemoved: "recoveryCodesRemoved",
  RecoveryCodeUsed: "recoveryCodeUsed",
  SecondFactorEnabled: "secondFactorOn",
  SecondFactorDisabled: "secondFactorOff",
  DeviceTrusted: "deviceTrusted",
  DeviceTrustEnded: "deviceTrustEnded",
  ProfileUpdated: "profileChanged",
  SetUpBeforeRemoved: "setUpBeforeRemoved",
  AccountDeletionAsked: "deletionAsked",
  AccountKept: "deletionTakenBack",
  ImpersonationStarted: "actedFor",
};

const ACTIONS = [...new Set([...Object.keys(TOLD), ...Object.values(NOTICE_ACTIONS)])];

/** The words of the audit trail, and of the `amr` claim, for what is shown. */
const WAYS: Readonly<Record<string, ShownWay>> = {
  password: "password",
  pwd: "password",
  otp: "code",
  magiclink: "link",
  enchantedlink: "link",
  email: "email",
  totp: "app",
  recovery: "recoveryCode",
  embeddedlink: "vouched",
  embedded: "vouched",
};

/** What an event says was shown. Which of code and link it was the audit trail's own word says, where that is of the mail. */
function waysOf({ method, data }: AuditRecord): ShownWay[] {
  const methods = Array.isArray(data.methods) ? data.methods.map(String) : [];
  const own = WAYS[method];
  const byMail: ShownWay = own === "code" || own === "link" ? own : "email";
  const named = methods.flatMap((name): ShownWay[] => (name === "email" ? [byMail] : WAYS[name] ? [WAYS[name]] : []));
  const shown = named.length === 0 && own ? [own] : named;
  return [...new Set(shown)];
}

function nameOf({ action, method, data }: AuditRecord): AccountEventName {
  if (action === SIGN_IN_ACTION && data.purpose === "reset") return "resetBegun";
  if (action === FAILED_ACTION && method === "password") return "wrongPassword";
  return TOLD[action] ?? "changed";
}

function present(event: AuditRecord): AccountEvent {
  const { id, userId, actorId, userAgent, remoteAddress } = event;
  return {
    id,
    what: nameOf(event),
    time: epochSeconds(event.occurredAt),
    ways: waysOf(event),
    userAgent,
    address: remoteAddress,
    byOther: actorId !== "" && actorId !== userId,
  };
}

function placeOf({ occurredAt, id }: AuditRecord): string {
  return `${occurredAt.getTime()}.${id}`;
}

function readPlace(after: string | undefined): AuditPlace | undefined {
  const [time, id = ""] = after?.split(".") ?? [];
  return time === undefined ? undefined : { occurredAt: new Date(Number(time)), id };
}

/** What has happened to the signed-in user's account, newest first, a page at a time: sign-ins, failed tries, and what changed. */
export async function showAccountHistory(
  deps: AuthDeps,
  { limit = HISTORY_PAGE_MAX, after }: Input<typeof securityHistory>,
  caller: SignedInCaller,
): Promise<Output<typeof securityHistory>> {
  const { session } = await caller.signedIn();
  const found = await deps.store.audit.listPage(session.userId, ACTIONS, limit + 1, readPlace(after));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { events: shown.map(present), next: last && found.length > limit ? placeOf(last) : null };
}
