import { redirect } from "next/navigation";
import { Enrol } from "#app/_enrol/enrol";
import { serverApi } from "#session/server-api";
import { readFlow } from "#steps/flow-cookie";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { getWords, titleOf } from "#words/get-words";

export async function generateMetadata() {
  const [{ enrol }, api] = await Promise.all([getWords(), serverApi()]);
  const replaces = api !== null && (await api.security.overview({})).totp !== null;
  return titleOf(replaces ? enrol.replaceTitle : enrol.title);
}

export default async function AuthenticatorPage({ searchParams }: PageProps<"/account/authenticator">) {
  const { enrol } = await getWords();
  const api = await requireApi("/account/authenticator");
  const flow = await readFlow("app", (await searchParams).f);
  const [user, { totp }] = await Promise.all([api.me({}), api.security.overview({})]);
  const replaces = totp !== null;
  // The key was made on the account page; what somebody else has left in this browser is none of this user's business.
  if (!flow || flow.purpose === "signUp" || !user.loginIds.includes(flow.loginId)) redirect("/account#security");
  return (
    <AuthCard title={replaces ? enrol.replaceTitle : enrol.title} lede={enrol.lede}>
      <Enrol flow={flow} account={user.email || flow.loginId} replaces={replaces} startHref="/account#security" leaveHref="/account" />
    </AuthCard>
  );
}
