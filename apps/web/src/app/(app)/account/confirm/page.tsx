import type { Route } from "next";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { readFlash } from "#forms/flash";
import type { FormName } from "#forms/form-name";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import { explainLetterLimit, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { nextPath, withNext } from "#steps/next-path";
import { requireApi } from "#steps/require-api";
import { AuthCard } from "#ui/auth-card";
import { LinkedText } from "#ui/linked-text";
import { TextLink } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { CONFIRM_WAYS, isWrong, STEP_UP } from "../confirm-ways";
import { type Confirmation, confirmationsOf, hasOnlyApp, type Identity, identify } from "../identity";
import { shownUser } from "../shown-user";

export const generateMetadata = titled(({ confirm }) => confirm.title);

/**
 * Confirms that it is them, for who changes something without script: with one, a dialog asks (confirm-dialog.tsx). The handler of plain
 * forms leads here from any that wants fresh proof, and this page back to where that was sent.
 */
export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const api = await requireApi("/account");
  const { confirm } = await getWords();
  const [{ next, way: asked, sent }, user, overview] = await Promise.all([
    searchParams,
    api.me({}).then(shownUser),
    api.security.overview({}),
  ]);
  const identity = identify(user, overview);
  const ways = confirmationsOf(identity);
  const way = ways.find((one) => one === asked) ?? ways[0] ?? "email";
  const pageOf = (one: Confirmation) => `${withNext("/account/confirm", nextPath(next))}&way=${one}` as Route;
  return (
    <AuthCard title={confirm.title} lede={confirm.text}>
      {way === "email" && sent === undefined ? (
        <SendForm identity={identity} page={pageOf("email")} />
      ) : (
        <ShowForm way={way} identity={identity} next={nextPath(next)} page={way === "email" ? `${pageOf(way)}&sent=1` : pageOf(way)} />
      )}
      {hasOnlyApp(identity) && (
        <p className="text-sm text-ink-soft">
          <LinkedText>{fill(confirm.nothingLeft, {})}</LinkedText>
        </p>
      )}
      <ul className="grid gap-2 text-center">
        {ways
          .filter((one) => one !== way)
          .map((one) => (
            <li key={one}>
              <TextLink href={pageOf(one)}>{confirm.use[one]}</TextLink>
            </li>
          ))}
        <li>
          <TextLink href={nextPath(next)}>{confirm.cancel}</TextLink>
        </li>
      </ul>
    </AuthCard>
  );
}

/** Has a code mailed that adds to this session. */
async function SendForm({ identity, page }: { identity: Identity; page: Route }) {
  const { confirm } = await getWords();
  const also = { loginId: identity.loginId, ...STEP_UP };
  return (
    <PostForm action="otp.signIn.email" next={`${page}&sent=1`} back={page} also={also} className="grid grid-cols-1 gap-4">
      <CameBack form="otp.signIn.email" />
      <p>{fillElements(confirm.emailSend, { address: <b className="font-medium">{identity.email}</b> })}</p>
      <Submit pending={false} words={{ submit: confirm.send, submitting: confirm.sending }} />
    </PostForm>
  );
}

interface ShowFormProps {
  way: Confirmation;
  identity: Identity;
  next: string;
  page: string;
}

/** Shows one factor again, and keeps the session. */
async function ShowForm({ way, identity, next, page }: ShowFormProps) {
  const words = await getWords();
  const { confirm } = words;
  const { action, wrong } = CONFIRM_WAYS[way];
  const returned = await readFlash(action);
  const problem = returned && isWrong(returned) ? { text: confirm[wrong], solved: false } : undefined;
  return (
    <PostForm action={action} next={next} back={page} also={way === "email" ? {} : STEP_UP} className="grid grid-cols-1 gap-4">
      {!problem && <CameBack form={action} />}
      <AccountName loginId={identity.loginId} />
      {way === "password" && (
        <PasswordField label={confirm.password} autoComplete="current-password" problem={problem} isOnly words={words.form} />
      )}
      {way === "recovery" && <RecoveryCodeField label={confirm.recoveryCode} problem={problem} isOnly />}
      {(way === "app" || way === "email") && (
        <CodeField label={way === "app" ? confirm.appCode : confirm.emailCode} problem={problem} isOnly />
      )}
      <Submit pending={false} words={confirm} />
    </PostForm>
  );
}

/** Why a form of this page came back. */
async function CameBack({ form }: { form: FormName }) {
  const returned = await readFlash(form);
  if (!returned) return null;
  const words = await getWords();
  const limit = form === "otp.signIn.email" ? explainLetterLimit(returned, words) : undefined;
  return <RefusalAlert alert={limit ?? explainRefusal(returned, words)} />;
}
