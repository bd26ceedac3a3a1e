import "server-only";
import { PendingLink } from "@repo/contract/links";
import { MaskedEmail } from "@repo/contract/otp";
import { passwordReset } from "@repo/contract/password";
import { TotpKey } from "@repo/contract/totp";
import type { Route } from "next";
import type { FormName } from "#forms/form-name";
import { readAsked } from "#forms/profile";
import { type CodeFlow, FLOW_ID, type Flow, type FlowInput, parseFlow } from "./flow";
import { afterRefusedCode, flowPath } from "./flow-path";
import { nextPath, withNext } from "./next-path";

/** A form that went through. */
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

type InputOf<Step extends FlowInput["step"]> = Extract<FlowInput, { step: Step }>;

/** What every flow holds of the form that it begins with. */
function begun({ fields, steering }: SentForm) {
  const { loginId = "" } = fields;
  return {
    id: flowIdIn(steering._back),
    loginId: loginId.trim(),
    user: readAsked((control) => fields[control]),
    next: nextPath(steering._next),
  };
}

function codeSent(purpose: CodeFlow["purpose"], form: SentForm): InputOf<"code"> {
  const { maskedEmail } = MaskedEmail.parse(form.answer);
  return { step: "code", purpose, ...begun(form), email: form.fields.email?.trim() || undefined, maskedEmail, wrongTries: 0 };
}

/**
 * An account was made, and the code that confirms its email is on its way; undefined where none could be sent. It is another flow than the one
 * that led to it, which is over.
 */
function accountMade(form: SentForm): InputOf<"code"> | undefined {
  if (!MaskedEmail.safeParse(form.answer).success) return undefined;
  return { ...codeSent("newAccount", form), id: undefined };
}

function linkSent(purpose: InputOf<"link">["purpose"], form: SentForm): InputOf<"link"> {
  return { step: "link", purpose, ...begun(form), ...PendingLink.parse(form.answer) };
}

function keyMade(purpose: InputOf<"app">["purpose"], form: SentForm): InputOf<"app"> {
  const { loginId, next } = begun(form);
  return { step: "app", purpose, loginId, next, key: TotpKey.parse(form.answer).key };
}

/** The operations that begin a flow, or send its letter again, and what it holds then. */
const BEGINS: { readonly [Name in FormName]?: (form: SentForm) => FlowInput | undefined } = {
  "otp.signUp.email": (form) => codeSent("signUp", form),
  "otp.signIn.email"(form) {
    // To confirm that it is them: the page that asks says in its address that the code was sent.
    if ("loginOptions.stepup?" in form.fields) return undefined;
    return codeSent("loginOptions.mfa?" in form.fields ? "secondFactor" : "signIn", form);
  },
  "otp.update.email": (form) => codeSent("email", form),
  confirmNewEmail: (form) => codeSent("newAccount", form),
  signUpByPassword: accountMade,
  signUpByApp: accountMade,
  "enchantedLink.signUp.email": (form) => linkSent("signUp", form),
  "enchantedLink.signIn.email": (form) => linkSent("signIn", form),
  "totp.signUp": (form) => keyMade("signUp", form),
  "totp.update": (form) => keyMade("add", form),
  "password.sendReset"(form) {
    const { id, loginId } = begun(form);
    return { step: "reset", id, method: passwordReset.output.parse(form.answer).resetMethod, loginId };
  },
};

/**
 * The flow that a form begins, and its page; undefined where it begins none, or was none of our pages' forms. `isAgain` for a form that was
 * sent again from the page of its own flow.
 */
export function nextFlow(name: string, form: SentForm): { flow: Flow; page: Route; isAgain: boolean } | undefined {
  if (!Object.hasOwn(BEGINS, name)) return undefined;
  const flow = parseFlow(BEGINS[name as FormName]?.(form));
  if (!flow) return undefined;
  const page = flowPath(flow);
  return { flow, page, isAgain: nextPath(form.steering._back).startsWith(page) };
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
export function afterRefusal(name: string, refusedBy: string, flow: CodeFlow | null): CodeFlow | undefined {
  return name === "otp.verify.email" && flow ? afterRefusedCode(flow, refusedBy) : undefined;
}
