"use client";

import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import { useRef } from "react";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { NewPasswordField } from "#forms/new-password-field";
import { newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { leaveFor } from "#steps/leave-for";
import { trpc } from "#trpc";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

/** What lets somebody choose a new password: the link they opened, a code they type here, or either of them, shown before. */
type Proof = { kind: "link"; token: string } | { kind: "code"; loginId: string } | { kind: "shown"; loginId: string };

/** Without script: what the form is for. */
const OPERATIONS: Record<Proof["kind"], string> = { link: "magicLink.verify", code: "otp.verify.email", shown: "password.update" };
const DONE = "/sign-in?done=password";

/** Without script: what goes along. A new password signs nobody in, and ends what has proven it. */
function alongWith(proof: Proof): Record<string, string> {
  if (proof.kind === "link") return { token: proof.token };
  return proof.kind === "shown" ? { _then: "logout" } : {};
}

interface NewPasswordFormProps {
  proof: Proof;
  /** Whose password it is, for password managers; undefined where only the link knows. */
  loginId: string | undefined;
  /** This page. */
  back: string;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["form"] & Words["reset"] & Pick<Words, "code" | "refusals" | "wait"> & { newPasswordRules: Words["newPassword"] };
}

function valuesOf(form: FormData) {
  return { password: String(form.get("newPassword")), code: String(form.get("code") ?? "") };
}

/** Sets a new password after a reset, and leaves for the sign-in page: a letter alone signs nobody in (R4). */
export function NewPasswordForm({ proof, loginId, back, refused, words }: NewPasswordFormProps) {
  // Link and code work once: with the next password it is not shown again.
  const proven = useRef(proof.kind === "shown" ? proof.loginId : undefined);

  function check(form: FormData): Problems {
    const { password, code } = valuesOf(form);
    return problemsOf({
      code: proof.kind === "code" && proven.current === undefined ? codeProblem(code, words.code) : undefined,
      newPassword: newPasswordProblem(password, words.newPasswordRules),
    });
  }

  async function prove(code: string): Promise<string> {
    if (proof.kind === "shown") return proof.loginId;
    const { user } =
      proof.kind === "link"
        ? await trpc.magicLink.verify.mutate({ token: proof.token })
        : await trpc.otp.verify.email.mutate({ loginId: proof.loginId, code });
    return user.loginIds[0] ?? "";
  }

  async function send(form: FormData): Promise<Outcome> {
    const { password, code } = valuesOf(form);
    try {
      proven.current ??= await prove(code);
      await trpc.password.update.mutate({ loginId: proven.current, newPassword: password });
      await trpc.logout.mutate({});
    } catch (error) {
      return explain(readRefusal(error));
    }
    return leaveFor(DONE);
  }

  function explain(refusal: Refusal): Outcome {
    const weak = refusedPasswordProblem(refusal, words.newPasswordRules);
    if (weak) return { problems: { newPassword: weak } };
    if (refusal.code === "E062504") {
      const body = (
        <>
          <p>{fill(words.dead.text, { minutes: RESET_LINK_MINUTES })}</p>
          <p>
            <TextLink href="/forgot">{words.askNew}</TextLink>
          </p>
        </>
      );
      return { problems: {}, alert: { tone: "danger", title: words.dead.title, body } };
    }
    if (refusal.code === "E061102") {
      const { title, text } = words.deadCode;
      return { problems: { code: { summary: title, field: text } }, alert: { tone: "danger", title, body: <p>{text}</p> } };
    }
    return { problems: {}, alert: explainRefusal(refusal, words) };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));
  // Without script it takes two pages: what lets one choose is shown first, and the password is asked for on the page that follows.
  const isShown = proof.kind === "shown";
  const afterProof = isShown ? "" : "noscript:hidden";

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      {/* A browser that checks by itself would stop at the field that is out of sight there. */}
      <form
        className="grid grid-cols-1 gap-5"
        action={`/api/form/${OPERATIONS[proof.kind]}`}
        {...formProps}
        noValidate={!isShown || formProps.noValidate}
      >
        <Steering next={isShown ? DONE : "/reset-password/new"} back={back} also={alongWith(proof)} />
        {loginId !== undefined && <AccountName loginId={loginId} />}
        {proof.kind === "code" && <CodeField label={words.code.label} problem={problemOf("code")} />}
        <div className={afterProof}>
          <NewPasswordField
            name="newPassword"
            label={words.newPassword}
            problem={problemOf("newPassword")}
            rules={words.newPasswordRules}
            words={words}
          />
        </div>
        <div className={afterProof}>
          <Submit pending={pending} words={words} />
        </div>
        {!isShown && (
          <noscript>
            <Submit pending={false} words={words.code} />
          </noscript>
        )}
      </form>
    </>
  );
}
