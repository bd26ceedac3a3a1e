import { exampleLetters } from "@repo/emails/examples";
import { renderLetter } from "@repo/emails/render";
import { type Language, languages } from "@repo/emails/words/languages";
import type { Metadata } from "next";
import { env } from "#server/env";
import { Heading } from "#ui/heading";
import { Tab, Tabs } from "#ui/tabs";
import { requireDevelopment } from "../../require-development";
import { Entries, Entry, ListAndDetail } from "../list-and-detail";
import { Reader, readView, type View } from "../reader";

export async function generateMetadata(): Promise<Metadata> {
  await requireDevelopment();
  return { title: "Letters" };
}

/** Each letter in each language, written anew for each visit: an edit of a letter or a word shows on reload. */
export default async function PreviewsPage({ searchParams }: PageProps<"/dev/mail/previews">) {
  await requireDevelopment();
  const { letter, language: wantedLanguage, view: wantedView } = await searchParams;
  const language = languages.find((each) => each === wantedLanguage) ?? "en";
  const view = readView(wantedView);
  const examples = Object.entries(exampleLetters(language));
  const [name, chosen] = examples.find(([each]) => each === letter) ?? examples[0] ?? [];
  if (!name || !chosen) return null;
  const rendered = await renderLetter(chosen, env());
  return (
    <ListAndDetail
      page="/dev/mail/previews"
      note="Every letter with example facts. What you edit shows when you reload."
      list={<Letters names={examples.map(([each]) => each)} chosen={name} language={language} view={view} />}
    >
      <Reader
        letter={{ ...rendered, source: rendered.html }}
        facts={{ Letter: name, Language: nameOf(language) }}
        view={view}
        hrefOf={(each) => hrefOf(name, language, each)}
      />
    </ListAndDetail>
  );
}

function Letters({ names, chosen, language, view }: { names: readonly string[]; chosen: string; language: Language; view: View }) {
  return (
    <>
      <div className="px-4 pbs-4">
        <Heading className="text-lg">Letters</Heading>
        <div className="[&_nav]:border-0">
          <Tabs label="Language">
            {languages.map((each) => (
              <Tab key={each} href={hrefOf(chosen, each, view)} current={each === language}>
                {nameOf(each)}
              </Tab>
            ))}
          </Tabs>
        </div>
      </div>
      <Entries>
        {names.map((name) => (
          <Entry key={name} href={hrefOf(name, language, view)} current={name === chosen}>
            {name}
          </Entry>
        ))}
      </Entries>
    </>
  );
}

function nameOf(language: Language): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

function hrefOf(letter: string, language: string, view: View): string {
  return `/dev/mail/previews?${new URLSearchParams({ letter, language, ...(view !== "letter" && { view }) })}`;
}
