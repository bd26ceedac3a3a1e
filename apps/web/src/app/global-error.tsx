"use client";

import { Crash } from "../ui/crash";
import { geist } from "../ui/fonts";
import { Mark } from "../ui/mark";
import "../ui/styles.css";

/** Everywhere else: nothing of the page can be relied on, so this is a document of its own. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={geist.variable}>
      <body>
        <main className="mx-auto grid max-inline-form gap-8 px-5 pbs-18">
          <Mark className="size-10" />
          <Crash {...props} />
        </main>
      </body>
    </html>
  );
}
