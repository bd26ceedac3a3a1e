"use client";

import { Mark } from "#brand/mark";
import { Crash } from "#ui/crash";

/** In place of a page that failed. */
export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <main id="main" className="mx-auto grid max-inline-form gap-8 px-5 pbs-18">
      <Mark className="size-10" />
      <Crash {...props} />
    </main>
  );
}
