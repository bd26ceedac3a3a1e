import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { mainLoginId } from "@repo/contract/login-id";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { passwordPolicy, resetApi } from "#session/server-api";
import { newPasswordPath } from "#steps/arrive";
import { listFlows } from "#steps/flow-cookie";
import { describeLanding, readLanding } from "#steps/link-token";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { buttonLook } from "#ui/button";
import { TextLink } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { maskedLoginId } from "../../masked-login-id";
import { NewPasswordForm } from "../../new-password-form";

export const generateMetadata = titled(({ reset }) => reset.title);

/** A new password, for the account of one link (`k`), or for the one whose link or code was shown (`u`). */
export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password/new">) {
  const words = await getWords();
  const { form, code, letterLink, forgot, reset, refusals, wait } = words;
  const newPasswordRules = newPasswordWords(words, await passwordPolicy());
  const formWords = { ...form, ...reset, code, newPasswordRules, refusals, wait };
  const { k, u } = await searchParams;
  const landing = await readLanding(k);
  if (landing.kind === "unused") {
    const found = await describeLanding(landing, "magicLink.verify");
    if (!found) return <DeadLink />;
    // It signs in, and was only sent here.
    if (found.purpose !== "reset") redirect(landingPath("/link/continue", k));
    // For password managers, where it was typed in this browser: nobody else is told a whole login ID.
    const wasTyped = (await listFlows("reset")).some(({ loginId }) => loginId === found.loginId);
    return (
      <Frame account={found.maskedLoginId}>
        <NewPasswordForm
          proof={{ kind: "link", token: landing.token }}
          loginId={wasTyped ? found.loginId : undefined}
          back={landingPath("/reset-password/new", k)}
          returned={await readFlash("resetByLink")}
          words={formWords}
        />
      </Frame>
    );
  }
  // The link was used here already, for a password that the server did not accept.
  const userId = landing.kind === "used" ? landing.userId : u;
  if (userId === undefined) return <Over {...letterLink.missing} begin={reset.askNew} />;
  const user = (await (await resetApi())?.refresh({}))?.user;
  const loginId = user && mainLoginId(user);
  // Somebody else's link or code may have been shown in this browser since.
  if (user?.userId !== userId || !loginId) {
    return landing.kind === "used" ? <DeadLink /> : <Over {...reset.over} begin={forgot.title} />;
  }
  return (
    <Frame account={await maskedLoginId(loginId)}>
      <NewPasswordForm
        proof={{ kind: "shown", loginId }}
        loginId={loginId}
        back={newPasswordPath(userId)}
        returned={await readFlash("resetByLink", "resetByCode", "resetAgain")}
        words={formWords}
      />
    </Frame>
  );
}

async function DeadLink() {
  const { reset } = await getWords();
  return <Over title={reset.dead.title} text={fill(reset.dead.text, { minutes: RESET_LINK_MINUTES })} begin={reset.askNew} />;
}

function Over({ title, text, begin }: { title: string; text: string; begin: string }) {
  return (
    <AuthCard title={title} lede={text}>
      <a href="/forgot" className={buttonLook({ variant: "primary", wide: true })}>
        {begin}
      </a>
      <BackToSignIn />
    </AuthCard>
  );
}

async function Frame({ account, children }: { account: string; children: ReactNode }) {
  const { letterLink, reset } = await getWords();
  return (
    <AuthCard
      title={reset.title}
      lede={
        <>
          {fillElements(letterLink.forAccount, { account: <b className="font-medium text-ink">{account}</b> })} {reset.lede}
        </>
      }
    >
      {children}
      <BackToSignIn />
    </AuthCard>
  );
}

async function BackToSignIn() {
  const { forgot } = await getWords();
  return (
    <p className="text-center">
      <TextLink href="/sign-in">{forgot.back}</TextLink>
    </p>
  );
}
