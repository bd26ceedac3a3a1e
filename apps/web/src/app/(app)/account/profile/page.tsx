import { readFlash } from "#forms/flash";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";
import { ProfileForm } from "./profile-form";

export const generateMetadata = titled(({ editProfile }) => editProfile.title);

export default async function ProfilePage() {
  const { editProfile, form, refusals, wait } = await getWords();
  const api = await requireApi("/account/profile");
  return (
    <AuthCard title={editProfile.title} lede={editProfile.lede}>
      <ProfileForm user={await api.me({})} returned={await readFlash("profile.update")} words={{ ...editProfile, form, refusals, wait }} />
      <p className="text-center">
        <TextLink href="/account">{editProfile.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
