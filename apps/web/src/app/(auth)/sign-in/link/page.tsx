import { readFlash } from "#forms/flash";
import { SENDS } from "#steps/begin-flow";
import { nextPath } from "#steps/next-path";
import { getWords, titled } from "#words/get-words";
import { LetterStart } from "../../letter-start";
import { SignInCard } from "../sign-in-card";

export const generateMetadata = titled(({ signIn }) => signIn.title);

export default async function LinkSignInPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { form, signInLink, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignInCard way="link" next={next} lede={signInLink.lede}>
      <LetterStart
        way="link"
        purpose="signIn"
        next={nextPath(next)}
        refused={await readFlash(SENDS.link.signIn)}
        words={{ ...form, ...signInLink, refusals, wait }}
      />
    </SignInCard>
  );
}
