import { showAddress } from "@repo/auth/mail/show-address";
import { CODE_MINUTES } from "@repo/contract/limits";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { env } from "#server/env";
import { AGAIN, readNews } from "#session/news";
import { passwordPolicy, resetApi } from "#session/server-api";
import { newPasswordPath } from "#steps/arrive";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { flowPath } from "#steps/flow-path";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords } from "#words/get-words";
import { CodeTimeLeft } from "../../code-time-left";
import { FlowMissing } from "../../flow-missing";
import { LetterHelp } from "../../letter-help";
import { MailboxLink } from "../../mailbox-link";
import { NewPasswordForm } from "../../new-password-form";
import { titledFlow } from "../../titled-flow";
import { ResendReset } from "../resend-reset";

export const generateMetadata = titledFlow("reset", ({ forgot, reset }) => `${forgot.title}: ${reset.title}`);

/** The new password and the code that was mailed for it, where the server is set to reset by code. */
export default async function ResetCodePage({ searchParams }: PageProps<"/forgot/code">) {
  const words = await getWords();
  const { form, code, forgot, letterWays, reset, refusals, wait } = words;
  const { worksFor, expired } = words.verify;
  const newPasswordRules = newPasswordWords(words, await passwordPolicy());
  const { f } = await searchParams;
  const resent = (await readNews()) === AGAIN;
  const flow = await readFlow("reset", f);
  if (!flow) return <FlowMissing begin="/forgot" />;
  const user = (await (await resetApi())?.refresh({}))?.user;
  // The code was right already, and what is left is a password that the server accepts.
  if (user?.loginIds.includes(flow.loginId)) redirect(newPasswordPath(user.userId));
  return (
    <AuthCard
      title={reset.title}
      lede={fillElements(forgot.sentCode, {
        address: <b className="font-medium text-ink">{showAddress(flow.loginId)}</b>,
        minutes: CODE_MINUTES,
      })}
    >
      <NewPasswordForm
        proof={{ kind: "code", loginId: flow.loginId }}
        loginId={flow.loginId}
        codeAside={<CodeTimeLeft sent={{ secondsAgo: secondsSince(flow.sentAt) }} words={{ worksFor, expired }} />}
        signsIn={env().resetSignsIn}
        back={flowPath(flow)}
        returned={await readFlash("resetByCode")}
        words={{ ...form, ...reset, code, newPasswordRules, refusals, wait }}
      />
      <ResendReset
        flow={flow}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{ resent, refusedSend: await readFlash("password.sendReset") }}
        note={forgot.resendNoteCode}
        words={{ ...forgot, letterWays, refusals, wait }}
      />
      <MailboxLink />
      <LetterHelp otherWay={<TextLink href="/sign-in/code">{forgot.code}</TextLink>} />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
