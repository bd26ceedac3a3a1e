"use client";

import type { CodeFlow, LinkFlow } from "#steps/flow";
import { SENDS } from "#steps/flow-path";
import { withNext } from "#steps/next-path";
import { StartForm, type StartProps } from "./start-form";

const PAGES = { signUp: "/sign-up", signIn: "/sign-in" } as const;

interface LetterStartProps extends StartProps {
  /** What the letter brings: a code, or numbered links of which one is chosen. */
  way: "code" | "link";
  purpose: CodeFlow["purpose"] & LinkFlow["purpose"];
}

/** Has a letter mailed that signs in, or makes the account. */
export function LetterStart({ way, purpose, next, ...rest }: LetterStartProps) {
  return (
    <StartForm
      {...rest}
      purpose={purpose}
      letter={purpose}
      action={SENDS[way][purpose]}
      next={next}
      back={withNext(`${PAGES[purpose]}/${way}`, next)}
    />
  );
}
