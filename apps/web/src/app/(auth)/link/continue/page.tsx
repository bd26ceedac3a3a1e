import { readFlash } from "../../../../flash";
import { landingPath, nextPath } from "../../../../next-path";
import { APP_NAME } from "../../../../ui/brand";
import { Door } from "../../../../ui/door";
import { fill } from "../../../../ui/fill";
import { getWords, titled } from "../../../../words";
import { readLetterLink } from "../../letter-link";
import { OpenLink } from "./open-link";

const app = { app: APP_NAME };

export const generateMetadata = titled(({ openLink }) => fill(openLink.title, app));

export default async function LinkPage({ searchParams }: PageProps<"/link/continue">) {
  const { openLink, letterLink, refusals, wait } = await getWords();
  const { k, next } = await searchParams;
  return (
    <Door>
      <OpenLink
        link={await readLetterLink(k, "magicLink.verify")}
        next={nextPath(next)}
        back={landingPath("/link/continue", k, next)}
        refused={await readFlash("magicLink.verify")}
        words={{ ...openLink, title: fill(openLink.title, app), letterLink, refusals, wait }}
      />
    </Door>
  );
}
