import type { ComponentProps, ReactNode } from "react";
import { ErrorIcon } from "#ui/state-icons";
import { TITLE_ID } from "#ui/title-id";
import type { ShownProblem } from "./use-form";

interface Frame {
  /** Of the control; its ID too, unless the page has another of this name. */
  name: string;
  id?: string | undefined;
  label: string;
  /** "(optional)", where it is. */
  optional?: string;
  hint?: string;
  /** At the end of the label's line. */
  aside?: ReactNode;
  problem: ShownProblem | undefined;
  /** It is the only field of its page: it has the focus from the start, and says the page's title, which would have had it. */
  isOnly?: boolean | undefined;
}

/** What ties a control to its label, hint and error. */
interface Tied {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  autoFocus: true | undefined;
}

export const LABEL = "text-sm leading-snug font-medium";
export const LABEL_ROW = "flex items-baseline justify-between gap-4";

/** A label, a hint, an error and, below them, one control. */
export function Field({
  name,
  id = name,
  label,
  optional,
  hint,
  aside,
  problem,
  isOnly,
  control,
}: Frame & { control: (tied: Tied) => ReactNode }) {
  const wrong = problem !== undefined && !problem.solved;
  const described = [isOnly && TITLE_ID, hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <div className={LABEL_ROW}>
        <label className={LABEL} htmlFor={id}>
          {label} {optional && <span className="font-normal text-ink-faint">{optional}</span>}
        </label>
        {aside}
      </div>
      {hint && (
        <p className="text-sm text-ink-faint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        // Solved, it keeps its space: otherwise the field would move while somebody types in it.
        <p className={`flex gap-1.5 text-sm font-medium text-danger ${wrong ? "" : "invisible"}`} id={`${id}-error`}>
          <ErrorIcon className="mbs-[0.125em] size-[1.125em]" />
          {problem.text}
        </p>
      )}
      {control({
        id,
        name,
        "aria-describedby": described || undefined,
        "aria-invalid": wrong || undefined,
        autoFocus: isOnly || undefined,
      })}
    </div>
  );
}

/** The frame around what is typed into; grows a button beside the input where a field needs one. */
export const INPUT_FRAME =
  "inline-full rounded-md border border-control bg-surface transition-colors hover:border-ink-faint has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-focus has-aria-invalid:border-danger has-aria-invalid:shadow-invalid has-aria-invalid:has-[input:focus-visible]:outline-danger";

/** The input itself, inside the frame, which wears the border and the focus ring. */
export const INPUT =
  "min-block-[calc(var(--spacing-control)-2px)] min-inline-0 flex-1 bg-transparent px-3 py-2 text-base leading-snug outline-none";

type TextFieldProps = Frame &
  Omit<ComponentProps<"input">, "name" | "className" | "id"> & {
    /** In type that tells 1 from l. */
    mono?: boolean;
  };

/** A field of one line. */
export function TextField({ name, id, label, optional, hint, aside, problem, isOnly, mono, ...input }: TextFieldProps) {
  return (
    <Field
      {...{ name, id, label, optional, hint, aside, problem, isOnly }}
      control={(tied) => (
        <div className={`flex ${INPUT_FRAME}`}>
          <input {...input} {...tied} className={mono ? `${INPUT} font-mono` : INPUT} />
        </div>
      )}
    />
  );
}
