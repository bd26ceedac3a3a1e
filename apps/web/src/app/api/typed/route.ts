import { keepTyped } from "#steps/known-login-id";
import { answerPlainForm } from "../plain-form";

/** A login ID that was typed and not sent yet, for the page that a link leads to. */
export function POST(request: Request): Promise<Response> {
  return answerPlainForm(request, async (fields) => {
    const cookie = await keepTyped("password.signIn", { loginId: fields.get("loginId") ?? "" });
    return cookie === undefined ? [] : [cookie];
  });
}
