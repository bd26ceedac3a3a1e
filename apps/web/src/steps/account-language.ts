import "server-only";
import { forgetLanguage, keepLanguage } from "#session/cookies";
import type { Done } from "./after-sign-in";

/** `Set-Cookie` by which the pages speak the language that their user has just chosen for the account; undefined where they have chosen none. */
export function keepChosenLanguage(done: readonly Done[], { language }: Readonly<Record<string, string>>): string | undefined {
  if (language === undefined || !done.some(({ operation }) => operation === "profile.update")) return undefined;
  return language === "" ? forgetLanguage() : keepLanguage(language);
}
