"use client";

import { type CodeRequest, flowPath, type LinkRequest, SENDS } from "#steps/begin-flow";
import { leaveFor } from "#steps/leave-for";
import { withNext } from "#steps/next-path";
import { sendCode, sendLink } from "./send-letter";
import { StartForm, type StartProps } from "./start-form";

const PAGES = { signUp: "/sign-up", signIn: "/sign-in" } as const;

interface LetterStartProps extends StartProps {
  /** What the letter brings: a code, or numbered links of which one is chosen. */
  way: "code" | "link";
  purpose: CodeRequest["purpose"] & LinkRequest["purpose"];
}

/** Has a letter mailed that signs in, or makes the account. */
export function LetterStart({ way, purpose, next, ...rest }: LetterStartProps) {
  return (
    <StartForm
      {...rest}
      purpose={purpose}
      operation={SENDS[way][purpose]}
      next={next}
      back={withNext(`${PAGES[purpose]}/${way}`, next)}
      start={async (values) => {
        const request = { purpose, ...values, next };
        return leaveFor(flowPath(way === "code" ? await sendCode(request) : await sendLink(request)));
      }}
    />
  );
}
