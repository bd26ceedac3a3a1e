import type { ComponentProps } from "react";
import { ErrorIcon } from "#ui/state-icons";
import type { ShownProblem } from "./use-form";

type CheckFieldProps = Omit<ComponentProps<"input">, "className" | "type" | "id"> & {
  name: string;
  label: string;
  hint?: string;
  problem?: ShownProblem | undefined;
};

/** A box to tick. */
export function CheckField({ name, label, hint, problem, ...input }: CheckFieldProps) {
  const wrong = problem !== undefined && !problem.solved;
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      {problem && (
        <p id={`${name}-error`} role="alert" className={`flex gap-1.5 text-sm font-medium text-danger ${wrong ? "" : "invisible"}`}>
          <ErrorIcon className="mbs-[0.125em] size-[1.125em]" />
          {problem.text}
        </p>
      )}
      <label className="grid cursor-pointer grid-cols-[auto_1fr] items-start gap-x-3 py-1.5">
        <span className="relative mbs-0.5 grid size-5">
          <input
            {...input}
            id={name}
            name={name}
            type="checkbox"
            aria-describedby={described || undefined}
            aria-invalid={wrong || undefined}
            className="peer size-5 cursor-pointer appearance-none rounded-[calc(var(--radius-sm)*0.75)] border border-control bg-surface checked:border-accent checked:bg-accent aria-invalid:border-danger aria-invalid:shadow-invalid forced-colors:appearance-auto"
          />
          <svg
            viewBox="0 0 20 20"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            aria-hidden="true"
            className="pointer-events-none absolute inset-0 hidden text-on-accent peer-checked:block forced-colors:hidden!"
          >
            <path d="m5 10.5 3.5 3.5L15 6.5" />
          </svg>
        </span>
        <span>{label}</span>
        {hint && (
          <span id={`${name}-hint`} className="col-start-2 text-sm text-ink-faint">
            {hint}
          </span>
        )}
      </label>
    </div>
  );
}
