import { readFlash } from "#forms/flash";
import { SENDS } from "#steps/flow-path";
import { knownLoginId, typedLoginId } from "#steps/known-login-id";
import { nextPath, type Parameter } from "#steps/next-path";
import { getWords } from "#words/get-words";
import { LetterStart } from "./letter-start";
import { SignInCard } from "./sign-in/sign-in-card";
import { SignUpCard } from "./sign-up/sign-up-card";

const WORDS = {
  signIn: { code: "signInCode", link: "signInLink" },
  signUp: { code: "signUpCode", link: "signUpLink" },
} as const;

interface LetterPageProps {
  purpose: "signIn" | "signUp";
  /** What the letter brings. */
  way: "code" | "link";
  searchParams: Promise<{ next?: Parameter }>;
}

/** The page of a way that begins with a letter. */
export async function LetterPage({ purpose, way, searchParams }: LetterPageProps) {
  const { [WORDS[purpose][way]]: own, form, letterWays, refusals, wait } = await getWords();
  const { next } = await searchParams;
  const known = purpose === "signIn" ? await knownLoginId() : { value: await typedLoginId(), isRemembered: false };
  const start = (
    <LetterStart
      way={way}
      purpose={purpose}
      next={nextPath(next)}
      returned={await readFlash(SENDS[way][purpose])}
      known={known}
      words={{ ...form, ...own, letterWays, refusals, wait }}
    />
  );
  return purpose === "signIn" ? (
    <SignInCard way={way} known={known} next={next} lede={own.lede}>
      {start}
    </SignInCard>
  ) : (
    <SignUpCard next={next} lede={own.lede}>
      {start}
    </SignUpCard>
  );
}
