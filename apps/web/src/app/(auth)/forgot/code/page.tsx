import { showAddress } from "@repo/auth/mail/show-address";
import { CODE_MINUTES } from "@repo/contract/limits";
import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { passwordPolicy, resetApi } from "#session/server-api";
import { newPasswordPath } from "#steps/arrive";
import { readFlow, secondsSince } from "#steps/flow-cookie";
import { flowPath } from "#steps/flow-path";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { MailboxLink } from "../../mailbox-link";
import { NewPasswordForm } from "../../new-password-form";
import { ResendReset } from "../resend-reset";

export const generateMetadata = titled(({ reset }) => reset.title);

/** The new password and the code that was mailed for it, where the server is set to reset by code. */
export default async function ResetCodePage({ searchParams }: PageProps<"/forgot/code">) {
  const words = await getWords();
  const { form, code, forgot, reset, refusals, wait } = words;
  const newPasswordRules = newPasswordWords(words, await passwordPolicy());
  const { f, done } = await searchParams;
  const flow = (await readFlow("reset", f)) ?? redirect("/forgot");
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
        back={flowPath(flow)}
        returned={await readFlash("resetByCode")}
        words={{ ...form, ...reset, code, newPasswordRules, refusals, wait }}
      />
      <ResendReset
        flow={flow}
        secondsAgo={secondsSince(flow.sentAt)}
        arrived={{ resent: done === "again", refusedSend: await readFlash("password.sendReset") }}
        note={forgot.resendNoteCode}
        words={{ ...forgot, refusals, wait }}
      />
      <MailboxLink />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
