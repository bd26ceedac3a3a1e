import type { ReactNode } from "react";
import { readFlash } from "../../../../flash";
import { readFlow } from "../../../../flow-cookie";
import { readLanding } from "../../../../landing";
import { resetApi } from "../../../../server-api";
import { buttonLook } from "../../../../ui/button";
import { Door } from "../../../../ui/door";
import { fill } from "../../../../ui/fill";
import { TextLink } from "../../../../ui/text-link";
import { getWords, titled } from "../../../../words";
import { RESET_LINK_MINUTES } from "../../forgot/lifetimes";
import { NewPasswordForm } from "../../new-password-form";

export const generateMetadata = titled(({ reset }) => reset.title);

export default async function ResetPasswordPage() {
  const { form, code, newPassword, reset, refusals, wait } = await getWords();
  const formWords = { ...form, ...reset, code, newPasswordRules: newPassword, refusals, wait };
  const token = await readLanding("/reset-password/new");
  if (token !== null) {
    // Known only where the reset was asked for in this browser. That it is the same account's, nothing here depends on.
    const flow = await readFlow("reset");
    return (
      <Frame>
        <NewPasswordForm
          proof={{ kind: "link", token }}
          loginId={flow?.loginId}
          back="/reset-password/new"
          refused={await readFlash("magicLink.verify")}
          words={formWords}
        />
      </Frame>
    );
  }
  // The link was used here already, for a password that the server did not accept.
  const user = (await (await resetApi())?.refresh({}))?.user;
  const [loginId] = user?.loginIds ?? [];
  if (loginId !== undefined) {
    return (
      <Frame>
        <NewPasswordForm
          proof={{ kind: "shown", loginId }}
          loginId={loginId}
          back="/reset-password/new"
          refused={await readFlash("password.update")}
          words={formWords}
        />
      </Frame>
    );
  }
  return (
    <Door title={reset.dead.title} lede={fill(reset.dead.text, { minutes: RESET_LINK_MINUTES })}>
      <a href="/forgot" className={buttonLook({ variant: "primary", wide: true })}>
        {reset.askNew}
      </a>
      <BackToSignIn />
    </Door>
  );
}

async function Frame({ children }: { children: ReactNode }) {
  const { reset } = await getWords();
  return (
    <Door title={reset.title} lede={reset.lede}>
      {children}
      <BackToSignIn />
    </Door>
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
