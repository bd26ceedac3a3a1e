import type { Metadata } from "next";
import { env } from "#server/env";
import { LINK_LOOK } from "#ui/text-link";
import { getWords, type Words } from "#words/get-words";
import { CodeBlock } from "./_parts/code-block";
import { DocsFrame } from "./_parts/docs-frame";
import { listGuides } from "./_parts/guides";
import { PageHead } from "./_parts/page-head";
import { requireDocs } from "./_parts/require-docs";

export async function generateMetadata(): Promise<Metadata> {
  const { docs } = await getWords();
  return { title: docs.title, description: docs.lede };
}

export default async function DocsPage() {
  await requireDocs();
  const { docs } = await getWords();
  const { reference } = docs;
  const pages = [
    ...(await listGuides()).map(({ name, title, lede }) => ({ href: `/docs/${name}`, title, lede, language: "en" })),
    { href: "/docs/reference", title: reference.title, lede: reference.lede, language: undefined },
  ];
  return (
    <DocsFrame current="/docs">
      <PageHead title={docs.title}>{docs.lede}</PageHead>
      <ul className="grid gap-x-10 md:grid-cols-2">
        {pages.map(({ href, title, lede, language }) => (
          <li key={href} lang={language} className="border-bs border-line py-4">
            <a href={href} className={LINK_LOOK}>
              {title}
            </a>
            <p className="mbs-1 text-sm text-ink-soft">{lede}</p>
          </li>
        ))}
      </ul>
      <section aria-labelledby="try" className="mbs-10 grid max-inline-read grid-cols-1 gap-4">
        <h2 id="try" className="text-xl">
          {docs.tryTitle}
        </h2>
        <p className="text-ink-soft">{docs.tryText}</p>
        <FirstCalls words={docs} />
      </section>
    </DocsFrame>
  );
}

/** One call by hand and one by SDK, to this server. */
function FirstCalls({ words }: { words: Words["docs"] }) {
  const { appOrigin, projectId } = env();
  const curl = `curl ${appOrigin}/v1/auth/password/signup \\
  -H 'Authorization: Bearer ${projectId}' \\
  -H 'Content-Type: application/json' \\
  -d '{"loginId":"ada@northfold.example","password":"a quiet harbour"}'`;
  const sdk = `import DescopeClient from "@descope/node-sdk";

const descope = DescopeClient({ projectId: "${projectId}", baseUrl: "${appOrigin}" });
const { data } = await descope.password.signIn("ada@northfold.example", "a quiet harbour");
await descope.validateSession(data.sessionJwt);`;
  return (
    <>
      <CodeBlock code={curl} language="sh" words={words} />
      <CodeBlock code={sdk} language="ts" words={words} />
    </>
  );
}
