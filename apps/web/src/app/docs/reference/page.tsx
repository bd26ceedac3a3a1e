import type { Metadata } from "next";
import { env } from "#server/env";
import { LINK_LOOK } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords } from "#words/get-words";
import { DocsFrame } from "../_parts/docs-frame";
import { PageHead } from "../_parts/page-head";
import { requireDocs } from "../_parts/require-docs";
import { Reference } from "./reference";

export async function generateMetadata(): Promise<Metadata> {
  const { docs } = await getWords();
  return { title: docs.reference.title, description: docs.reference.lede };
}

export default async function ReferencePage() {
  await requireDocs();
  const { reference } = (await getWords()).docs;
  const { appOrigin, projectId } = env();
  const document = (
    <a href="/openapi.json" className={LINK_LOOK}>
      {reference.document}
    </a>
  );
  return (
    <DocsFrame current="/docs/reference">
      <PageHead title={reference.title}>{reference.lede}</PageHead>
      <p className="hidden text-ink-soft noscript:block">{fillElements(reference.withoutScript, { document })}</p>
      <Reference host={new URL(appOrigin).host} projectId={projectId} words={reference} />
    </DocsFrame>
  );
}
