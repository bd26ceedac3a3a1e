import { z } from "zod";

// Control, format and private-use characters, lone surrogates and angle brackets: invisible, or markup, never part of a name.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>]/u;
// One @, something on both sides, a dot in the domain, nothing that would need quoting in a mail header.
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$/;
const PHONE = /^\+[0-9]{4,15}$/;
const LOGIN_ID_MAX = 320;

/** Whether a normalised login ID can receive mail. */
export function isEmail(value: string): boolean {
  return value.length <= 254 && EMAIL.test(value) && !FORBIDDEN.test(value);
}

/** Whether a normalised login ID is a phone number in E.164 form. */
export function isPhone(value: string): boolean {
  return PHONE.test(value);
}

/**
 * Trimmed and NFC. What is far beyond `lengthMax` stays as it is and is refused by its length: NFC takes time that grows with the square
 * of a row of combining marks, half a second for 64 kB of them.
 */
export function toNFC(value: string, lengthMax: number): string {
  return value.length > 4 * lengthMax ? value : value.trim().normalize("NFC");
}

/** The one spelling of an address or name: trimmed and NFC; addresses in lower case, other names keep theirs. */
function normalise(value: string): string {
  const trimmed = toNFC(value, LOGIN_ID_MAX);
  return EMAIL.test(trimmed) ? trimmed.toLowerCase().normalize("NFC") : trimmed;
}

/** A login ID: address, phone number or user name, brought to its one spelling (contract §3). The only place that normalises. */
export const LoginId = z
  .string()
  .transform(normalise)
  .pipe(
    z
      .string()
      .min(1)
      .max(LOGIN_ID_MAX, `must be at most ${LOGIN_ID_MAX} characters`)
      .refine((value) => !FORBIDDEN.test(value), "holds characters that a login ID cannot have"),
  );

/** An email address in its one spelling. */
export const Email = z.string().transform(normalise).pipe(z.string().refine(isEmail, "must be an email address"));
