import { readFlash } from "#forms/flash";
import { SENDS } from "#steps/begin-flow";
import { nextPath } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { LetterStart } from "../../letter-start";
import { SignUpCard } from "../sign-up-card";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function LinkSignUpPage({ searchParams }: PageProps<"/sign-up/link">) {
  const { form, signUpLink, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpCard next={next} lede={signUpLink.lede}>
      <LetterStart
        way="link"
        purpose="signUp"
        next={nextPath(next)}
        refused={await readFlash(SENDS.link.signUp)}
        words={{ ...form, ...signUpLink, refusals, wait }}
      />
    </SignUpCard>
  );
}
