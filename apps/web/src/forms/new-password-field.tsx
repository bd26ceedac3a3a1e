"use client";

import { PASSWORD_MIN } from "@repo/contract/limits";
import { type ComponentProps, type FormEvent, useRef, useState } from "react";
import { APP_NAME } from "#brand/name";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import { PasswordField } from "./password-field";
import { type Strength, strengthOf } from "./password-strength";
import { StrengthMeter } from "./strength-meter";

type NewPasswordFieldProps = Omit<ComponentProps<typeof PasswordField>, "autoComplete" | "hint" | "aside"> & {
  rules: Words["newPassword"];
};

/** Milliseconds without a key until the strength is said: not in the middle of a word. */
const PAUSE = 400;

/** A password that is being chosen, with its rule above and, once something is typed, a hint of its strength below. */
export function NewPasswordField({ rules, ...field }: NewPasswordFieldProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [strength, setStrength] = useState<Strength>();

  function rate({ target }: FormEvent) {
    const { value, form } = target as HTMLInputElement;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const named = form?.querySelectorAll<HTMLInputElement>("[autocomplete=username], [autocomplete=name]") ?? [];
      setStrength(strengthOf(value, [APP_NAME, ...Array.from(named, (input) => input.value)]));
    }, PAUSE);
  }

  return (
    <div className="grid grid-cols-1 gap-1.5" onInput={rate}>
      <PasswordField {...field} autoComplete="new-password" hint={fill(rules.rule, { min: PASSWORD_MIN })} />
      <StrengthMeter strength={strength} words={rules.strength} />
    </div>
  );
}
