import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath, withNext } from "../../../../next-path";
import { words } from "../../../../words";
import { SignInDoor } from "../sign-in-door";
import { AppSignInForm } from "./app-sign-in-form";

const { form, code, signInApp, refusals, wait } = words;

export const metadata: Metadata = { title: words.signIn.title };

export default async function AppSignInPage({ searchParams }: PageProps<"/sign-in/app">) {
  const { next } = await searchParams;
  return (
    <SignInDoor way="app" next={next} lede={signInApp.lede}>
      <AppSignInForm
        next={nextPath(next)}
        refused={await readFlash("totp.verify")}
        recoveryHref={withNext("/sign-in/recovery", next)}
        words={{ ...form, ...signInApp, code, refusals, wait }}
      />
    </SignInDoor>
  );
}
