import { type FormEvent, type ReactNode, startTransition } from "react";
import type { FormOperation } from "#trpc";
import { Steering, type SteeringProps } from "./steering";

/** What sends a form of one button, with script and without. */
export interface ActionFormProps extends SteeringProps {
  /** Without script: the operation to run. */
  operation: FormOperation;
  /** With script: what to do instead, in a transition. */
  onSend(): void;
}

/** One button that does something. A form, so that it works from the first moment on: a click before the script has arrived is not lost. */
export function ActionForm({
  operation,
  onSend,
  className,
  children,
  ...steering
}: ActionFormProps & { className?: string; children: ReactNode }) {
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    startTransition(onSend);
  }

  return (
    <form method="post" action={`/api/form/${operation}`} onSubmit={onSubmit} className={className}>
      <Steering {...steering} />
      {children}
    </form>
  );
}
