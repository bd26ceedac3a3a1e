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

const HERE = "/account/authenticator/remove";
/** For who has no code from it. */
const LOST = `${HERE}?without=app` as const;

/** Turns the authenticator off, without script: with one, a dialog on the account page does. */
export default async function RemoveAuthenticatorPage({ searchParams }: PageProps<"/account/authenticator/remove">) {
  const api = await requireApi("/account");
  const isLost = (await searchParams).without === "app" || (await api.security.overview({})).isWithoutApp;
  const words = await getWords();
  const { code, turnOffApp } = words;
  const returned = await readFlash("totp.remove");
  const isWrong = returned?.code === "E061102";
  const alert = returned && !isWrong ? explainRefusal(returned, words) : undefined;
  return (
    <AuthCard title={turnOffApp.title} lede={isLost ? turnOffApp.lostText : turnOffApp.text}>
      <RefusalAlert alert={alert} />
      <PostForm action="totp.remove" next="/account#security" done="appOff" back={isLost ? LOST : HERE} className="grid grid-cols-1 gap-4">
        {!isLost && <CodeField isOnly label={code.label} problem={isWrong ? { text: code.appWrong.field, solved: false } : undefined} />}
        <Submit pending={false} words={turnOffApp} />
      </PostForm>
      <ul className="grid gap-2 text-center">
        {!isLost && (
          <li>
            <TextLink href={LOST}>{turnOffApp.lost}</TextLink>
          </li>
        )}
        <li>
          <TextLink href="/account">{turnOffApp.keep}</TextLink>
        </li>
      </ul>
    </AuthCard>
  );
}
