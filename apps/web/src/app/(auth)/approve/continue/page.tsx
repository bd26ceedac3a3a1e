import { readFlash } from "#forms/flash";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { getWords, titled } from "#words/get-words";
import { readLetterLink } from "../../letter-link";
import { Approve } from "./approve";

export const generateMetadata = titled(({ approve }) => approve.title);

export default async function ApprovePage({ searchParams }: PageProps<"/approve/continue">) {
  const { approve, letterLink, refusals, wait } = await getWords();
  const { k } = await searchParams;
  return (
    <AuthCard>
      <Approve
        link={await readLetterLink(k, "enchantedLink.verify")}
        back={landingPath("/approve/continue", k)}
        returned={await readFlash("enchantedLink.verify")}
        words={{ ...approve, letterLink, refusals, wait }}
      />
    </AuthCard>
  );
}
