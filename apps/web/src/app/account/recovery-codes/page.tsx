import type { Metadata } from "next";
import { nextPath } from "../../../next-path";
import { Door } from "../../../ui/door";
import { words } from "../../../words";
import { identify } from "../identity";
import { requireApi } from "../require-api";
import { RecoveryCodes } from "./recovery-codes";

const { confirm, form, recoveryCodes, refusals, wait } = words;

export const metadata: Metadata = { title: recoveryCodes.title };

export default async function RecoveryCodesPage({ searchParams }: PageProps<"/account/recovery-codes">) {
  const api = await requireApi("/account/recovery-codes");
  const [{ next }, user, overview] = await Promise.all([searchParams, api.me({}), api.security.overview({})]);
  return (
    <Door>
      <RecoveryCodes
        identity={identify(user, overview)}
        next={nextPath(next)}
        doneHref={next === undefined ? "/account?done=codes" : nextPath(next)}
        words={{ ...recoveryCodes, form, confirm, refusals, wait }}
      />
    </Door>
  );
}
