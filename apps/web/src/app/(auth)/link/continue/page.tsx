import { readFlash } from "../../../../flash";
import { readLanding } from "../../../../landing";
import { nextPath } from "../../../../next-path";
import { APP_NAME } from "../../../../ui/brand";
import { Door } from "../../../../ui/door";
import { fill } from "../../../../ui/fill";
import { getWords, titled } from "../../../../words";
import { OpenLink } from "./open-link";

const app = { app: APP_NAME };

export const generateMetadata = titled(({ openLink }) => fill(openLink.title, app));

export default async function LinkPage({ searchParams }: PageProps<"/link/continue">) {
  const { openLink, refusals, wait } = await getWords();
  const { next } = await searchParams;
  const token = await readLanding("/link/continue");
  return (
    <Door>
      <OpenLink
        token={token}
        next={nextPath(next)}
        refused={await readFlash("magicLink.verify")}
        words={{ ...openLink, title: fill(openLink.title, app), refusals, wait }}
      />
    </Door>
  );
}
