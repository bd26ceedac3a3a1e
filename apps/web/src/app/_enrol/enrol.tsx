import { showAddress } from "@repo/auth/mail/show-address";
import type { Route } from "next";
import { readFlash } from "#forms/flash";
import { getServer } from "#server/deps";
import type { AppFlow } from "#steps/flow";
import { flowPath } from "#steps/flow-path";
import { TextLink } from "#ui/text-link";
import { getWords } from "#words/get-words";
import { ConfirmForm } from "./confirm-form";
import { Scan, StepTitle } from "./scan";

interface EnrolProps {
  flow: AppFlow;
  /** How the person knows the account, for the app to show; the login ID where nothing is said. */
  account?: string;
  /** Whether the user has one already, which this one takes the place of. */
  replaces?: boolean;
  /** Where another key is made. */
  startHref: Route;
  /** For who would rather not. */
  leaveHref: Route;
}

/** Sets up an authenticator: the key into the app, and a code back out of it. */
export async function Enrol({ flow, account = flow.loginId, replaces = false, startHref, leaveHref }: EnrolProps) {
  const { form, code, enrol, refusals, wait } = await getWords();
  const { showTotpKey } = await getServer();
  const totp = await showTotpKey(flow.key, account);
  return (
    <>
      <Scan totp={totp} account={showAddress(account)} words={enrol} />
      <section aria-labelledby="prove" className="grid grid-cols-1 gap-4">
        <StepTitle id="prove" number={2}>
          {enrol.enterCode}
        </StepTitle>
        <ConfirmForm
          isSignUp={flow.purpose === "signUp"}
          loginId={flow.loginId}
          next={afterwards(flow, replaces)}
          startHref={startHref}
          back={flowPath(flow)}
          returned={await readFlash("totp.verify", "signUpByApp")}
          words={{ ...form, ...enrol, code, refusals, wait }}
        />
      </section>
      <p className="text-center">
        <TextLink href={leaveHref}>{enrol.notNow}</TextLink>
      </p>
    </>
  );
}

/** Who has a first authenticator needs a way back for the day it is lost. */
function afterwards({ next }: AppFlow, replaces: boolean): string {
  return replaces ? next : `/account/recovery-codes?next=${encodeURIComponent(next)}`;
}
