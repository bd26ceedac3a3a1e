import { LINK_MINUTES } from "@repo/contract/limits";
import { readFlash } from "#forms/flash";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { readLetterLink } from "../../letter-link";
import { Approve } from "./approve";

export const generateMetadata = titled(({ approve }) => approve.title);

export default async function ApprovePage({ searchParams }: PageProps<"/approve/continue">) {
  const { approve, devices, letterLink, refusals, time, wait } = await getWords();
  const { k } = await searchParams;
  return (
    <AuthCard>
      <Approve
        link={await readLetterLink(k, "enchantedLink.verify", devices)}
        back={landingPath("/approve/continue", k)}
        returned={await readFlash("enchantedLink.verify")}
        refusedDecline={await readFlash("enchantedLink.decline")}
        words={{
          ...approve,
          expired: { ...approve.expired, text: fill(approve.expired.text, { minutes: LINK_MINUTES }) },
          letterLink,
          refusals,
          time,
          wait,
        }}
      />
    </AuthCard>
  );
}
