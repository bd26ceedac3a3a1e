import { showAddress } from "@repo/auth/mail/show-address";
import { redirect } from "next/navigation";
import { readFlash } from "../../../../flash";
import { readFlow, secondsSince } from "../../../../flow-cookie";
import { resetApi } from "../../../../server-api";
import { Door } from "../../../../ui/door";
import { fillElements } from "../../../../ui/fill";
import { MailboxLink } from "../../../../ui/mailbox-link";
import { TextLink } from "../../../../ui/text-link";
import { getWords, titled } from "../../../../words";
import { NewPasswordForm } from "../../new-password-form";
import { RESET_CODE_MINUTES } from "../lifetimes";
import { ResendReset } from "../resend-reset";

export const generateMetadata = titled(({ reset }) => reset.title);

/** The new password and the code that was mailed for it, where the server is set to reset by code. */
export default async function ResetCodePage({ searchParams }: PageProps<"/forgot/code">) {
  const { form, code, newPassword, forgot, reset, refusals, wait } = await getWords();
  // The code was right already, and what is left is a password that the server accepts.
  if (await resetApi()) redirect("/reset-password/new");
  const flow = (await readFlow("reset")) ?? redirect("/forgot");
  return (
    <Door
      title={reset.title}
      lede={fillElements(forgot.sentCode, {
        address: <b className="font-medium text-ink">{showAddress(flow.loginId)}</b>,
        minutes: RESET_CODE_MINUTES,
      })}
    >
      <NewPasswordForm
        proof={{ kind: "code", loginId: flow.loginId }}
        loginId={flow.loginId}
        back="/forgot/code"
        refused={await readFlash("otp.verify.email")}
        words={{ ...form, ...reset, code, newPasswordRules: newPassword, refusals, wait }}
      />
      <ResendReset
        loginId={flow.loginId}
        secondsAgo={secondsSince(flow.sentAt)}
        back="/forgot/code"
        arrived={{ resent: (await searchParams).done === "again", refused: await readFlash("password.sendReset") }}
        note={forgot.resendNoteCode}
        words={{ ...forgot, refusals, wait }}
      />
      <MailboxLink />
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </Door>
  );
}
