import { readFlash } from "#forms/flash";
import { SENDS } from "#steps/begin-flow";
import { nextPath } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { LetterStart } from "../../letter-start";
import { SignInCard } from "../sign-in-card";

export const generateMetadata = titled(({ signIn }) => signIn.title);

export default async function CodeSignInPage({ searchParams }: PageProps<"/sign-in/code">) {
  const { form, signInCode, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignInCard way="code" next={next} lede={signInCode.lede}>
      <LetterStart
        way="code"
        purpose="signIn"
        next={nextPath(next)}
        refused={await readFlash(SENDS.code.signIn)}
        words={{ ...form, ...signInCode, refusals, wait }}
      />
    </SignInCard>
  );
}
