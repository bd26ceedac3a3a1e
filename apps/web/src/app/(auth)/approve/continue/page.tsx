import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { readLanding } from "../../../../landing";
import { Door } from "../../../../ui/door";
import { words } from "../../../../words";
import { Approve } from "./approve";

const { approve, refusals, wait } = words;

export const metadata: Metadata = { title: approve.title };

export default async function ApprovePage({ searchParams }: PageProps<"/approve/continue">) {
  const token = await readLanding("/approve/continue");
  return (
    <Door>
      <Approve
        token={token}
        arrived={{ refused: await readFlash("enchantedLink.verify"), done: (await searchParams).done === "approved" }}
        words={{ ...approve, refusals, wait }}
      />
    </Door>
  );
}
