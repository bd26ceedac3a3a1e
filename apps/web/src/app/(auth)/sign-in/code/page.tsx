import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { getWords, titled } from "../../../../words";
import { SignInDoor } from "../sign-in-door";
import { CodeSignIn } from "./code-sign-in";

export const generateMetadata = titled(({ signIn }) => signIn.title);

export default async function CodeSignInPage({ searchParams }: PageProps<"/sign-in/code">) {
  const { form, signInCode, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignInDoor way="code" next={next} lede={signInCode.lede}>
      <CodeSignIn next={nextPath(next)} refused={await readFlash("otp.signIn.email")} words={{ ...form, ...signInCode, refusals, wait }} />
    </SignInDoor>
  );
}
