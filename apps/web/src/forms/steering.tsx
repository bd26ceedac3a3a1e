"use client";

import { useFormId } from "#ui/form-id";

export interface SteeringProps {
  /** Where it leads when it is done, unless a flow begins. */
  next: string;
  /** Where it leads when it is refused. */
  back: string;
  /** What goes along besides what is typed. A name that ends in a question mark asks for yes, which is `on`. */
  also?: Readonly<Record<string, string | undefined>>;
}

/** What a plain form tells the handler at /api/form: a submission before the script has arrived, or without any. */
export function Steering({ next, back, also = {} }: SteeringProps) {
  // As it was when the page was loaded: the same form sent twice is known by it, and one that is sent again from a new page is another.
  const form = useFormId();
  return Object.entries({ _next: next, _back: back, _form: form, ...also }).map(
    ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
  );
}
