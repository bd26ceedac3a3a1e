import { forgetPerson } from "#steps/known-login-id";
import { answerPlainForm } from "../plain-form";

/** The form of "Not you?": the device forgets who was signed in last, and the page comes back empty. */
export function POST(request: Request): Promise<Response> {
  return answerPlainForm(request, forgetPerson);
}
