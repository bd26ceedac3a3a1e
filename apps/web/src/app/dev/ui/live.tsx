"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { CheckField } from "#forms/check-field";
import { CodeField } from "#forms/code-field";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import { NewPasswordField } from "#forms/new-password-field";
import { Resend } from "#forms/resend";
import { Submit } from "#forms/submit";
import { type Problems, useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import { Dialog, DialogActions } from "#ui/dialog";
import { Switch } from "#ui/switch";
import { sampleWords as words } from "./words";

// What takes a handler to show. `id` keeps the two themes apart.

/** Presses the first button in it as the page starts, for a state that only a press leads to. */
export function Pressed({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);

  useEffect(() => {
    // Strict mode runs effects twice.
    if (isPressed.current) return;
    isPressed.current = true;
    // Once React is through: what answers to the press may want to render at once.
    queueMicrotask(() => frame.current?.querySelector("button")?.click());
  }, []);

  return <div ref={frame}>{children}</div>;
}

/** A form that comes back with everything that is wrong, and follows the changes. */
export function LiveForm({ id }: { id: string }) {
  const [email, password] = [`${id}-live-email`, `${id}-live-password`];

  function check(form: FormData): Problems {
    return {
      ...(!/@./.test(String(form.get(email))) && { [email]: words.problems.email }),
      ...(String(form.get(password)).length < 8 && { [password]: words.problems.password }),
    };
  }

  const { outcome, pending, problemOf, formProps } = useForm({
    check,
    send: async () => ({ location: "/dev/ui" }),
    done: () => ({
      problems: {},
      alert: { tone: "success", title: "Sent", body: <p>Nowhere: this form is here to be looked at.</p> },
    }),
    explain: () => ({ problems: {} }),
  });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form className="grid grid-cols-1 gap-5" {...formProps}>
        <EmailField name={email} label="Email" autoComplete="email" problem={problemOf(email)} />
        <NewPasswordField name={password} label="Password" problem={problemOf(password)} rules={words.newPassword} words={words.form} />
        <Submit pending={pending} words={words.form} />
      </form>
    </>
  );
}

export function LiveCodeField({ id }: { id: string }) {
  return <CodeField name={`${id}-code`} label="Six-digit code" aside="Works for 4:12" hint="From the newest email" problem={undefined} />;
}

export function LiveCheckField({ id }: { id: string }) {
  return <CheckField name={`${id}-check`} label="Sign out my other devices" hint="This one stays signed in" defaultChecked />;
}

export function LiveSwitch({ labelledBy }: { labelledBy: string }) {
  const [on, setOn] = useState(true);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setOn(!on);
      }}
    >
      <Switch on={on} state={on ? "On" : "Off"} pending={false} labelledBy={labelledBy} />
    </form>
  );
}

export function StillSwitch({ labelledBy, on, pending }: { labelledBy: string; on: boolean; pending: boolean }) {
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Switch on={on} state={on ? "On" : "Off"} pending={pending} labelledBy={labelledBy} />
    </form>
  );
}

/** A new letter may be asked for after a minute, at once, or is on its way. */
export function StillResend({ state }: { state: "counting" | "ready" | "pending" }) {
  const [sent, setSent] = useState({ secondsAgo: state === "counting" ? 0 : 60 });
  const { formProps } = useForm({
    send: async () => ({ location: "/dev/ui" }),
    done() {
      setSent({ secondsAgo: 0 });
      return { problems: {} };
    },
    explain: () => ({ problems: {} }),
  });
  return (
    <Resend
      sent={sent}
      pending={state === "pending"}
      formProps={formProps}
      action="otp.signIn.email"
      next="/dev/ui"
      back="/dev/ui"
      note={words.resendNote}
      words={words.resend}
    />
  );
}

export function LiveDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Open a dialog</Button>
      {isOpen && (
        <Dialog title="Turn off the authenticator app?" text="We’ll email you that it was turned off." onClose={close}>
          <DialogActions>
            <Button variant="quiet" onClick={close}>
              Keep it
            </Button>
            <Button variant="dangerous" onClick={close}>
              Turn off
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
