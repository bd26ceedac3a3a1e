"use client";

import { useActionState } from "react";
import { ActionForm } from "#forms/action-form";
import { readRefusal } from "#forms/refusal";
import { leaveFor } from "#steps/leave-for";
import { trpc } from "#trpc";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";

const SIGNED_OUT_ALREADY = ["E064001", "E064002"];

interface SignOutProps {
  size?: "small" | "normal";
  words: Pick<Words["account"], "signOut" | "signingOut" | "signOutFailed">;
}

/** Ends this session. */
export function SignOut({ size = "small", words }: SignOutProps) {
  const [failed, signOut, pending] = useActionState(async () => {
    try {
      await trpc.logout.mutate({});
    } catch (error) {
      if (!SIGNED_OUT_ALREADY.includes(readRefusal(error).code)) return true;
    }
    return leaveFor("/sign-in");
  }, false);

  return (
    <div className="flex items-center gap-2.5">
      {failed && (
        <p role="alert" className="text-sm text-danger">
          {words.signOutFailed}
        </p>
      )}
      <ActionForm operation="logout" next="/sign-in" back="/sign-in" onSend={signOut}>
        <Button type="submit" size={size} pending={pending} pendingLabel={words.signingOut}>
          {words.signOut}
        </Button>
      </ActionForm>
    </div>
  );
}
