import { CodeField } from "#forms/code-field";
import { readFlash } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";

export const generateMetadata = titled(({ turnOffApp }) => turnOffApp.title);

/** Turns the authenticator off by a code from it, without script: with one, a dialog on the account page does. */
export default async function RemoveAuthenticatorPage() {
  await requireApi("/account");
  const words = await getWords();
  const { code, turnOffApp } = words;
  const returned = await readFlash("totp.remove");
  const isWrong = returned?.code === "E061102";
  const alert = returned && !isWrong ? explainRefusal(returned, words) : undefined;
  return (
    <AuthCard title={turnOffApp.title} lede={turnOffApp.text}>
      <RefusalAlert alert={alert} />
      <PostForm
        action="totp.remove"
        next="/account#security"
        done="appOff"
        back="/account/authenticator/remove"
        className="grid grid-cols-1 gap-4"
      >
        <CodeField label={code.label} problem={isWrong ? { text: code.appWrong.field, solved: false } : undefined} />
        <Submit pending={false} words={turnOffApp} />
      </PostForm>
      <p className="text-center">
        <TextLink href="/account">{turnOffApp.keep}</TextLink>
      </p>
    </AuthCard>
  );
}
