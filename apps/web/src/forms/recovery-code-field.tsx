import { CODE_TEXT_MAX } from "@repo/contract/code";
import { TextField } from "./field";
import type { ShownProblem } from "./use-form";

interface RecoveryCodeFieldProps {
  name?: string;
  /** Where the page has another field of this name. */
  id?: string;
  label: string;
  problem: ShownProblem | undefined;
  /** As of `Field`. */
  isOnly?: boolean;
}

/** A code off paper: letters and digits, in whatever case and with whatever dashes. */
export function RecoveryCodeField({ name = "code", id, label, problem, isOnly }: RecoveryCodeFieldProps) {
  return (
    <TextField
      name={name}
      id={id}
      label={label}
      problem={problem}
      isOnly={isOnly}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={CODE_TEXT_MAX}
      dir="ltr"
      required
      mono
    />
  );
}
