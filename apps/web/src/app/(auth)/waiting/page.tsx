import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SENDS } from "../../../begin-flow";
import { readFlash } from "../../../flash";
import { readFlow, secondsSince } from "../../../flow-cookie";
import { withNext } from "../../../next-path";
import { serverApi } from "../../../server-api";
import { Door } from "../../../ui/door";
import { fill } from "../../../ui/fill";
import { MailboxLink } from "../../../ui/mailbox-link";
import { TextLink } from "../../../ui/text-link";
import { getWords } from "../../../words";
import { Waiting } from "./waiting";

export async function generateMetadata({ searchParams }: PageProps<"/waiting">): Promise<Metadata> {
  const { waiting } = await getWords();
  const flow = await readFlow("link", (await searchParams).f);
  return { title: fill(waiting.title, { number: flow?.linkId ?? "" }) };
}

export default async function WaitingPage({ searchParams }: PageProps<"/waiting">) {
  const words = await getWords();
  const { waiting, refusals, wait } = words;
  const { f, done } = await searchParams;
  const flow = (await readFlow("link", f)) ?? redirect("/sign-in/link");
  if (await serverApi()) redirect(flow.next);
  const isSignUp = flow.purpose === "signUp";
  return (
    <Door>
      <Waiting
        flow={flow}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{
          refusedSession: await readFlash("enchantedLink.waitForSession"),
          refusedSend: await readFlash(SENDS.link[flow.purpose]),
          resent: done === "again",
        }}
        words={{ ...waiting, refusals, wait }}
      />
      <MailboxLink />
      <p className="text-center">
        <TextLink href={withNext(isSignUp ? "/sign-up" : "/sign-in", flow.next)}>
          {isSignUp ? words.signUp.another : words.ways.another}
        </TextLink>
      </p>
    </Door>
  );
}
