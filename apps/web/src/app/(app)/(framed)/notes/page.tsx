import { NOTE_LENGTH_MAX } from "@repo/app/notes/contract";
import { TextField } from "#forms/field";
import { readFlash } from "#forms/flash";
import { Steering } from "#forms/steering";
import { requireApi } from "#steps/require-api";
import { Alert } from "#ui/alert";
import { Button } from "#ui/button";
import { Heading } from "#ui/heading";
import { List, ListItem } from "#ui/list";
import { Moment } from "#ui/moment";
import { getWords } from "#words/get-words";
import { notesWords } from "./words";

const PAGE = "/notes";

export async function generateMetadata() {
  return { title: (await notesWords()).title };
}

/** A sample of a page of your own: a list, a form that adds to it and a button that takes away, with no script of its own. */
export default async function NotesPage() {
  const api = await requireApi(PAGE);
  const [notes, words, { time }] = await Promise.all([api.notes.list({}), notesWords(), getWords()]);
  const refused = (await readFlash("notes.create")) ?? (await readFlash("notes.delete"));
  return (
    <main id="main" className="mx-auto max-inline-read px-5 py-9">
      <Heading>{words.title}</Heading>
      <p className="mbs-1.5 mbe-6 text-ink-soft">{words.lede}</p>
      {refused && <Alert tone="danger">{explain(refused.code, words)}</Alert>}
      <form method="post" action="/api/form/notes.create" className="my-6 grid gap-4">
        <Steering next={PAGE} back={PAGE} />
        <TextField name="text" label={words.text} maxLength={NOTE_LENGTH_MAX} required autoComplete="off" problem={undefined} />
        <Button type="submit" variant="primary">
          {words.save}
        </Button>
      </form>
      {notes.length === 0 && <p className="text-ink-soft">{words.none}</p>}
      <List>
        {notes.map(({ id, text, createdTime }) => (
          <ListItem
            key={id}
            name={text}
            note={<Moment at={createdTime} style="ago" words={time} />}
            action={
              <form method="post" action="/api/form/notes.delete">
                <Steering next={PAGE} back={PAGE} also={{ id }} />
                <Button type="submit" size="small">
                  {words.delete}
                  <span className="sr-only"> {text}</span>
                </Button>
              </form>
            }
          />
        ))}
      </List>
    </main>
  );
}

function explain(code: string, { refused }: Awaited<ReturnType<typeof notesWords>>): string {
  const text = Object.hasOwn(refused, code) ? refused[code as keyof typeof refused] : refused.other;
  return text.replace("{max}", String(NOTE_LENGTH_MAX));
}
