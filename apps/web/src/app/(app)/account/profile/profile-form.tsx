"use client";

import { EDITABLE_FIELDS, type EditableField } from "@repo/contract/profile-fields";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { problemsOf } from "#forms/problems";
import { profileProblem } from "#forms/profile";
import { ProfileInput } from "#forms/profile-inputs";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { leaveFor } from "#steps/leave-for";
import { trpc } from "#trpc";
import type { Words } from "#words/get-words";

type Profile = Readonly<Record<EditableField, string>>;

interface ProfileFormProps {
  user: Profile;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["editProfile"] & Pick<Words, "form" | "refusals" | "wait">;
}

const DONE = "/account?done=profile";

function valuesOf(form: FormData): Profile {
  return Object.fromEntries(EDITABLE_FIELDS.map((field) => [field, String(form.get(field) ?? "").trim()])) as Profile;
}

/** Changes who the user is to others. A field that is left empty is emptied. */
export function ProfileForm({ user, refused, words }: ProfileFormProps) {
  function problemsIn(profile: Partial<Profile>): Problems {
    return problemsOf(Object.fromEntries(EDITABLE_FIELDS.map((field) => [field, profileProblem(field, profile[field] ?? "", words.form)])));
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      await trpc.profile.update.mutate(valuesOf(form));
    } catch (error) {
      return explain(readRefusal(error));
    }
    return leaveFor(DONE);
  }

  function explain(refusal: Refusal): Outcome {
    return { problems: {}, alert: explainRefusal(refusal, words) };
  }

  /** Without script nothing was checked before it was sent. */
  function explainArrived({ values, ...refusal }: Refused): Outcome {
    const problems = problemsIn(values);
    return Object.keys(problems).length > 0 ? { problems } : explain(refusal);
  }

  const check = (form: FormData) => problemsIn(valuesOf(form));
  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explainArrived(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form className="grid grid-cols-1 gap-5" action="/api/form/profile.update" {...formProps}>
        <Steering next={DONE} back="/account/profile" />
        {EDITABLE_FIELDS.map((field) => (
          <ProfileInput
            key={field}
            field={field}
            name={field}
            defaultValue={refused?.values[field] ?? user[field]}
            problem={problemOf(field)}
            words={words.form}
          />
        ))}
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
