import type { ComponentProps } from "react";
import { Field } from "./field";
import type { ShownProblem } from "./use-form";

interface FileFieldProps extends Omit<ComponentProps<"input">, "name" | "className" | "id" | "type"> {
  name: string;
  label: string;
  hint: string;
  problem: ShownProblem | undefined;
}

/** A field for a file. Its button is the browser's, in the browser's language. */
export function FileField({ name, label, hint, problem, ...input }: FileFieldProps) {
  return (
    <Field
      {...{ name, label, hint, problem }}
      control={(tied) => (
        <input
          {...input}
          {...tied}
          type="file"
          className="inline-full min-inline-0 rounded-md text-sm text-ink-soft file:me-3 file:min-block-control file:rounded-md file:border file:border-control-soft file:bg-surface file:px-4 file:font-medium file:text-ink file:transition-colors hover:file:border-ink-faint hover:file:bg-surface-hover"
        />
      )}
    />
  );
}
