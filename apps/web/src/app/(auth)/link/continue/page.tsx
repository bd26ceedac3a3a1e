import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { readLanding } from "../../../../landing";
import { nextPath } from "../../../../next-path";
import { APP_NAME } from "../../../../ui/brand";
import { Door } from "../../../../ui/door";
import { fill } from "../../../../ui/fill";
import { words } from "../../../../words";
import { OpenLink } from "./open-link";

const { openLink, refusals, wait } = words;
const title = fill(openLink.title, { app: APP_NAME });

export const metadata: Metadata = { title };

export default async function LinkPage({ searchParams }: PageProps<"/link/continue">) {
  const { next } = await searchParams;
  const token = await readLanding("/link/continue");
  return (
    <Door>
      <OpenLink
        token={token}
        next={nextPath(next)}
        refused={await readFlash("magicLink.verify")}
        words={{ ...openLink, title, refusals, wait }}
      />
    </Door>
  );
}
