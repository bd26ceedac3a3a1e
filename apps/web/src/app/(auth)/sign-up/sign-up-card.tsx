import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { serverApi } from "#session/server-api";
import { nextPath, type Parameter, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { TextLink } from "#ui/text-link";
import { getWords } from "#words/get-words";
import { Consent } from "./consent";

interface SignUpCardProps {
  /** The page's `?next=`. */
  next: Parameter;
  lede?: string;
  /** Of the page that all ways start from, which has no other to choose. */
  isChoice?: boolean;
  children: ReactNode;
}

/** The page around every way to sign up. Who is signed in already goes on. */
export async function SignUpCard({ next, lede, isChoice = false, children }: SignUpCardProps) {
  const { signUp } = await getWords();
  if (await serverApi()) redirect(nextPath(next));
  return (
    <AuthCard title={signUp.title} lede={lede}>
      {children}
      <Consent />
      <div className="grid gap-2 text-center text-ink-soft">
        {!isChoice && (
          <p>
            <TextLink href={withNext("/sign-up", next)}>{signUp.another}</TextLink>
          </p>
        )}
        <p>
          {signUp.haveAccount} <TextLink href={withNext("/sign-in", next)}>{signUp.signIn}</TextLink>
        </p>
      </div>
    </AuthCard>
  );
}
