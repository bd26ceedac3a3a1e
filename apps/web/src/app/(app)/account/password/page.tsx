import { readFlash } from "#forms/flash";
import { newPasswordWords } from "#forms/new-password-words";
import { serverApi } from "#session/server-api";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titleOf } from "#words/get-words";
import { identify } from "../identity";
import { shownUser } from "../shown-user";
import { PasswordForm } from "./password-form";

export async function generateMetadata() {
  const [{ changePassword }, api] = await Promise.all([getWords(), serverApi()]);
  const hasPassword = api === null || (await api.me({})).password;
  return titleOf(hasPassword ? changePassword.title : changePassword.set.title);
}

export default async function PasswordPage() {
  const words = await getWords();
  const { changePassword, confirm, form, refusals, wait } = words;
  const api = await requireApi("/account/password");
  const [user, overview, policy] = await Promise.all([api.me({}).then(shownUser), api.security.overview({}), api.password.policy({})]);
  const own = user.password ? changePassword : changePassword.set;
  return (
    <AuthCard title={own.title} lede={own.lede}>
      <PasswordForm
        identity={identify(user, overview)}
        returned={await readFlash("changePassword", "setPassword")}
        words={{ ...changePassword, ...own, newPassword: newPasswordWords(words, policy), form, confirm, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{changePassword.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
