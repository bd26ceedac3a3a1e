import { readFlash } from "#forms/flash";
import { readNews } from "#session/news";
import { knownLoginId, lastUsed } from "#steps/known-login-id";
import { nextPath, withNext } from "#steps/next-path";
import { Alert } from "#ui/alert";
import { getWords, titled } from "#words/get-words";
import { SignInCard } from "./sign-in-card";
import { SignInForm } from "./sign-in-form";

export const generateMetadata = titled(({ signIn }) => signIn.title);

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { form, signIn, ways, refusals, wait } = await getWords();
  const { next } = await searchParams;
  const news = await readNews();
  const isLast = (await lastUsed())?.way === "password";
  const known = await knownLoginId();
  return (
    <SignInCard way="password" known={known} next={next}>
      {(news === "password" || news === "passwordFirst") && (
        <Alert tone="success" title={signIn.done.password.title}>
          <p>{signIn.done.password.text}</p>
          {news === "passwordFirst" && <p>{signIn.done.passwordFirst}</p>}
        </Alert>
      )}
      {news === "signedOut" && <Alert tone="success">{signIn.done.signedOut}</Alert>}
      {news === "deletion" && <Alert tone="success">{signIn.done.deletion}</Alert>}
      <SignInForm
        next={nextPath(next)}
        known={known}
        returned={await readFlash("password.signIn")}
        codeHref={withNext("/sign-in/code", next)}
        words={{ ...form, ...signIn, lastUsed: isLast ? ways.lastUsed : undefined, refusals, wait }}
      />
    </SignInCard>
  );
}
