import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { pendingApi, serverApi } from "#session/server-api";
import { knownLoginId } from "#steps/known-login-id";
import { nextPath, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";
import { NotYou } from "../../not-you";
import { RecoveryForm } from "./recovery-form";

export const generateMetadata = titled(({ recoverySignIn }) => recoverySignIn.title);

/** A second step, where one is waited for; else a way in for who has lost the phone. */
export default async function RecoverySignInPage({ searchParams }: PageProps<"/sign-in/recovery">) {
  const { form, lostPhone, recoverySignIn, secondStep, ways, refusals, wait } = await getWords();
  const { next } = await searchParams;
  if (await serverApi()) redirect(nextPath(next));
  const found = await pendingApi();
  const pending = await found?.api.security.pendingSignIn({});
  const known = await knownLoginId();
  return (
    <AuthCard title={recoverySignIn.title} lede={recoverySignIn.lede}>
      <RecoveryForm
        pendingLoginId={pending?.loginId}
        next={nextPath(next)}
        known={known}
        returned={await readFlash("recovery.signIn")}
        signInHref={withNext("/sign-in", next)}
        words={{ ...form, ...recoverySignIn, tooLong: secondStep.tooLong, refusals, wait }}
      />
      {!pending && <NotYou known={known} />}
      <ul className="grid gap-2 text-center">
        <li>
          <TextLink href={withNext("/sign-in/lost-phone", next)}>{lostPhone.noCodes}</TextLink>
        </li>
        <li>
          <TextLink href={withNext(pending ? "/sign-in/second-step" : "/sign-in", next)}>{ways.another}</TextLink>
        </li>
      </ul>
    </AuthCard>
  );
}
