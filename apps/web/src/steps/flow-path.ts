import { CODE_TRIES_MAX } from "@repo/contract/limits";
import type { Route } from "next";
import type { FormName } from "#forms/form-name";
import type { CodeFlow, Flow, LinkFlow } from "./flow";

// What pages and the handler of forms both have to know of flows.

/** The form that each letter is asked for with. */
export const SENDS = {
  code: {
    signUp: "otp.signUp.email",
    signIn: "otp.signIn.email",
    secondFactor: "otp.signIn.email",
    email: "otp.update.email",
    newAccount: "confirmNewEmail",
  },
  link: { signUp: "enchantedLink.signUp.email", signIn: "enchantedLink.signIn.email" },
} as const satisfies { code: Record<CodeFlow["purpose"], FormName>; link: Record<LinkFlow["purpose"], FormName> };

function pageOf(flow: Flow): string {
  if (flow.step === "code") return "/verify";
  if (flow.step === "link") return "/waiting";
  if (flow.step === "app") return flow.purpose === "signUp" ? "/sign-up/app/scan" : "/account/authenticator";
  return flow.method === "otp" ? "/forgot/code" : "/forgot/sent";
}

/** Whether the code is asked for, and shown, by who is signed in already. */
export function isOfAccount({ purpose }: Pick<CodeFlow, "purpose">): boolean {
  return purpose === "email" || purpose === "newAccount";
}

/** The page of a flow's step, for this flow and no other. */
export function flowPath(flow: Flow): Route {
  return `${pageOf(flow)}?f=${flow.id}` as Route;
}

/** What a code that was refused changes about its flow; undefined for nothing. */
export function afterRefusedCode(flow: CodeFlow, refusedBy: string): CodeFlow | undefined {
  if (refusedBy === "E061102") return { ...flow, wrongTries: flow.wrongTries + 1 };
  if (refusedBy === "E061103") return { ...flow, wrongTries: CODE_TRIES_MAX };
  // Too late, whatever was thought of when it was sent.
  if (refusedBy === "E061104") return { ...flow, sentAt: 0 };
}
