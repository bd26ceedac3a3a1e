import { redirect } from "next/navigation";
import { nextPath } from "#steps/next-path";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { getWords, titled } from "#words/get-words";
import { identify } from "../identity";
import { isUnconfirmed, shownUser } from "../shown-user";
import { RecoveryCodes } from "./recovery-codes";

export const generateMetadata = titled(({ recoveryCodes }) => recoveryCodes.title);

export default async function RecoveryCodesPage({ searchParams }: PageProps<"/account/recovery-codes">) {
  const { confirm, form, recoveryCodes, refusals, wait } = await getWords();
  const api = await requireApi("/account/recovery-codes");
  const [{ next }, user, overview] = await Promise.all([searchParams, api.me({}).then(shownUser), api.security.overview({})]);
  // They are made once the email is confirmed: the account says how.
  if (isUnconfirmed(user)) redirect(next === undefined ? "/account" : nextPath(next));
  return (
    <AuthCard>
      <RecoveryCodes
        identity={identify(user, overview)}
        next={nextPath(next)}
        doneHref={next === undefined ? "/account?done=codes" : nextPath(next)}
        words={{ ...recoveryCodes, form, confirm, refusals, wait }}
      />
    </AuthCard>
  );
}
