import { APP_NAME } from "#brand/name";
import { readFlash } from "#forms/flash";
import { typedLoginId } from "#steps/known-login-id";
import { nextPath, withNext } from "#steps/next-path";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { SignUpCard } from "../sign-up-card";
import { AppSignUp } from "./app-sign-up";

export const generateMetadata = titled(({ signUp, ways }) => `${signUp.title}: ${ways.app.name}`);

export default async function AppSignUpPage({ searchParams }: PageProps<"/sign-up/app">) {
  const { form, signUp, signUpApp, letterWays, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpCard next={next} lede={fill(signUpApp.lede, { app: APP_NAME })}>
      <AppSignUp
        next={nextPath(next)}
        known={{ value: await typedLoginId(), isRemembered: false }}
        returned={await readFlash("totp.signUp")}
        signInHref={withNext("/sign-in", next)}
        words={{ ...form, ...signUpApp, emailTaken: signUp.emailTaken, signIn: signUp.signIn, letterWays, refusals, wait }}
      />
    </SignUpCard>
  );
}
