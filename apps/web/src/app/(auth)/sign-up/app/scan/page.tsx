import { redirect } from "next/navigation";
import { readFlow } from "../../../../../flow-cookie";
import { withNext } from "../../../../../next-path";
import { serverApi } from "../../../../../server-api";
import { Door } from "../../../../../ui/door";
import { Enrol } from "../../../../../ui/enrol/enrol";
import { getWords, titled } from "../../../../../words";

export const generateMetadata = titled(({ enrol }) => enrol.title);

export default async function ScanPage({ searchParams }: PageProps<"/sign-up/app/scan">) {
  const { enrol } = await getWords();
  const flow = await readFlow("app", (await searchParams).f);
  if (flow?.purpose !== "signUp") redirect("/sign-up/app");
  if (await serverApi()) redirect(flow.next);
  return (
    <Door title={enrol.title} lede={enrol.lede}>
      <Enrol flow={flow} startHref={withNext("/sign-up/app", flow.next)} leaveHref={withNext("/sign-up", flow.next)} />
    </Door>
  );
}
