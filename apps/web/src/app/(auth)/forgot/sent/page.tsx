import { showAddress } from "@repo/auth/mail/show-address";
import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { readFlash } from "#forms/flash";
import { AGAIN, readNews } from "#session/news";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords } from "#words/get-words";
import { FlowMissing } from "../../flow-missing";
import { LetterHelp } from "../../letter-help";
import { MailboxLink } from "../../mailbox-link";
import { titledFlow } from "../../titled-flow";
import { ResendReset } from "../resend-reset";

export const generateMetadata = titledFlow("reset", ({ forgot }) => `${forgot.title}: ${forgot.sentTitle}`);

export default async function SentPage({ searchParams }: PageProps<"/forgot/sent">) {
  const { forgot, letterWays, verify, ways, refusals, wait } = await getWords();
  const { f } = await searchParams;
  const resent = (await readNews()) === AGAIN;
  const flow = await readFlow("reset", f);
  if (!flow) return <FlowMissing begin="/forgot" />;
  return (
    <AuthCard
      title={forgot.sentTitle}
      lede={
        <>
          {fillElements(forgot.sent, {
            address: <b className="font-medium text-ink">{showAddress(flow.loginId)}</b>,
            minutes: RESET_LINK_MINUTES,
          })}
          <br />
          <TextLink href="/forgot">{verify.otherAddress}</TextLink>
        </>
      }
    >
      <ResendReset
        flow={flow}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{ resent, refusedSend: await readFlash("password.sendReset") }}
        note={forgot.resendNote}
        words={{ ...forgot, letterWays, refusals, wait }}
      />
      <MailboxLink />
      <LetterHelp otherWay={<TextLink href="/sign-in">{ways.another}</TextLink>} />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
