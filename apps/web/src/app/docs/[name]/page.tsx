import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getWords } from "#words/get-words";
import { DocsFrame } from "../_parts/docs-frame";
import { GuideText } from "../_parts/guide-text";
import { listGuides } from "../_parts/guides";
import { PageHead } from "../_parts/page-head";
import { requireDocs } from "../_parts/require-docs";

const findGuide = cache(async (name: string) => (await listGuides()).find((guide) => guide.name === name));

export async function generateMetadata({ params }: PageProps<"/docs/[name]">): Promise<Metadata> {
  const guide = await findGuide((await params).name);
  return { title: guide?.title, description: guide?.lede };
}

export default async function GuidePage({ params }: PageProps<"/docs/[name]">) {
  await requireDocs();
  const { docs, language } = await getWords();
  const guide = await findGuide((await params).name);
  if (!guide) notFound();
  return (
    <DocsFrame current={`/docs/${guide.name}`} aside={<OnThisPage parts={guide.parts} />}>
      <article lang="en" className="max-inline-read">
        <PageHead crumb={<span lang={language}>{docs.guides}</span>} title={guide.title}>
          {guide.lede}
        </PageHead>
        <div className="grid grid-cols-1 gap-4">
          <GuideText tokens={guide.body} />
        </div>
      </article>
    </DocsFrame>
  );
}

async function OnThisPage({ parts }: { parts: readonly { slug: string; text: string }[] }) {
  const { docs } = await getWords();
  if (parts.length < 2) return null;
  return (
    <nav aria-label={docs.onThisPage} className="sticky inset-bs-24 hidden inline-50 self-start text-sm xl:block">
      <p className="pbe-2 text-xs font-medium text-ink-faint">{docs.onThisPage}</p>
      <ul lang="en" className="border-s border-line">
        {parts.map(({ slug, text }) => (
          <li key={slug}>
            <a href={`#${slug}`} className="block py-1 ps-3 text-ink-soft hover:text-ink">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
