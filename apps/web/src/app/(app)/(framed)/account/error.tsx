"use client";

import { Crash } from "#ui/crash";

/** Within the account, whose bar and side stay. */
export default function AccountError(props: { error: unknown; retry: () => void }) {
  return <Crash {...props} />;
}
