import { looksLikeAddress, spellAddress } from "@repo/contract/address";
import { PASSWORD_MAX, PASSWORD_MIN } from "@repo/contract/limits";

/*
 * What a form can tell by itself before it asks the server, which has the last word. The rules are those of @repo/contract's schemas,
 * which are shared or, where they are zod's, repeated by hand: zod would cost the page 33 kB. check.test.ts holds the two together.
 */

/** Characters as the password rule counts them: code points, once what looks alike is spelled alike. */
export function countCharacters(text: string): number {
  return [...text.normalize("NFKC")].length;
}

/** What is wrong with an email, or undefined. Space around it is forgiven, as the server forgives it. */
export function checkEmail(value: string): "missing" | "noAt" | "noDomain" | "malformed" | undefined {
  const email = value.trim();
  if (email === "") return "missing";
  if (!looksLikeAddress(email)) return "noAt";
  if (email.endsWith("@")) return "noDomain";
  if (spellAddress(email) === null) return "malformed";
}

/** What is wrong with a password that is being chosen, or undefined. Whether it is easy to guess only the server can tell. */
export function checkNewPassword(value: string): "missing" | "tooShort" | "tooLong" | undefined {
  const length = countCharacters(value);
  if (length === 0) return "missing";
  if (length < PASSWORD_MIN) return "tooShort";
  if (length > PASSWORD_MAX) return "tooLong";
}
