import type { Route } from "next";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { AGAIN, readNews } from "#session/news";
import { serverApi } from "#session/server-api";
import type { CodeFlow } from "#steps/flow";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { isOfAccount, SENDS } from "#steps/flow-path";
import { goesBy } from "#steps/goes-by";
import { nextPath, withNext } from "#steps/next-path";
import { sentTo } from "#steps/sent-to";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, type Words } from "#words/get-words";
import { FlowMissing } from "../flow-missing";
import { LetterHelp } from "../letter-help";
import { MailboxLink } from "../mailbox-link";
import { titledFlow } from "../titled-flow";
import { Verify } from "./verify";

export const generateMetadata = titledFlow("code", ({ verify }, { purpose }) =>
  purpose === "newAccount" ? verify.newAccount.title : verify.title,
);

/** Where another address can be given, and where another way can be chosen. */
function startsOf({
  signUp,
  ways,
  verify,
}: Words): Record<CodeFlow["purpose"], { address?: Route; otherWay: Route; otherWayName: string }> {
  return {
    signUp: { address: "/sign-up/code", otherWay: "/sign-up", otherWayName: signUp.another },
    signIn: { address: "/sign-in/code", otherWay: "/sign-in", otherWayName: ways.another },
    secondFactor: { otherWay: "/sign-in/second-step", otherWayName: ways.another },
    email: { address: "/account/email", otherWay: "/account", otherWayName: verify.help.toAccount },
    newAccount: { address: "/account/email", otherWay: "/account", otherWayName: verify.help.toAccount },
  };
}

/** Where a new account goes on without the code: recovery codes are made once the email is confirmed. */
function laterPath(next: string): Route {
  const page = new URL(next, "http://local");
  return nextPath(page.pathname === "/account/recovery-codes" ? (page.searchParams.get("next") ?? undefined) : next) as Route;
}

export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const words = await getWords();
  const { form, code, letterWays, verify, refusals, wait } = words;
  const { f } = await searchParams;
  const resent = (await readNews()) === AGAIN;
  const flow = await readFlow("code", f);
  const api = await serverApi();
  const isSignedIn = api !== null;
  if (!flow) return isSignedIn ? redirect(nextPath(undefined)) : <FlowMissing begin="/sign-in/code" />;
  const isAccount = isOfAccount(flow);
  const isNew = flow.purpose === "newAccount";
  if (isSignedIn !== isAccount) redirect(isSignedIn ? flow.next : "/sign-in");
  // Whoever was signed in here before has typed it, and it is nobody else's business.
  if (isAccount && api && !goesBy(flow.loginId, (await api.me({})).loginIds)) redirect(nextPath(undefined));
  const { address, otherWay, otherWayName } = startsOf(words)[flow.purpose];
  return (
    <AuthCard
      title={isNew ? verify.newAccount.title : verify.title}
      lede={
        <>
          {isNew && `${verify.newAccount.why} `}
          {fillElements(verify.sentTo, { address: <b className="font-medium text-ink">{sentTo(flow)}</b> })}
          {address && (
            <>
              <br />
              <TextLink href={isAccount ? address : withNext(address, flow.next)}>{verify.otherAddress}</TextLink>
            </>
          )}
        </>
      }
    >
      <Verify
        flow={flow}
        address={sentTo(flow)}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{
          refusedCode: await readFlash("otp.verify.email"),
          refusedSend: await readFlash(SENDS.code[flow.purpose]),
          resent,
        }}
        words={{ ...form, ...verify, code, letterWays, refusals, wait }}
      />
      <MailboxLink />
      {isNew && (
        <p className="text-center">
          <TextLink href={laterPath(flow.next)}>{verify.newAccount.later}</TextLink>
        </p>
      )}
      <LetterHelp otherWay={<TextLink href={isAccount ? otherWay : withNext(otherWay, flow.next)}>{otherWayName}</TextLink>} />
    </AuthCard>
  );
}
