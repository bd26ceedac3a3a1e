"use client";

import type { ComponentProps } from "react";
import { useFormId } from "#ui/form-id";
import type { FormInput, FormName } from "./form-name";

export interface PostFormProps<Name extends FormName> {
  /** What it is sent to. */
  action: Name;
  /** Where it leads when it is done, unless a flow begins. */
  next: string;
  /** Where it leads when it is refused. */
  back: string;
  /** What goes along besides what is typed. */
  also?: FormInput<Name>;
  /** What the page says that was done, where it is sent without script: a script says it by itself. The word of a sentence, as in `?done=`. */
  done?: string;
}

/** Fields by the names that the handler reads: `{ loginOptions: { mfa: true } }` is `loginOptions.mfa?=on`. */
function fieldsOf(input: object, prefix = ""): [string, string][] {
  return Object.entries(input).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === "boolean") return [[`${prefix}${name}?`, value ? "on" : "off"]];
    return typeof value === "object" ? fieldsOf(value, `${prefix}${name}.`) : [[prefix + name, String(value)]];
  });
}

/** A form of ours. It is sent to the handler at /api/form, by the browser or by a script (use-form.ts), and both times the same is sent. */
export function PostForm<const Name extends FormName>({
  action,
  next,
  back,
  also = {},
  done,
  children,
  ...form
}: PostFormProps<Name> & Omit<ComponentProps<"form">, "action" | "method">) {
  // As it was when the page was loaded: the same form sent twice is known by it, and one that is sent again from a new page is another.
  const id = useFormId();
  const hidden: [string, string][] = [
    ["_next", next],
    ["_back", back],
    ...(done === undefined ? [] : [["_done", done] as [string, string]]),
    ...(id === undefined ? [] : [["_form", id] as [string, string]]),
    ...fieldsOf(also),
  ];
  return (
    <form {...form} method="post" action={`/api/form/${action}`}>
      {hidden.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
