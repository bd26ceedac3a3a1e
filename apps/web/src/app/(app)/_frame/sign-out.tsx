"use client";

import { PostForm } from "#forms/post-form";
import { sendForm } from "#forms/send-form";
import { useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import { tellSignedOut } from "../_session-end/tabs";

const SIGNED_OUT_ALREADY = ["E064001", "E064002"];

interface SignOutProps {
  size?: "small" | "normal";
  words: Pick<Words["account"], "signOut" | "signingOut" | "signOutFailed">;
}

/** Ends this session. */
export function SignOut({ size = "small", words }: SignOutProps) {
  const { outcome, pending, formProps } = useForm({
    async send(form, typed) {
      const answer = await sendForm(form, typed);
      const isOut = !("refusal" in answer) || SIGNED_OUT_ALREADY.includes(answer.refusal.code);
      if (isOut) tellSignedOut();
      return isOut && "refusal" in answer ? { location: "/sign-in" } : answer;
    },
    explain: () => ({ problems: {}, alert: { tone: "danger", title: words.signOutFailed, body: null } }),
  });

  return (
    <div className="flex items-center gap-2.5">
      {outcome.alert && (
        <p role="alert" className="text-sm text-danger">
          {outcome.alert.title}
        </p>
      )}
      <PostForm action="logout" next="/sign-in?done=signedOut" back="/sign-in" {...formProps}>
        <Button type="submit" size={size} pending={pending} pendingLabel={words.signingOut}>
          {words.signOut}
        </Button>
      </PostForm>
    </div>
  );
}
