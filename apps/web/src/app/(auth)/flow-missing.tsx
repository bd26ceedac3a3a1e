import type { Route } from "next";
import { AuthCard } from "#ui/auth-card";
import { buttonLook } from "#ui/button";
import { TextLink } from "#ui/text-link";
import { getWords } from "#words/get-words";

/** In place of a page that this browser has lost the thread of (flow-cookie.ts): why, and where to begin once more. */
export async function FlowMissing({ begin }: { begin: Route }) {
  const { flowMissing, forgot } = await getWords();
  return (
    <AuthCard title={flowMissing.title} lede={flowMissing.text}>
      <a href={begin} className={buttonLook({ variant: "primary", wide: true })}>
        {flowMissing.begin}
      </a>
      <p className="text-center">
        <TextLink href="/sign-in">{forgot.back}</TextLink>
      </p>
    </AuthCard>
  );
}
