import "server-only";
import { PendingLink } from "@repo/contract/links";
import { MaskedEmail } from "@repo/contract/otp";
import { passwordReset } from "@repo/contract/password";
import { TotpKey } from "@repo/contract/totp";
import type { Route } from "next";
import { readAsked } from "#forms/profile";
import {
  type AppRequest,
  afterRefusedCode,
  appFlow,
  type CodeRequest,
  codeFlow,
  flowPath,
  type LinkRequest,
  linkFlow,
  resetFlow,
} from "./begin-flow";
import { type CodeFlow, FLOW_ID, type Flow, type FlowInput, parseFlow } from "./flow";
import { nextPath, withNext } from "./next-path";

/** A plain form whose operation went through. */
export interface SentForm {
  fields: Readonly<Record<string, string>>;
  steering: Readonly<Record<string, string>>;
  answer: unknown;
}

/** The ID of the flow whose page a form was sent from; undefined for any other page. */
export function flowIdIn(back: string | undefined): string | undefined {
  const id = new URLSearchParams(nextPath(back).split("?")[1]?.split("#")[0]).get("f");
  return id !== null && FLOW_ID.test(id) ? id : undefined;
}

function requestOf({ fields, steering }: SentForm) {
  const { loginId = "", email } = fields;
  return {
    id: flowIdIn(steering._back),
    loginId: loginId.trim(),
    user: readAsked((control) => fields[control]),
    email: email?.trim() || undefined,
    next: nextPath(steering._next),
  };
}

function code(purpose: CodeRequest["purpose"], form: SentForm): FlowInput {
  return codeFlow({ purpose, ...requestOf(form) }, MaskedEmail.parse(form.answer));
}

function link(purpose: LinkRequest["purpose"], form: SentForm): FlowInput {
  return linkFlow({ purpose, ...requestOf(form) }, PendingLink.parse(form.answer));
}

function app(purpose: AppRequest["purpose"], form: SentForm): FlowInput {
  return appFlow({ purpose, ...requestOf(form) }, TotpKey.parse(form.answer));
}

function reset(form: SentForm): FlowInput {
  return resetFlow(requestOf(form), passwordReset.output.parse(form.answer));
}

/** The operations that begin a flow, or send its letter again, and what it holds then. */
const BEGINS: Readonly<Record<string, (form: SentForm) => FlowInput | undefined>> = {
  "otp.signUp.email": (form) => code("signUp", form),
  "otp.signIn.email"(form) {
    // To confirm that it is them: the page that asks says in its address that the code was sent.
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
 * The flow that a plain form begins, and its page; undefined where it begins none, or was none of our pages' forms. A form that was sent
 * again from the page of its own flow finds that said in the address.
 */
export function nextFlow(operation: string, form: SentForm): { flow: Flow; page: Route } | undefined {
  if (!Object.hasOwn(BEGINS, operation)) return undefined;
  const flow = parseFlow(BEGINS[operation]?.(form));
  if (!flow) return undefined;
  const page = flowPath(flow);
  const isAgain = nextPath(form.steering._back).startsWith(page);
  return { flow, page: isAgain ? (`${page}&done=again` as Route) : page };
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

/** What a refusal changes about the flow that the form was sent from; undefined for nothing. */
export function afterRefusal(operation: string, refusedBy: string, flow: CodeFlow | null): CodeFlow | undefined {
  return operation === "otp.verify.email" && flow ? afterRefusedCode(flow, refusedBy) : undefined;
}
