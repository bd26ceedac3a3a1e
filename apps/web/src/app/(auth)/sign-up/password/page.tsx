import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { passwordPolicy } from "#session/server-api";
import { typedLoginId } from "#steps/known-login-id";
import { nextPath, withNext } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { SignUpCard } from "../sign-up-card";
import { SignUpForm } from "./sign-up-form";

export const generateMetadata = titled(({ signUp, ways }) => `${signUp.title}: ${ways.password.name}`);

export default async function PasswordSignUpPage({ searchParams }: PageProps<"/sign-up/password">) {
  const words = await getWords();
  const { next } = await searchParams;
  const { form, signUp, signUpPassword, refusals, wait } = words;
  const newPassword = newPasswordWords(words, await passwordPolicy());
  return (
    <SignUpCard next={next}>
      <SignUpForm
        next={nextPath(next)}
        typed={await typedLoginId()}
        returned={await readFlash("signUpByPassword")}
        signInHref={withNext("/sign-in", next)}
        words={{ ...form, ...signUpPassword, emailTaken: signUp.emailTaken, signIn: signUp.signIn, newPassword, refusals, wait }}
      />
    </SignUpCard>
  );
}
