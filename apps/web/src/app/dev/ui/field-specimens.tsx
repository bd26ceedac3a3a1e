import { CheckField } from "#forms/check-field";
import { CodeField } from "#forms/code-field";
import { EmailField } from "#forms/email-field";
import { TextField } from "#forms/field";
import { FileField } from "#forms/file-field";
import { NewPasswordField } from "#forms/new-password-field";
import { PasswordField } from "#forms/password-field";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import { SelectField } from "#forms/select-field";
import { StrengthMeter } from "#forms/strength-meter";
import { LiveCheckField, LiveCodeField, LiveForm, LiveSwitch, Pressed, StillSwitch } from "./live";
import type { Specimen } from "./pair";
import { sampleWords as words } from "./words";

const WRONG_EMAIL = { text: words.problems.email.field, solved: false };
const WRONG_CODE = { text: "That code isn’t right. Check the newest email. 3 tries left.", solved: false };

const LANGUAGES = [
  { value: "", text: "As the browser asks" },
  { value: "de", text: "Deutsch", lang: "de" },
];

/** What is filled in, ticked and switched. */
export const FIELD_SPECIMENS: readonly Specimen[] = [
  {
    title: "Field",
    note: "Label, hint, error, control",
    show: (id) => (
      <>
        <EmailField name={`${id}-email`} label="Email" autoComplete="email" problem={undefined} />
        <EmailField name={`${id}-filled`} label="Filled" autoComplete="email" defaultValue="ada@northfold.example" problem={undefined} />
        <EmailField name={`${id}-wrong`} label="Wrong" autoComplete="email" defaultValue="ada@" problem={WRONG_EMAIL} />
        <EmailField
          name={`${id}-solved`}
          label="Wrong before, right by now: the space stays"
          autoComplete="email"
          defaultValue="ada@northfold.example"
          problem={{ ...WRONG_EMAIL, solved: true }}
        />
        <TextField name={`${id}-name`} label="Name" optional="(optional)" hint="As others should see it" problem={undefined} />
        <RecoveryCodeField name={`${id}-recovery`} label="Recovery code" problem={undefined} />
      </>
    ),
  },
  {
    title: "Password",
    note: "A hint of strength as you type; shown, wrong",
    show: (id) => (
      <>
        <NewPasswordField name={`${id}-new`} label="New password" problem={undefined} rules={words.newPassword} words={words.form} />
        {(["weak", "fair", "strong"] as const).map((strength) => (
          <StrengthMeter key={strength} strength={strength} words={words.newPassword.strength} />
        ))}
        <Pressed>
          <PasswordField name={`${id}-shown`} label="Shown" autoComplete="new-password" problem={undefined} words={words.form} />
        </Pressed>
        <PasswordField
          name={`${id}-short`}
          label="Wrong"
          autoComplete="new-password"
          problem={{ text: words.problems.password.field, solved: false }}
          words={words.form}
        />
      </>
    ),
  },
  {
    title: "Code",
    note: "One field, six digits",
    show: (id) => (
      <>
        <LiveCodeField id={id} />
        <CodeField name={`${id}-wrong-code`} label="Wrong" problem={WRONG_CODE} />
      </>
    ),
  },
  {
    title: "Choice",
    note: "A box to tick, a switch, one of a few, a file",
    show: (id) => (
      <>
        <SelectField name={`${id}-select`} label="Language" hint="Of your emails" problem={undefined} options={LANGUAGES} />
        <FileField name={`${id}-file`} label="Picture" hint="Its middle square is kept" problem={undefined} />
        <LiveCheckField id={id} />
        <CheckField
          name={`${id}-unticked`}
          label="I saved these codes"
          problem={{ text: "Save the codes first, then tick this", solved: false }}
        />
        {(["on", "off", "changing"] as const).map((state) => (
          <div key={state} className="flex items-center justify-between gap-4">
            <span id={`${id}-switch-${state}`}>Two-step sign-in, {state}</span>
            {state === "on" ? (
              <LiveSwitch labelledBy={`${id}-switch-on`} />
            ) : (
              <StillSwitch labelledBy={`${id}-switch-${state}`} on={false} pending={state === "changing"} />
            )}
          </div>
        ))}
      </>
    ),
  },
  {
    title: "Form",
    note: "Send it empty, then mend it",
    show: (id) => <LiveForm id={id} />,
  },
];
