import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { AGAIN, readNews } from "#session/news";
import { serverApi } from "#session/server-api";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { SENDS } from "#steps/flow-path";
import { nextPath, withNext } from "#steps/next-path";
import { sentTo } from "#steps/sent-to";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords, titleOf } from "#words/get-words";
import { FlowMissing } from "../flow-missing";
import { LetterHelp } from "../letter-help";
import { MailboxLink } from "../mailbox-link";
import { Waiting } from "./waiting";

export async function generateMetadata({ searchParams }: PageProps<"/waiting">): Promise<Metadata> {
  const { flowMissing, waiting } = await getWords();
  const flow = await readFlow("link", (await searchParams).f);
  return titleOf(flow ? fill(waiting.title, { number: flow.linkId }) : flowMissing.title);
}

export default async function WaitingPage({ searchParams }: PageProps<"/waiting">) {
  const words = await getWords();
  const { letterWays, verify, waiting, refusals, wait } = words;
  const { f } = await searchParams;
  const resent = (await readNews()) === AGAIN;
  const flow = await readFlow("link", f);
  if (await serverApi()) redirect(flow?.next ?? nextPath(undefined));
  if (!flow) return <FlowMissing begin="/sign-in/link" />;
  const isSignUp = flow.purpose === "signUp";
  return (
    <AuthCard>
      <Waiting
        flow={flow}
        address={sentTo(flow)}
        otherAddressHref={withNext(isSignUp ? "/sign-up/link" : "/sign-in/link", flow.next)}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{
          refusedSession: await readFlash("enchantedLink.waitForSession"),
          refusedSend: await readFlash(SENDS.link[flow.purpose]),
          resent,
        }}
        words={{ ...waiting, goesTo: verify.goesTo, otherAddress: verify.otherAddress, letterWays, refusals, wait }}
      />
      <MailboxLink />
      <LetterHelp
        otherWay={
          <TextLink href={withNext(isSignUp ? "/sign-up" : "/sign-in", flow.next)}>
            {isSignUp ? words.signUp.another : words.ways.another}
          </TextLink>
        }
      />
    </AuthCard>
  );
}
