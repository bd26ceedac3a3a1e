import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { getWords, titled } from "../../../../words";
import { SignUpDoor } from "../sign-up-door";
import { CodeSignUp } from "./code-sign-up";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function CodeSignUpPage({ searchParams }: PageProps<"/sign-up/code">) {
  const { form, signUpCode, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpDoor next={next} lede={signUpCode.lede}>
      <CodeSignUp next={nextPath(next)} refused={await readFlash("otp.signUp.email")} words={{ ...form, ...signUpCode, refusals, wait }} />
    </SignUpDoor>
  );
}
