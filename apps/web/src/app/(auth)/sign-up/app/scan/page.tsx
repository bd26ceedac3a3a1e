import { redirect } from "next/navigation";
import { Enrol } from "#app/_enrol/enrol";
import { serverApi } from "#session/server-api";
import { readFlow } from "#steps/flow-cookie";
import { withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { getWords, titled } from "#words/get-words";

export const generateMetadata = titled(({ enrol }) => enrol.title);

export default async function ScanPage({ searchParams }: PageProps<"/sign-up/app/scan">) {
  const { enrol } = await getWords();
  const flow = await readFlow("app", (await searchParams).f);
  if (flow?.purpose !== "signUp") redirect("/sign-up/app");
  if (await serverApi()) redirect(flow.next);
  return (
    <AuthCard title={enrol.title} lede={enrol.lede}>
      <Enrol flow={flow} startHref={withNext("/sign-up/app", flow.next)} leaveHref={withNext("/sign-up", flow.next)} />
    </AuthCard>
  );
}
