import { connection } from "next/server";
import { readFlash } from "#forms/flash";
import { env } from "#server/env";
import { knownLoginId } from "#steps/known-login-id";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { NotYou } from "../not-you";
import { ForgotForm } from "./forgot-form";

export const generateMetadata = titled(({ forgot }) => forgot.title);

export default async function ForgotPage() {
  const { form, forgot, letterWays, refusals, wait } = await getWords();
  // The settings are those of the running server, not of the build.
  await connection();
  const known = await knownLoginId();
  const byCode = env().resetMethod === "otp";
  return (
    <AuthCard title={forgot.title} lede={byCode ? forgot.ledeCode : forgot.lede}>
      <ForgotForm
        returned={await readFlash("password.sendReset")}
        known={known}
        words={{ ...form, submit: byCode ? forgot.submitCode : forgot.submit, submitting: forgot.submitting, letterWays, refusals, wait }}
      />
      <NotYou known={known} />
      <p className="text-center text-sm text-ink-faint">
        {fillElements(forgot.hurry, { code: <TextLink href="/sign-in/code">{forgot.code}</TextLink> })}
      </p>
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
