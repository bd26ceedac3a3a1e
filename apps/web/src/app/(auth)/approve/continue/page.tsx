import type { Metadata } from "next";
import { readLanding } from "../../../../landing";
import { Door } from "../../../../ui/door";
import { words } from "../../../../words";
import { Approve } from "./approve";

const { approve, refusals, wait } = words;

export const metadata: Metadata = { title: approve.title };

export default async function ApprovePage() {
  const token = await readLanding("/approve/continue");
  return (
    <Door>
      <Approve token={token} words={{ ...approve, refusals, wait }} />
    </Door>
  );
}
