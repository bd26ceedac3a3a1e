import { TextField } from "./field";
import type { ShownProblem } from "./use-form";

interface EmailFieldProps {
  name?: string;
  label: string;
  hint?: string;
  autoComplete?: "username" | "email";
  /** What had been typed, where the form came back. */
  defaultValue?: string;
  problem: ShownProblem | undefined;
}

/** The email that names the account. */
export function EmailField({ name = "loginId", label, hint, autoComplete = "username", defaultValue, problem }: EmailFieldProps) {
  return (
    <TextField
      name={name}
      hint={hint}
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
