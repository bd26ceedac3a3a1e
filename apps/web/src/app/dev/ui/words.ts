/** What the components say on /dev/ui. Nobody but us reads it, so it is in English and no part of the catalogue. */
export const sampleWords = {
  form: {
    show: "Show",
    hide: "Hide",
    password: "password",
    passwordShown: "Your password is shown",
    passwordHidden: "Your password is hidden",
    errorTitle: "Error: {title}",
    problemsTitle: ["One thing needs a change", "Two things need a change"],
    submit: "Create account",
    submitting: "Creating your account",
  },
  rule: "8 characters or more. A few words you can picture work well.",
  problems: {
    email: { summary: "Add the part after the @ in your email", field: "Add the part after the @, like ada@northfold.example" },
    password: { summary: "Choose a password with 8 characters or more", field: "Choose 8 characters or more. This one has 5." },
  },
  copy: { copy: "Copy", copied: "Copied", copyFailed: "The browser did not let us. Select it and copy it by hand." },
  resend: { resend: "Send a new code", resendIn: "Send a new code in {time}", resending: "Sending a new code" },
  resendNote: "A new code makes older ones stop working.",
  wait: {
    aMoment: "a moment",
    seconds: "{seconds} s",
    minutes: "{minutes} min {seconds} s",
    hours: "{hours} h {minutes} min",
    over: "You can try again now.",
  },
  time: {
    locale: "en-GB",
    when: { today: "Today, {time}", yesterday: "Yesterday, {time}", other: "{dateTime}" },
    day: { today: "today at {time}", yesterday: "yesterday at {time}", other: "on {date}" },
    inUtc: "{time} UTC",
    justNow: "just now",
  },
};
