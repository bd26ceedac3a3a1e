import { readFlash } from "#forms/flash";
import { SENDS } from "#steps/begin-flow";
import { nextPath } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { LetterStart } from "../../letter-start";
import { SignUpCard } from "../sign-up-card";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function CodeSignUpPage({ searchParams }: PageProps<"/sign-up/code">) {
  const { form, signUpCode, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpCard next={next} lede={signUpCode.lede}>
      <LetterStart
        way="code"
        purpose="signUp"
        next={nextPath(next)}
        refused={await readFlash(SENDS.code.signUp)}
        words={{ ...form, ...signUpCode, refusals, wait }}
      />
    </SignUpCard>
  );
}
