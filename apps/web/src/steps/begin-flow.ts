import { CODE_TRIES_MAX } from "@repo/contract/limits";
import type { Route } from "next";
import type { FormOperation } from "#trpc";
import type { CodeFlow, Flow, FlowInput } from "./flow";

/*
 * What a flow holds when it begins, for the page that comes next: made here for whoever keeps it, the page's own script (keep-flow.ts) or the
 * handler of plain forms (form-steps.ts).
 */

type InputOf<Step extends FlowInput["step"]> = Extract<FlowInput, { step: Step }>;

/** What a letter with a code is asked for. */
export type CodeRequest = Pick<InputOf<"code">, "id" | "purpose" | "loginId" | "user" | "email" | "next">;

/** What a letter with numbered links is asked for. */
export type LinkRequest = Pick<InputOf<"link">, "id" | "purpose" | "loginId" | "user" | "next">;

/** What a key for an authenticator is asked for. */
export type AppRequest = Pick<InputOf<"app">, "purpose" | "loginId" | "next">;

/** The operation that each letter is asked for with. */
export const SENDS = {
  code: {
    signUp: "otp.signUp.email",
    signIn: "otp.signIn.email",
    secondFactor: "otp.signIn.email",
    email: "otp.update.email",
  },
  link: { signUp: "enchantedLink.signUp.email", signIn: "enchantedLink.signIn.email" },
} as const satisfies { code: Record<CodeRequest["purpose"], FormOperation>; link: Record<LinkRequest["purpose"], FormOperation> };

/** A code was sent. */
export function codeFlow({ id, purpose, loginId, user, email, next }: CodeRequest, { maskedEmail }: { maskedEmail: string }) {
  return { step: "code", id, purpose, loginId, user, email, next, maskedEmail, wrongTries: 0 } satisfies InputOf<"code">;
}

/** Numbered links were sent. */
export function linkFlow(
  { id, purpose, loginId, user, next }: LinkRequest,
  sent: Pick<InputOf<"link">, "linkId" | "pendingRef" | "maskedEmail">,
) {
  return { step: "link", id, purpose, loginId, user, next, ...sent } satisfies InputOf<"link">;
}

/** A key was made. */
export function appFlow({ purpose, loginId, next }: AppRequest, { key }: { key: string }) {
  return { step: "app", purpose, loginId, next, key } satisfies InputOf<"app">;
}

/** A way to set a new password was sent. */
export function resetFlow(
  { id, loginId }: Pick<InputOf<"reset">, "id" | "loginId">,
  { resetMethod }: { resetMethod: InputOf<"reset">["method"] },
) {
  return { step: "reset", id, method: resetMethod, loginId } satisfies InputOf<"reset">;
}

function pageOf(flow: Flow): string {
  if (flow.step === "code") return "/verify";
  if (flow.step === "link") return "/waiting";
  if (flow.step === "app") return flow.purpose === "signUp" ? "/sign-up/app/scan" : "/account/authenticator";
  return flow.method === "otp" ? "/forgot/code" : "/forgot/sent";
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
