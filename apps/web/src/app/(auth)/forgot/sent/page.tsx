import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { readFlash } from "../../../../flash";
import { readFlow, secondsSince } from "../../../../flow-cookie";
import { Door } from "../../../../ui/door";
import { fillElements } from "../../../../ui/fill";
import { MailboxLink } from "../../../../ui/mailbox-link";
import { TextLink } from "../../../../ui/text-link";
import { words } from "../../../../words";
import { RESET_LINK_MINUTES } from "../lifetimes";
import { ResendReset } from "../resend-reset";

const { forgot, refusals, wait } = words;

export const metadata: Metadata = { title: forgot.sentTitle };

export default async function SentPage({ searchParams }: PageProps<"/forgot/sent">) {
  const flow = (await readFlow("reset")) ?? redirect("/forgot");
  return (
    <Door
      title={forgot.sentTitle}
      lede={fillElements(forgot.sent, {
        address: <b className="font-medium text-ink">{flow.loginId}</b>,
        minutes: RESET_LINK_MINUTES,
      })}
    >
      <ResendReset
        loginId={flow.loginId}
        secondsAgo={secondsSince(flow.sentAt)}
        back="/forgot/sent"
        arrived={{ resent: (await searchParams).done === "again", refused: await readFlash("password.sendReset") }}
        note={forgot.resendNote}
        words={{ ...forgot, refusals, wait }}
      />
      <MailboxLink />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </Door>
  );
}
