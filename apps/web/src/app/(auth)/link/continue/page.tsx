import { LINK_MINUTES } from "@repo/contract/limits";
import { APP_NAME } from "#brand/name";
import { readFlash } from "#forms/flash";
import { landingPath, nextPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { readLetterLink } from "../../letter-link";
import { OpenLink } from "./open-link";

const app = { app: APP_NAME };

export const generateMetadata = titled(({ openLink }) => fill(openLink.title, app));

export default async function LinkPage({ searchParams }: PageProps<"/link/continue">) {
  const { devices, openLink, letterLink, refusals, wait } = await getWords();
  const { k, next } = await searchParams;
  return (
    <AuthCard>
      <OpenLink
        link={await readLetterLink(k, "magicLink.verify", devices)}
        next={nextPath(next)}
        back={landingPath("/link/continue", k, next)}
        returned={await readFlash("magicLink.verify")}
        words={{
          ...openLink,
          title: fill(openLink.title, app),
          expired: { ...openLink.expired, text: fill(openLink.expired.text, { minutes: LINK_MINUTES }) },
          letterLink,
          refusals,
          wait,
        }}
      />
    </AuthCard>
  );
}
