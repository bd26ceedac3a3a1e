import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { APP_NAME } from "#brand/name";
import { pendingApi, serverApi } from "#session/server-api";
import { nextPath, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { LinkedText } from "#ui/linked-text";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";

export const generateMetadata = titled(({ lostPhone }) => lostPhone.title);

/** Where the second step ends for who has lost the phone: what else there may be, and whom to ask. */
export default async function LostPhonePage({ searchParams }: PageProps<"/sign-in/lost-phone">) {
  const { lostPhone, recoveryCodes } = await getWords();
  const { next } = await searchParams;
  if (await serverApi()) redirect(nextPath(next));
  const pending = await (await pendingApi())?.api.security.pendingSignIn({});
  // Of a stranger we do not know whether there are any; of who has shown the first factor we do.
  const mayHaveCodes = !pending || pending.recoveryCodesLeft > 0;
  return (
    <AuthCard title={lostPhone.title} lede={lostPhone.lede}>
      <ul className="grid gap-5">
        <Way title={lostPhone.elsewhere.title}>{lostPhone.elsewhere.text}</Way>
        {mayHaveCodes && (
          <Way title={lostPhone.codes.title}>
            {fill(lostPhone.codes.text, { file: fill(recoveryCodes.fileName, { app: APP_NAME.toLowerCase() }) })}{" "}
            <TextLink href={withNext("/sign-in/recovery", next)}>{lostPhone.codes.use}</TextLink>
          </Way>
        )}
        <Way title={lostPhone.ask.title}>
          <LinkedText>{fill(lostPhone.ask.text, {})}</LinkedText>
        </Way>
      </ul>
      <p className="text-center">
        <TextLink href={withNext(pending ? "/sign-in/second-step" : "/sign-in", next)}>{lostPhone.back}</TextLink>
      </p>
    </AuthCard>
  );
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="grid gap-1 border-bs border-line pbs-5 first:border-none first:pbs-0">
      <h2 className="text-base tracking-normal">{title}</h2>
      <p className="wrap-anywhere text-ink-soft">{children}</p>
    </li>
  );
}
