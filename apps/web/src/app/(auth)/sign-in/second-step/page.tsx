import { showAddress } from "@repo/auth/mail/show-address";
import { redirect } from "next/navigation";
import { APP_NAME } from "#brand/name";
import { readFlash } from "#forms/flash";
import { pendingApi, serverApi } from "#session/server-api";
import { nextPath, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { ArchIcon, KeyIcon, PhoneIcon } from "#ui/icons";
import { LinkList, LinkListItem } from "#ui/link-list";
import { fillElements } from "#words/fill";
import { getWords, titleOf } from "#words/get-words";
import { AppStep } from "./app-step";
import { OtherStep } from "./other-step";

const ICON = "size-5.5";
/** What an authenticator's owner may have shown already (`amr`): the app and its recovery codes are one factor. */
const APP_METHODS = ["totp", "recovery"];

function hasShownApp({ methods }: { methods: readonly string[] }): boolean {
  return methods.some((method) => APP_METHODS.includes(method));
}

export async function generateMetadata() {
  const [{ secondStep }, found] = await Promise.all([getWords(), pendingApi()]);
  return titleOf(found && hasShownApp(found) ? secondStep.otherTitle : secondStep.title);
}

export default async function SecondStepPage({ searchParams }: PageProps<"/sign-in/second-step">) {
  const words = await getWords();
  const { form, code, letterWays, lostPhone, secondStep, ways, refusals, wait } = words;
  const { next } = await searchParams;
  if (await serverApi()) redirect(nextPath(next));
  const found = await pendingApi();
  const pending = await found?.api.security.pendingSignIn({});
  if (!found || !pending) redirect(withNext("/sign-in", next));
  const { loginId } = pending;
  const shared = { loginId, next: nextPath(next), signInHref: withNext("/sign-in", next) };

  if (hasShownApp(found)) {
    return (
      <AuthCard title={secondStep.otherTitle} lede={secondStep.otherLede}>
        <OtherStep
          {...shared}
          arrived={{ refusedPassword: await readFlash("password.signIn"), refusedSend: await readFlash("otp.signIn.email") }}
          words={{ ...form, ...secondStep, passwordMissing: words.signIn.passwordMissing, letterWays, refusals, wait }}
        />
        <LinkList>
          <LinkListItem href={withNext("/sign-in", next)} icon={<ArchIcon className={ICON} />} name={ways.another} />
        </LinkList>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title={secondStep.title}
      lede={fillElements(secondStep.look, {
        app: <b className="font-medium text-ink">{APP_NAME}</b>,
        account: <b className="font-medium text-ink">{showAddress(pending.account)}</b>,
      })}
    >
      <AppStep
        {...shared}
        trustDays={pending.trustDays}
        returned={await readFlash("finishByApp")}
        words={{ ...form, ...secondStep, code, refusals, wait }}
      />
      <LinkList>
        {pending.recoveryCodesLeft > 0 ? (
          <LinkListItem href={withNext("/sign-in/recovery", next)} icon={<KeyIcon className={ICON} />} name={ways.recovery.name} />
        ) : (
          <LinkListItem href={withNext("/sign-in/lost-phone", next)} icon={<PhoneIcon className={ICON} />} name={lostPhone.link} />
        )}
        <LinkListItem href={withNext("/sign-in", next)} icon={<ArchIcon className={ICON} />} name={ways.another} />
      </LinkList>
    </AuthCard>
  );
}
