import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { words } from "../../../../words";
import { SignUpDoor } from "../sign-up-door";
import { CodeSignUp } from "./code-sign-up";

const { form, signUpCode, refusals, wait } = words;

export const metadata: Metadata = { title: words.signUp.title };

export default async function CodeSignUpPage({ searchParams }: PageProps<"/sign-up/code">) {
  const { next } = await searchParams;
  return (
    <SignUpDoor next={next} lede={signUpCode.lede}>
      <CodeSignUp next={nextPath(next)} refused={await readFlash("otp.signUp.email")} words={{ ...form, ...signUpCode, refusals, wait }} />
    </SignUpDoor>
  );
}
