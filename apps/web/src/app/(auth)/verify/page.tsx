import type { Route } from "next";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { serverApi } from "#session/server-api";
import type { CodeFlow } from "#steps/flow";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { SENDS } from "#steps/flow-path";
import { withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { Disclosure } from "#ui/disclosure";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, titled, type Words } from "#words/get-words";
import { MailboxLink } from "../mailbox-link";
import { Verify } from "./verify";

export const generateMetadata = titled(({ verify }) => verify.title);

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
  };
}

export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const words = await getWords();
  const { form, code, verify, refusals, wait } = words;
  const { f, done } = await searchParams;
  const flow = (await readFlow("code", f)) ?? redirect("/sign-in/code");
  const isSignedIn = (await serverApi()) !== null;
  if (isSignedIn !== (flow.purpose === "email")) redirect(isSignedIn ? flow.next : "/sign-in");
  const { address, otherWay, otherWayName } = startsOf(words)[flow.purpose];
  const isAccount = flow.purpose === "email";
  return (
    <AuthCard
      title={verify.title}
      lede={
        <>
          {fillElements(verify.sentTo, { address: <b className="font-medium text-ink">{flow.maskedEmail}</b> })}
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
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{
          refusedCode: await readFlash("otp.verify.email"),
          refusedSend: await readFlash(SENDS.code[flow.purpose]),
          resent: done === "again",
        }}
        words={{ ...form, ...verify, code, refusals, wait }}
      />
      <MailboxLink />
      <Disclosure title={verify.help.title}>
        <ul className="grid list-disc gap-1.5 ps-4.5 pbe-3.5 text-sm text-ink-soft">
          <li>{verify.help.wait}</li>
          <li>{verify.help.check}</li>
          <li>
            <TextLink href={isAccount ? otherWay : withNext(otherWay, flow.next)}>{otherWayName}</TextLink>
          </li>
        </ul>
      </Disclosure>
    </AuthCard>
  );
}
