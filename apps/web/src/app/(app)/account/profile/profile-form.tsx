"use client";

import { EDITABLE_FIELDS, type EditableField } from "@repo/contract/profile-fields";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import { profileProblem } from "#forms/profile";
import { ProfileInput } from "#forms/profile-inputs";
import { Submit } from "#forms/submit";
import { type Problems, useForm } from "#forms/use-form";
import type { Words } from "#words/get-words";

type Profile = Readonly<Record<EditableField, string>>;

interface ProfileFormProps {
  user: Profile;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["editProfile"] & Pick<Words, "form" | "refusals" | "wait">;
}

/** Changes who the user is to others. A field that is left empty is emptied. */
export function ProfileForm({ user, returned, words }: ProfileFormProps) {
  function check(form: FormData): Problems {
    const found = EDITABLE_FIELDS.map((field) => [field, profileProblem(field, String(form.get(field) ?? ""), words.form)] as const);
    return problemsOf(Object.fromEntries(found));
  }

  const { outcome, pending, problemOf, formProps } = useForm({
    check,
    words,
    returned,
  });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <PostForm
        action="profile.update"
        next="/account?done=profile"
        back="/account/profile"
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
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
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
