import { readFlash } from "#forms/flash";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";
import { languages, wordsIn } from "#words/languages";
import { calledBy } from "../shown-user";
import { ProfileForm } from "./profile-form";

export const generateMetadata = titled(({ editProfile }) => editProfile.title);

export default async function ProfilePage() {
  const { editProfile, form, refusals, wait } = await getWords();
  const api = await requireApi("/account/profile");
  const [user, { picture, language }] = await Promise.all([api.me({}), api.profile.mine({})]);
  return (
    <AuthCard title={editProfile.title} lede={editProfile.lede}>
      <ProfileForm
        user={user}
        called={calledBy(user)}
        picture={picture}
        isElsewhere={picture === null && user.picture !== ""}
        language={language}
        languages={languages.map((value) => ({ value, lang: value, text: wordsIn(value).languageName }))}
        returned={await readFlash("saveProfile")}
        words={{ ...editProfile, form, refusals, wait }}
      />
      <p className="text-center">
        <TextLink href="/account">{editProfile.notNow}</TextLink>
      </p>
    </AuthCard>
  );
}
