import type { ComponentProps } from "react";
import { Field, INPUT_FRAME } from "./field";
import type { ShownProblem } from "./use-form";

interface SelectFieldProps extends Omit<ComponentProps<"select">, "name" | "className" | "id" | "children"> {
  name: string;
  label: string;
  hint: string;
  problem: ShownProblem | undefined;
  options: readonly { value: string; text: string; lang?: string }[];
}

/** One of a few values. */
export function SelectField({ name, label, hint, problem, options, ...select }: SelectFieldProps) {
  return (
    <Field
      {...{ name, label, hint, problem }}
      control={(tied) => (
        <select {...select} {...tied} className={`${INPUT_FRAME} min-block-control px-2 py-2 text-base leading-snug`}>
          {options.map(({ value, text, lang }) => (
            <option key={value} value={value} lang={lang}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
