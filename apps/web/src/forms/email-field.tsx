import type { ReactNode } from "react";
import { TextField } from "./field";
import type { ShownProblem } from "./use-form";

interface EmailFieldProps {
  name?: string;
  label: string;
  hint?: string;
  /** At the end of the label's line. */
  aside?: ReactNode;
  autoComplete?: "username" | "email";
  /** What had been typed, where the form came back. */
  defaultValue?: string | undefined;
  problem: ShownProblem | undefined;
}

/** The email that names the account. */
export function EmailField({ name = "loginId", label, hint, aside, autoComplete = "username", defaultValue, problem }: EmailFieldProps) {
  return (
    <TextField
      name={name}
      hint={hint}
      aside={aside}
      label={label}
      problem={problem}
      type="email"
      defaultValue={defaultValue}
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}
