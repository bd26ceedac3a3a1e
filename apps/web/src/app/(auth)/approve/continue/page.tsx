import { readLanding } from "../../../../landing";
import { Door } from "../../../../ui/door";
import { getWords, titled } from "../../../../words";
import { Approve } from "./approve";

export const generateMetadata = titled(({ approve }) => approve.title);

export default async function ApprovePage() {
  const { approve, refusals, wait } = await getWords();
  const token = await readLanding("/approve/continue");
  return (
    <Door>
      <Approve token={token} words={{ ...approve, refusals, wait }} />
    </Door>
  );
}
