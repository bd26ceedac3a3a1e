import { readFlash } from "#forms/flash";
import { serverApi } from "#session/server-api";
import { listFlows } from "#steps/flow-cookie";
import { goesBy } from "#steps/goes-by";
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
  // Who was signed in here before may have left one.
  const own = (await listFlows("code")).filter(({ loginId }) => goesBy(loginId, user.loginIds));
  const changes = own.filter(({ purpose, email }) => purpose === "email" && email !== user.email);
  const newest = changes.toSorted((one, other) => one.sentAt - other.sentAt).at(-1);
  return (
    <AuthCard title={user.email ? changeEmail.title : changeEmail.addTitle} lede={changeEmail.lede}>
      <EmailForm
        identity={identify(user, overview)}
        typed={newest?.email}
        returned={await readFlash("otp.update.email")}
        words={{ ...changeEmail, form, confirm, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{changeEmail.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
