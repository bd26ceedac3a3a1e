import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { words } from "../../../../words";
import { SignInDoor } from "../sign-in-door";
import { CodeSignIn } from "./code-sign-in";

const { form, signInCode, refusals, wait } = words;

export const metadata: Metadata = { title: words.signIn.title };

export default async function CodeSignInPage({ searchParams }: PageProps<"/sign-in/code">) {
  const { next } = await searchParams;
  return (
    <SignInDoor way="code" next={next} lede={signInCode.lede}>
      <CodeSignIn next={nextPath(next)} refused={await readFlash("otp.signIn.email")} words={{ ...form, ...signInCode, refusals, wait }} />
    </SignInDoor>
  );
}
