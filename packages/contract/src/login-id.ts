import { z } from "zod";
import { looksLikeAddress, spellAddress } from "./address";
import { shownAgain, text } from "./text";

// Control, format and private-use characters, lone surrogates and angle brackets: invisible, or markup, never part of a name.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>]/u;
const PHONE = /^\+[0-9]{4,15}$/;
const LOGIN_ID_MAX = 320;
/** As typed, with space around it, and each character perhaps in several. */
const TYPED_MAX = 2 * LOGIN_ID_MAX;

/** Whether a normalised login ID can receive mail. */
export function isEmail(value: string): boolean {
  return spellAddress(value) === value;
}

/** Whether a normalised login ID is a phone number in E.164 form. */
export function isPhone(value: string): boolean {
  return PHONE.test(value);
}

/** The login ID that a user goes by: the one that is their email, else their first. Empty for who has none. */
export function mainLoginId({ loginIds, email }: { loginIds: readonly string[]; email: string }): string {
  return loginIds.includes(email) ? email : (loginIds[0] ?? "");
}

/** An address in its one spelling; what is none is an issue that is answered E011004. */
function toAddress(typed: string, context: z.RefinementCtx): string {
  const address = spellAddress(typed);
  if (address !== null) return address;
  context.addIssue({ code: "custom", message: "must be an email address", params: { errorCode: "E011004" }, input: typed });
  return z.NEVER;
}

/**
 * A login ID: address, phone number or user name, brought to its one spelling. The only place that normalises. With an at
 * sign in it, it is an address or nothing; user names are trimmed and NFC, and keep their case.
 */
export const LoginId = text(TYPED_MAX)
  .transform((typed, context) => (looksLikeAddress(typed) ? toAddress(typed, context) : typed.trim().normalize("NFC")))
  .pipe(
    z
      .string()
      .min(1)
      .max(LOGIN_ID_MAX, { error: `must be at most ${LOGIN_ID_MAX} characters`, abort: true })
      .refine((value) => !FORBIDDEN.test(value), "holds characters that a login ID cannot have"),
  )
  .register(shownAgain, {});

/** An email address in its one spelling. */
export const Email = text(TYPED_MAX).transform(toAddress).register(shownAgain, {});

/** As `Email`, where SDKs send an empty text for none. */
export const EmailOrEmpty = text(TYPED_MAX).transform((typed, context) => (typed === "" ? undefined : toAddress(typed, context)));

/** As `LoginId`, where SDKs send an empty text for none. */
export const LoginIdOrEmpty = text(TYPED_MAX).transform((typed, context) => {
  if (typed === "") return undefined;
  const read = LoginId.safeParse(typed);
  if (read.success) return read.data;
  for (const { code: _, ...issue } of read.error.issues) context.addIssue({ ...issue, code: "custom", input: typed });
  return z.NEVER;
});
