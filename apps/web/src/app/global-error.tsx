"use client";

import { geist } from "#brand/fonts";
import "../ui/styles.css";
import PageError from "./error";

/** Where the frame around every page failed: nothing of it can be relied on, nor its language, so this is a document of its own. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={geist.variable}>
      <body>
        <PageError {...props} />
      </body>
    </html>
  );
}
