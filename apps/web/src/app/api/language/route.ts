import { AuthError } from "@repo/contract/errors";
import { keepLanguage } from "#session/cookies";
import { answerPlainForm } from "../plain-form";

/** The form of the language switch: remembers the choice and leads back to the page it was made on. */
export function POST(request: Request): Promise<Response> {
  return answerPlainForm(request, (fields) => {
    const chosen = keepLanguage(fields.get("language") ?? "");
    if (!chosen) throw new AuthError("E011003");
    return [chosen];
  });
}
