import { ASKED_FIELDS, type PageField, PROFILE_FIELDS } from "@repo/contract/profile-fields";
import type { Words } from "#words/get-words";
import { TextField } from "./field";
import { signUpControl } from "./profile";
import type { ShownProblem } from "./use-form";

interface ProfileInputProps {
  field: PageField;
  /** The name of the control. */
  name: string;
  defaultValue: string | undefined;
  problem: ShownProblem | undefined;
  words: Pick<Words["form"], "profile">;
  /** "(optional)", where most others are not. */
  optional?: string;
}

/** One field of the profile. */
export function ProfileInput({ field, name, defaultValue, problem, words, optional }: ProfileInputProps) {
  const { type, autoComplete } = PROFILE_FIELDS[field];
  return (
    <TextField
      name={name}
      label={words.profile[field]}
      type={type === "phone" ? "tel" : "text"}
      autoComplete={autoComplete}
      defaultValue={defaultValue}
      problem={problem}
      {...(optional !== undefined && { optional })}
    />
  );
}

interface AskedInputsProps {
  /** What had been typed, by control. */
  values: Readonly<Record<string, string>> | undefined;
  problemOf(name: string): ShownProblem | undefined;
  words: Pick<Words["form"], "profile" | "optional">;
}

/** What a new user is asked of themselves. */
export function AskedInputs({ values, problemOf, words }: AskedInputsProps) {
  return ASKED_FIELDS.map((field) => {
    const name = signUpControl(field);
    const common = { field, name, words, optional: words.optional };
    return <ProfileInput key={field} {...common} defaultValue={values?.[name]} problem={problemOf(name)} />;
  });
}
