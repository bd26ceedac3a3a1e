import { AuthError } from "@repo/contract/errors";
import { keepLanguage } from "#words/language";
import { languages } from "#words/languages";
import { answerPlainForm } from "../plain-form";

/** The form of the language switch: remembers the choice and leads back to the page it was made on. */
export function POST(request: Request): Promise<Response> {
  return answerPlainForm(request, (fields) => {
    const language = languages.find((known) => known === fields.get("language"));
    if (!language) throw new AuthError("E011003");
    return [keepLanguage(language)];
  });
}
