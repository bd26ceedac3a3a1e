import { accountWords } from "#words/en/account";
import { authWords } from "#words/en/auth";
import { compileTexts } from "#words/message";

const texts = {
  form: { ...authWords.form, submit: "Create account", submitting: "Creating your account" },
  wait: authWords.wait,
  time: accountWords.time,
  newPassword: authWords.newPassword,
  problems: {
    email: { summary: "Add the part after the @ in your email", field: "Add the part after the @, like ada@northfold.example" },
    password: { summary: "Choose a password with 8 characters or more", field: "Choose 8 characters or more. This one has 5." },
  },
  copy: { copy: "Copy", copied: "Copied", copyFailed: "The browser did not let us. Select it and copy it by hand." },
  resend: { resend: "Send a new code", resendIn: "Send a new code in {time}", resending: "Sending a new code" },
  resendNote: "A new code makes older ones stop working.",
  toWait: "Wait {wait} before using a password again.",
} as const;

/** What the components say on /dev/ui. Nobody but us reads it, so it is in English and no part of the catalogue. */
export const sampleWords = compileTexts<typeof texts>(texts, texts.time.locale);
