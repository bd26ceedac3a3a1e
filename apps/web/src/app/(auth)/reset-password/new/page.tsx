import { showAddress } from "@repo/auth/mail/show-address";
import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { mainLoginId } from "@repo/contract/login-id";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { env } from "#server/env";
import { passwordPolicy, resetApi } from "#session/server-api";
import { newPasswordPath } from "#steps/arrive";
import { describeLanding, readLanding } from "#steps/link-token";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { buttonLook } from "#ui/button";
import { TextLink } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { NewPasswordForm } from "../../new-password-form";

type DeadKind = Exclude<Awaited<ReturnType<typeof describeLanding>>["kind"], "live">;

export const generateMetadata = titled(({ reset }) => reset.title);

/**
 * A new password, for the account of one link (`k`), or for the one whose link or code was shown (`u`). Whose it is stands there in full:
 * whoever has come by the letter may choose its password, on any device.
 */
export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password/new">) {
  const words = await getWords();
  const { form, code, letterLink, forgot, reset, refusals, wait } = words;
  const newPasswordRules = newPasswordWords(words, await passwordPolicy());
  const formWords = { ...form, ...reset, code, newPasswordRules, refusals, wait };
  const { k, u } = await searchParams;
  const landing = await readLanding(k);
  if (landing.kind === "unused") {
    const found = await describeLanding(landing, "magicLink.verify");
    if (found.kind !== "live") return <DeadLink is={found.kind} />;
    // It signs in, and was only sent here.
    if (found.purpose !== "reset") redirect(landingPath("/link/continue", k));
    return (
      <Frame account={showAddress(found.loginId)}>
        <NewPasswordForm
          proof={{ kind: "link", token: landing.token }}
          loginId={found.loginId}
          signsIn={env().resetSignsIn && !found.secondFactor}
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
    return landing.kind === "used" ? <DeadLink is="used" /> : <Over {...reset.over} begin={forgot.title} />;
  }
  return (
    <Frame account={showAddress(loginId)}>
      <NewPasswordForm
        proof={{ kind: "shown", loginId }}
        loginId={loginId}
        // Whether a second factor will be asked for is not known here; who has none is asked for none.
        signsIn={env().resetSignsIn && !user.TOTP}
        back={newPasswordPath(userId)}
        returned={await readFlash("resetByLink", "resetByCode", "resetAgain")}
        words={formWords}
      />
    </Frame>
  );
}

async function DeadLink({ is }: { is: DeadKind }) {
  const { letterLink, reset } = await getWords();
  const { title, text } = { ...reset, unknown: reset.dead, disabled: letterLink.disabled }[is];
  return <Over title={title} text={fill(text, { minutes: RESET_LINK_MINUTES })} begin={reset.askNew} />;
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
