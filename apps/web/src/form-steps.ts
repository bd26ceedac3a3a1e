import "server-only";
import { PendingLink } from "@repo/contract/links";
import { MaskedEmail } from "@repo/contract/otp";
import { passwordReset } from "@repo/contract/password";
import { TotpKey } from "@repo/contract/totp";
import type { Route } from "next";
import {
  type AppRequest,
  afterRefusedCode,
  appFlow,
  type CodeRequest,
  codeFlow,
  type LinkRequest,
  linkFlow,
  resetFlow,
} from "./begin-flow";
import { type CodeFlow, type Flow, type FlowInput, parseFlow } from "./flow";
import { nextPath, withNext } from "./next-path";

/** A plain form whose operation went through. */
export interface SentForm {
  fields: Readonly<Record<string, string>>;
  steering: Readonly<Record<string, string>>;
  answer: unknown;
}

/** What is kept of a form, and the page that goes on with it. */
interface Step<Kept> {
  flow: Kept;
  page: Route;
}

function requestOf({ fields, steering }: SentForm) {
  const { loginId = "", email } = fields;
  return {
    loginId: loginId.trim(),
    name: fields["user.name"]?.trim() || undefined,
    email: email?.trim() || undefined,
    next: nextPath(steering._next),
  };
}

function code(purpose: CodeRequest["purpose"], form: SentForm): Step<FlowInput> {
  return { flow: codeFlow({ purpose, ...requestOf(form) }, MaskedEmail.parse(form.answer)), page: "/verify" };
}

function link(purpose: LinkRequest["purpose"], form: SentForm): Step<FlowInput> {
  return { flow: linkFlow({ purpose, ...requestOf(form) }, PendingLink.parse(form.answer)), page: "/waiting" };
}

function app(purpose: AppRequest["purpose"], form: SentForm): Step<FlowInput> {
  const page = purpose === "signUp" ? "/sign-up/app/scan" : "/account/authenticator";
  return { flow: appFlow({ purpose, ...requestOf(form) }, TotpKey.parse(form.answer)), page };
}

function reset(form: SentForm): Step<FlowInput> {
  const flow = resetFlow(requestOf(form).loginId, passwordReset.output.parse(form.answer));
  return { flow, page: flow.method === "otp" ? "/forgot/code" : "/forgot/sent" };
}

/** The operations that lead on to a step of ours, and the step. */
const STEPS: Readonly<Record<string, (form: SentForm) => Step<FlowInput> | undefined>> = {
  "otp.signUp.email": (form) => code("signUp", form),
  "otp.signIn.email"(form) {
    // To confirm that it is them: the page that asks keeps the step in its address.
    if ("loginOptions.stepup?" in form.fields) return undefined;
    return code("loginOptions.mfa?" in form.fields ? "secondFactor" : "signIn", form);
  },
  "otp.update.email": (form) => code("email", form),
  "enchantedLink.signUp.email": (form) => link("signUp", form),
  "enchantedLink.signIn.email": (form) => link("signIn", form),
  "totp.signUp": (form) => app("signUp", form),
  "totp.update": (form) => app(form.steering._purpose === "replace" ? "replace" : "add", form),
  "password.sendReset": reset,
};

/**
 * The step that a plain form leads on to; undefined where it ends, or where it was none of our pages' forms. A form that was sent again
 * from the page of its own step finds that said in the address.
 */
export function nextStep(operation: string, form: SentForm): Step<Flow> | undefined {
  if (!Object.hasOwn(STEPS, operation)) return undefined;
  const step = STEPS[operation]?.(form);
  const flow = parseFlow(step?.flow);
  if (!step || !flow) return undefined;
  const isAgain = nextPath(form.steering._back) === step.page;
  return { flow, page: isAgain ? (`${step.page}?done=again` as Route) : step.page };
}

const CONFIRM = "/account/confirm";

/** Whether it is a form that has shown fresh proof. One that has a code mailed for it comes back to its own page first. */
export function hasConfirmed({ _back, _next }: SentForm["steering"]): boolean {
  return nextPath(_back).startsWith(CONFIRM) && !nextPath(_next).startsWith(CONFIRM);
}

/** Where a form that was refused leads: back, by way of a page that asks for fresh proof where that was missing. */
export function refusedPath(refusedBy: string, back: string | undefined): Route {
  return refusedBy === "E062132" ? withNext(CONFIRM, back) : nextPath(back);
}

/** What a refusal changes about the step that the form was sent from; undefined for nothing. */
export function afterRefusal(operation: string, refusedBy: string, flow: CodeFlow | null): CodeFlow | undefined {
  return operation === "otp.verify.email" && flow ? afterRefusedCode(flow, refusedBy) : undefined;
}
