import { ERASURE_DAYS } from "@repo/contract/limits";
import { readFlash } from "#forms/flash";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { identify } from "../identity";
import { isUnconfirmed, shownUser } from "../shown-user";
import { DeleteForm } from "./delete-form";

export const generateMetadata = titled(({ deleteAccount }) => deleteAccount.title);

export default async function DeleteAccountPage() {
  const { deleteAccount, confirm, form, refusals, wait } = await getWords();
  const api = await requireApi("/account/delete");
  const [user, overview] = await Promise.all([api.me({}).then(shownUser), api.security.overview({})]);
  const identity = identify(user, overview);
  return (
    <AuthCard title={deleteAccount.title} lede={fill(deleteAccount.lede, { account: user.email || identity.loginId, days: ERASURE_DAYS })}>
      <ul className="grid list-disc gap-2 ps-5 text-ink-soft">
        <li>{deleteAccount.now}</li>
        <li>{fill(deleteAccount.until, { days: ERASURE_DAYS })}</li>
        <li>{deleteAccount.after}</li>
        {(user.email === "" || isUnconfirmed(user)) && <li>{deleteAccount.noLetter}</li>}
      </ul>
      <DeleteForm
        identity={identity}
        returned={await readFlash("security.deleteAccount")}
        words={{ ...deleteAccount, confirm, form, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{deleteAccount.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
