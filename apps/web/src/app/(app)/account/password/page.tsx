import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";
import { identify } from "../identity";
import { shownUser } from "../shown-user";
import { PasswordForm } from "./password-form";

export const generateMetadata = titled(({ changePassword }) => changePassword.title);

export default async function PasswordPage() {
  const words = await getWords();
  const { changePassword, confirm, form, refusals, wait } = words;
  const api = await requireApi("/account/password");
  const [user, overview, policy] = await Promise.all([api.me({}).then(shownUser), api.security.overview({}), api.password.policy({})]);
  return (
    <AuthCard title={user.password ? changePassword.title : changePassword.setTitle} lede={changePassword.lede}>
      <PasswordForm
        identity={identify(user, overview)}
        returned={await readFlash("changePassword", "setPassword")}
        words={{ ...changePassword, newPassword: newPasswordWords(words, policy), form, confirm, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{changePassword.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
