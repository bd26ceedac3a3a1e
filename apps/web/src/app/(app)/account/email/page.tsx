import { readFlash } from "#forms/flash";
import { serverApi } from "#session/server-api";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titleOf } from "#words/get-words";
import { identify } from "../identity";
import { shownUser } from "../shown-user";
import { EmailForm } from "./email-form";

export async function generateMetadata() {
  const [{ changeEmail }, api] = await Promise.all([getWords(), serverApi()]);
  const hasEmail = api === null || (await api.me({})).email !== "";
  return titleOf(hasEmail ? changeEmail.title : changeEmail.addTitle);
}

export default async function EmailPage() {
  const { changeEmail, confirm, form, refusals, wait } = await getWords();
  const api = await requireApi("/account/email");
  const [user, overview] = await Promise.all([api.me({}).then(shownUser), api.security.overview({})]);
  return (
    <AuthCard title={user.email ? changeEmail.title : changeEmail.addTitle} lede={changeEmail.lede}>
      <EmailForm
        identity={identify(user, overview)}
        returned={await readFlash("otp.update.email")}
        words={{ ...changeEmail, form, confirm, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{changeEmail.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
