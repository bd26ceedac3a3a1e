"use client";

import { useActionState } from "react";
import { Button } from "#ui/button";

/** Empties the mailbox; the page hears of it as it hears of new letters. */
export function Clear() {
  const [, clear, pending] = useActionState(async () => {
    await fetch("/dev/mail.json", { method: "DELETE" });
  }, undefined);

  return (
    <form action={clear} className="ms-auto -me-3">
      <Button type="submit" variant="quiet" size="small" pending={pending} pendingLabel="Clearing">
        Clear all
      </Button>
    </form>
  );
}
