"use client";

import { Button } from "#ui/button";

interface SubmitProps {
  pending: boolean;
  words: { submit: string; submitting: string };
}

/** A form's one primary button, and word that its work is under way. */
export function Submit({ pending, words }: SubmitProps) {
  return (
    <>
      <Button type="submit" variant="primary" wide pending={pending} pendingLabel={words.submitting}>
        {words.submit}
      </Button>
      <p className="sr-only" role="status">
        {pending && words.submitting}
      </p>
    </>
  );
}
