import { RECOVERY_CODES } from "@repo/contract/limits";
import type { Output } from "@repo/contract/operation";
import type { securityOverview } from "@repo/contract/security";
import type { SessionSummary } from "@repo/contract/session";
import type { User } from "@repo/contract/user";
import type { ReactNode } from "react";
import { Moment } from "#ui/moment";
import { OkIcon, WarningIcon } from "#ui/state-icons";
import { Summary, SummaryFact } from "#ui/summary";
import { LINK_LOOK, TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords } from "#words/get-words";
import { isUnconfirmed } from "../../account/shown-user";
import { deviceOf } from "./device-of";
import { SET_UP_APP, SWITCH_TWO_STEP } from "./form-ids";
import { isThisComputer } from "./is-this-computer";

/** So few recovery codes that it is time for new ones. */
const RECOVERY_CODES_FEW = 2;

interface AccountSummaryProps {
  user: User;
  overview: Output<typeof securityOverview>;
  sessions: readonly SessionSummary[];
  lastSignIn: { loginTime: number; ip: string } | undefined;
}

/** What protects the account, and when somebody last came in. */
export async function AccountSummary({ user, overview, sessions, lastSignIn }: AccountSummaryProps) {
  const { summary, devices, time } = await getWords();
  const from = (address: string) => (isThisComputer(address) ? summary.fromHere : fill(summary.from, { address }));
  return (
    <Summary label={summary.label}>
      <TwoStep overview={overview} canStart={!isUnconfirmed(user)} />
      {overview.totp ? (
        <RecoveryCodes left={overview.recoveryCodesLeft} isUnconfirmed={isUnconfirmed(user)} />
      ) : (
        user.email && <Email user={user} />
      )}
      {lastSignIn && (
        <SummaryFact
          name={summary.lastSignIn}
          value={<Moment at={lastSignIn.loginTime} style="when" words={time} />}
          note={deviceOf(lastSignIn, sessions, devices)?.name ?? from(lastSignIn.ip)}
        />
      )}
    </Summary>
  );
}

function State({ ok, children }: { ok: boolean; children: ReactNode }) {
  return (
    <>
      {ok ? <OkIcon className="size-4.5 text-success" /> : <WarningIcon className="size-4.5 text-warning" />}
      {children}
    </>
  );
}

/** @param canStart whether it may begin now; else it is said what comes first */
async function TwoStep({ overview: { secondFactor, totp }, canStart }: Pick<AccountSummaryProps, "overview"> & { canStart: boolean }) {
  const { security, summary } = await getWords();
  const name = totp ? summary.turnOn : summary.addApp;
  const start = canStart ? (
    <button type="submit" form={totp ? SWITCH_TWO_STEP : SET_UP_APP} className={LINK_LOOK}>
      {name}
    </button>
  ) : (
    security.afterConfirming
  );
  return (
    <SummaryFact
      name={summary.twoStep}
      value={secondFactor ? <State ok>{summary.on}</State> : summary.off}
      note={secondFactor ? summary.withApp : start}
    />
  );
}

async function RecoveryCodes({ left, isUnconfirmed }: { left: number; isUnconfirmed: boolean }) {
  const { summary } = await getWords();
  const value = left === 0 ? summary.none : fill(summary.left, { left, all: RECOVERY_CODES });
  const isFew = left <= RECOVERY_CODES_FEW;
  return (
    <SummaryFact
      name={summary.recoveryCodes}
      value={<State ok={!isFew}>{value}</State>}
      note={isFew && !isUnconfirmed && <TextLink href="/account/recovery-codes">{left === 0 ? summary.make : summary.makeNew}</TextLink>}
    />
  );
}

async function Email({ user }: { user: User }) {
  const { summary } = await getWords();
  const value = <State ok={user.verifiedEmail}>{user.verifiedEmail ? summary.confirmed : summary.notConfirmed}</State>;
  return <SummaryFact name={summary.email} value={value} note={user.email} />;
}
