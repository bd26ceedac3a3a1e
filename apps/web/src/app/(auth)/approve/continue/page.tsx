import { readFlash } from "../../../../flash";
import { landingPath } from "../../../../next-path";
import { Door } from "../../../../ui/door";
import { getWords, titled } from "../../../../words";
import { readLetterLink } from "../../letter-link";
import { Approve } from "./approve";

export const generateMetadata = titled(({ approve }) => approve.title);

export default async function ApprovePage({ searchParams }: PageProps<"/approve/continue">) {
  const { approve, letterLink, refusals, wait } = await getWords();
  const { k } = await searchParams;
  return (
    <Door>
      <Approve
        link={await readLetterLink(k, "enchantedLink.verify")}
        back={landingPath("/approve/continue", k)}
        refused={await readFlash("enchantedLink.verify")}
        words={{ ...approve, letterLink, refusals, wait }}
      />
    </Door>
  );
}
