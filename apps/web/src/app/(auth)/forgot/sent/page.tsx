import { showAddress } from "@repo/auth/mail/show-address";
import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { MailboxLink } from "../../mailbox-link";
import { ResendReset } from "../resend-reset";

export const generateMetadata = titled(({ forgot }) => forgot.sentTitle);

export default async function SentPage({ searchParams }: PageProps<"/forgot/sent">) {
  const { forgot, refusals, wait } = await getWords();
  const { f, done } = await searchParams;
  const flow = (await readFlow("reset", f)) ?? redirect("/forgot");
  return (
    <AuthCard
      title={forgot.sentTitle}
      lede={fillElements(forgot.sent, {
        address: <b className="font-medium text-ink">{showAddress(flow.loginId)}</b>,
        minutes: RESET_LINK_MINUTES,
      })}
    >
      <ResendReset
        flow={flow}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{ resent: done === "again", refusedSend: await readFlash("password.sendReset") }}
        note={forgot.resendNote}
        words={{ ...forgot, refusals, wait }}
      />
      <MailboxLink />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
