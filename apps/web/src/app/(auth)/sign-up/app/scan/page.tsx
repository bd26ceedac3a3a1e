import { redirect } from "next/navigation";
import { Enrol } from "#app/_enrol/enrol";
import { FlowMissing } from "#app/(auth)/flow-missing";
import { titledFlow } from "#app/(auth)/titled-flow";
import { serverApi } from "#session/server-api";
import { readFlow } from "#steps/flow-cookie";
import { nextPath, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { getWords } from "#words/get-words";

export const generateMetadata = titledFlow("app", ({ enrol, signUp }) => `${signUp.title}: ${enrol.title}`);

export default async function ScanPage({ searchParams }: PageProps<"/sign-up/app/scan">) {
  const { enrol } = await getWords();
  const flow = await readFlow("app", (await searchParams).f);
  if (await serverApi()) redirect(flow?.next ?? nextPath(undefined));
  if (flow?.purpose !== "signUp") return <FlowMissing begin="/sign-up/app" />;
  return (
    <AuthCard title={enrol.title} lede={enrol.lede}>
      <Enrol flow={flow} startHref={withNext("/sign-up/app", flow.next)} leaveHref={withNext("/sign-up", flow.next)} />
    </AuthCard>
  );
}
