import { readFlash } from "#forms/flash";
import { knownLoginId } from "#steps/known-login-id";
import { nextPath, withNext } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { SignInCard } from "../sign-in-card";
import { AppSignInForm } from "./app-sign-in-form";

export const generateMetadata = titled(({ signIn, ways }) => `${signIn.title}: ${ways.app.name}`);

export default async function AppSignInPage({ searchParams }: PageProps<"/sign-in/app">) {
  const { form, code, signInApp, refusals, wait } = await getWords();
  const { next } = await searchParams;
  const known = await knownLoginId();
  return (
    <SignInCard way="app" known={known} next={next} lede={signInApp.lede}>
      <AppSignInForm
        next={nextPath(next)}
        known={known}
        returned={await readFlash("totp.verify")}
        recoveryHref={withNext("/sign-in/recovery", next)}
        words={{ ...form, ...signInApp, code, refusals, wait }}
      />
    </SignInCard>
  );
}
