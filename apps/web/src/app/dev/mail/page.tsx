import type { DevMail } from "@repo/emails/dev-mailbox";
import type { Metadata } from "next";
import { INPUT_FRAME } from "#forms/field";
import { getServer } from "#server/deps";
import { env } from "#server/env";
import { Badge } from "#ui/badge";
import { buttonLook } from "#ui/button";
import { Heading } from "#ui/heading";
import { MailIcon, SearchIcon } from "#ui/icons";
import { Moment } from "#ui/moment";
import { wordsIn } from "#words/languages";
import { requireDevelopment } from "../require-development";
import { Clear } from "./clear";
import { Entries, Entry, ListAndDetail } from "./list-and-detail";
import { Live } from "./live";
import { Reader, readView, type View } from "./reader";

// A tool of whoever develops the app, in English like its code: only its dates need words.
const words = wordsIn("en");

export async function generateMetadata(): Promise<Metadata> {
  await requireDevelopment();
  return { title: "Mailbox" };
}

export default async function MailboxPage({ searchParams }: PageProps<"/dev/mail">) {
  await requireDevelopment();
  const { letter: id, q, view: wantedView } = await searchParams;
  const { mailbox } = await getServer();
  const query = typeof q === "string" ? q.trim() : "";
  const letters = mailbox?.list().filter((letter) => matches(letter, query)) ?? [];
  const chosen = letters.find((letter) => letter.id === id) ?? letters[0];
  const view = readView(wantedView);
  return (
    <ListAndDetail
      page="/dev/mail"
      note={mailbox ? "Every letter the app sends lands here and nowhere else." : <SentBySmtp />}
      list={<Inbox letters={letters} chosen={chosen} query={query} view={view} />}
    >
      {chosen ? (
        <Reader letter={chosen} facts={factsOf(chosen)} view={view} hrefOf={(each) => hrefOf(chosen.id, each, query)} />
      ) : (
        <Nothing isSearch={query !== ""} isSmtp={mailbox === null} />
      )}
    </ListAndDetail>
  );
}

interface InboxProps {
  letters: readonly DevMail[];
  chosen: DevMail | undefined;
  query: string;
  view: View;
}

function Inbox({ letters, chosen, query, view }: InboxProps) {
  return (
    <>
      <Live />
      <div className="flex min-block-[calc(var(--spacing-control-sm)+1.875rem)] items-center gap-2 px-4">
        <Heading className="text-lg">Mailbox</Heading>
        {letters.length > 0 && <Badge tone="plain">{letters.length}</Badge>}
        {letters.length > 0 && <Clear />}
      </div>
      <Search query={query} />
      <p role="status" className="sr-only">
        {letters[0] ? `${letters.length} letters. The newest: ${letters[0].subject}` : "No letters"}
      </p>
      {letters.length > 0 && (
        <Entries>
          {letters.map((letter) => (
            <Entry key={letter.id} href={hrefOf(letter.id, view, query)} current={letter === chosen}>
              <span className="flex justify-between gap-3 text-ink-soft">
                <span className="truncate">{letter.to}</span>
                <span className="whitespace-nowrap">
                  <Moment at={letter.date.getTime() / 1000} style="ago" words={words.time} />
                </span>
              </span>
              <b className="font-medium wrap-anywhere">{letter.subject}</b>
              {letter.refused ? (
                <Badge tone="warning">Refused</Badge>
              ) : (
                <span className="truncate text-ink-faint">{firstWords(letter)}</span>
              )}
            </Entry>
          ))}
        </Entries>
      )}
    </>
  );
}

function Search({ query }: { query: string }) {
  return (
    <form action="/dev/mail" className="px-4 pbe-3.5">
      <div className={`flex items-center ${INPUT_FRAME}`}>
        <SearchIcon className="ms-3 size-4.5 text-ink-faint" />
        <input
          type="search"
          name="q"
          defaultValue={query}
          aria-label="Search by address or subject"
          placeholder="Address or subject"
          className="min-block-[calc(var(--spacing-control-sm)-2px)] min-inline-0 flex-1 bg-transparent px-2 text-sm outline-none"
        />
      </div>
    </form>
  );
}

function matches({ to, subject }: DevMail, query: string): boolean {
  return `${to}\n${subject}`.toLowerCase().includes(query.toLowerCase());
}

/** What stands below the title. */
function firstWords({ text }: DevMail): string {
  return text.split("\n\n")[2] ?? "";
}

function hrefOf(letter: string, view: View, query: string): string {
  return `/dev/mail?${new URLSearchParams({ letter, ...(view !== "letter" && { view }), ...(query && { q: query }) })}`;
}

function factsOf({ to, from, date, refused }: DevMail) {
  return {
    To: to,
    From: from.name ? `${from.name} <${from.address}>` : from.address,
    Sent: <Moment at={date.getTime() / 1000} style="when" words={words.time} />,
    ...(refused && { Refused: `${refused}; nobody got it, and it is not tried again` }),
  };
}

function SentBySmtp() {
  return (
    <>
      <code>SMTP_URL</code> is set, so letters go out through {new URL(env().smtpUrl ?? "").host}.
    </>
  );
}

function Nothing({ isSearch, isSmtp }: { isSearch: boolean; isSmtp: boolean }) {
  const [title, text] = isSmtp
    ? ["Letters go out", "Start the app without SMTP_URL, and they land here instead."]
    : isSearch
      ? ["No such letter", "Nothing here goes to that address or has that subject."]
      : ["No mail yet", "Sign up or ask for a code, and the letter shows up here at once."];
  return (
    <section className="grid content-center justify-items-center gap-1.5 px-6 py-14 text-center">
      <div className="mbe-3 grid block-16 inline-14 place-items-center rounded-t-[50%_1.75rem] border border-line border-be-control bg-sunken text-ink-faint">
        <MailIcon className="size-5" />
      </div>
      <h2>{title}</h2>
      <p className="mbe-3.5 max-inline-104 text-sm text-ink-soft">{text}</p>
      {isSearch ? (
        <a href="/dev/mail" className={buttonLook({ size: "small" })}>
          Show all letters
        </a>
      ) : (
        <a href="/sign-up" className={buttonLook({ size: "small" })}>
          Open sign-up
        </a>
      )}
    </section>
  );
}
