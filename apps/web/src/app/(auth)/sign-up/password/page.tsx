import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath, withNext } from "../../../../next-path";
import { words } from "../../../../words";
import { SignUpDoor } from "../sign-up-door";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: words.signUp.title };

export default async function PasswordSignUpPage({ searchParams }: PageProps<"/sign-up/password">) {
  const { next } = await searchParams;
  const { form, signUp, signUpPassword, newPassword, refusals, wait } = words;
  return (
    <SignUpDoor next={next}>
      <SignUpForm
        next={nextPath(next)}
        refused={await readFlash("password.signUp")}
        signInHref={withNext("/sign-in", next)}
        words={{ ...form, ...signUpPassword, emailTaken: signUp.emailTaken, signIn: signUp.signIn, newPassword, refusals, wait }}
      />
    </SignUpDoor>
  );
}
