"use client";

import { leaveFor } from "#forms/leave-for";
import { PostForm } from "#forms/post-form";
import type { Refusal } from "#forms/refusal";
import { type Outcome, useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";

const SIGNED_OUT_ALREADY = ["E064001", "E064002"];

interface SignOutProps {
  size?: "small" | "normal";
  words: Pick<Words["account"], "signOut" | "signingOut" | "signOutFailed">;
}

/** Ends this session. */
export function SignOut({ size = "small", words }: SignOutProps) {
  const { outcome, pending, formProps } = useForm({ explain, refused: undefined });

  function explain({ code }: Refusal): Outcome {
    if (!SIGNED_OUT_ALREADY.includes(code)) return { problems: {}, alert: { tone: "danger", title: words.signOutFailed, body: null } };
    void leaveFor("/sign-in");
    return { problems: {} };
  }

  return (
    <div className="flex items-center gap-2.5">
      {outcome.alert && (
        <p role="alert" className="text-sm text-danger">
          {outcome.alert.title}
        </p>
      )}
      <PostForm action="logout" next="/sign-in" back="/sign-in" {...formProps}>
        <Button type="submit" size={size} pending={pending} pendingLabel={words.signingOut}>
          {words.signOut}
        </Button>
      </PostForm>
    </div>
  );
}
