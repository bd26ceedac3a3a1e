import { readFlash } from "../../../../flash";
import { readLanding } from "../../../../landing";
import { Door } from "../../../../ui/door";
import { getWords, titled } from "../../../../words";
import { Approve } from "./approve";

export const generateMetadata = titled(({ approve }) => approve.title);

export default async function ApprovePage({ searchParams }: PageProps<"/approve/continue">) {
  const { approve, refusals, wait } = await getWords();
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
