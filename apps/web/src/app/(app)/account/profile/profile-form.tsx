"use client";

import { PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX } from "@repo/contract/limits";
import { EDITABLE_FIELDS, type EditableField } from "@repo/contract/profile-fields";
import { APP_NAME } from "#brand/name";
import { CheckField } from "#forms/check-field";
import { ErrorSummary } from "#forms/error-summary";
import { FileField } from "#forms/file-field";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import { profileProblem } from "#forms/profile";
import { ProfileInput } from "#forms/profile-inputs";
import { SelectField } from "#forms/select-field";
import { Submit } from "#forms/submit";
import { type Problem, type Problems, useForm } from "#forms/use-form";
import { Avatar } from "#ui/avatar";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

type Profile = Readonly<Record<EditableField, string>>;

/** What a picture may be, as its hint and its problems say it. */
const PICTURE_VALUES = { megabytes: PICTURE_BYTES_MAX / 1024 ** 2, megapixels: PICTURE_PIXELS_MAX / 1e6 };

interface ProfileFormProps {
  user: Profile;
  /** How the user is called where there is no picture. */
  called: string;
  /** The path of the uploaded picture. */
  picture: string | null;
  /** A picture is set that is no upload: on another site. */
  isElsewhere: boolean;
  /** Empty for none. */
  language: string;
  /** Those that pages and letters speak, by their own names. */
  languages: readonly { value: string; text: string; lang: string }[];
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["editProfile"] & Pick<Words, "form" | "refusals" | "wait">;
}

/** Changes who the user is to others. A field that is left empty is emptied; the picture stays where no other is chosen. */
export function ProfileForm({ user, called, picture, isElsewhere, language, languages, returned, words }: ProfileFormProps) {
  const { picture: said } = words;

  function pictureProblem(wrong: "tooLarge" | "unreadable"): Problem {
    const { summary, field } = said[wrong];
    return { summary, field: fill(field, PICTURE_VALUES) };
  }

  function check(form: FormData): Problems {
    const found = EDITABLE_FIELDS.map((field) => [field, profileProblem(field, String(form.get(field) ?? ""), words.form)] as const);
    const file = form.get("picture");
    const isTooLarge = file instanceof File && file.size > PICTURE_BYTES_MAX;
    return problemsOf({ picture: isTooLarge ? pictureProblem("tooLarge") : undefined, ...Object.fromEntries(found) });
  }

  const { outcome, pending, problemOf, formProps } = useForm({
    check,
    words,
    returned,
    explain({ code }) {
      // What else could be wrong with the form is told before it is sent, and where it has come back by `check`.
      if (code === "E062137" || code === "E011003") return { problems: { picture: pictureProblem("unreadable") } };
      if (code === "E010413") return { problems: { picture: pictureProblem("tooLarge") } };
    },
  });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <PostForm
        action="saveProfile"
        next="/account?done=profile"
        back="/account/profile"
        encType="multipart/form-data"
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-2">
          <Avatar size="large" name={called} picture={picture} />
          <FileField
            name="picture"
            label={said.label}
            hint={fill(said.hint, PICTURE_VALUES)}
            accept="image/jpeg,image/png,image/webp"
            problem={problemOf("picture")}
          />
          {(picture !== null || isElsewhere) && (
            <div className="col-start-2 grid gap-1">
              {isElsewhere && <p className="text-sm text-ink-faint">{fill(said.elsewhere, { app: APP_NAME })}</p>}
              <CheckField name="_removePicture" label={said.remove} problem={undefined} />
            </div>
          )}
        </div>
        {EDITABLE_FIELDS.map((field) => (
          <ProfileInput
            key={field}
            field={field}
            name={field}
            defaultValue={returned?.values[field] ?? user[field]}
            problem={problemOf(field)}
            words={words.form}
          />
        ))}
        <SelectField
          name="language"
          label={words.language}
          hint={words.languageHint}
          autoComplete="language"
          defaultValue={returned?.values.language ?? language}
          problem={problemOf("language")}
          options={[{ value: "", text: words.languageOfBrowser }, ...languages]}
        />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
