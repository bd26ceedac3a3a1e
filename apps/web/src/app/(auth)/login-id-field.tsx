import { EmailField } from "#forms/email-field";
import type { ReturnedForm } from "#forms/flash";
import type { ShownProblem } from "#forms/use-form";
import type { KnownLoginId } from "#steps/known-login-id";
import { LINK_LOOK } from "#ui/text-link";
import { NOT_YOU_FORM } from "./not-you-form";
import { useCarriedLoginId } from "./use-carried-login-id";

interface LoginIdFieldProps {
  /** What it begins with, unless the form came back. */
  known: KnownLoginId;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  problem: ShownProblem | undefined;
  words: { email: string; notYou: string };
}

/** The email of somebody who has an account: filled in as far as this browser knows it. The page holds a `NotYouForm`. */
export function LoginIdField({ known, returned, problem, words }: LoginIdFieldProps) {
  useCarriedLoginId();

  return (
    <EmailField
      label={words.email}
      defaultValue={returned?.values.loginId ?? known.value}
      aside={
        known.isRemembered && (
          <button type="submit" form={NOT_YOU_FORM} className={`${LINK_LOOK} text-sm pointer-coarse:min-block-11 -my-2.5 py-2.5`}>
            {words.notYou}
          </button>
        )
      }
      problem={problem}
    />
  );
}
