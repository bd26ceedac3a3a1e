import { NOTE_LENGTH_MAX, NOTES_MAX } from "@repo/app/notes/contract";
import { TextField } from "#forms/field";
import { readFlash } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { requireApi } from "#steps/require-api";
import { Alert } from "#ui/alert";
import { Button } from "#ui/button";
import { FootLinks } from "#ui/foot-links";
import { Heading } from "#ui/heading";
import { List, ListItem } from "#ui/list";
import { Moment } from "#ui/moment";
import { getWords } from "#words/get-words";
import { LanguageSwitch } from "#words/language-switch";
import { notesWords } from "./words";

const PAGE = "/notes";

/** Where one form's refusal belongs beside its field, and all others on top of the page. */
async function readRefusals() {
  const [created, deleted] = await Promise.all([readFlash("notes.create"), readFlash("notes.delete")]);
  const isOfField = created?.code === "E011003";
  return { ofField: isOfField, code: isOfField ? undefined : (created ?? deleted)?.code, typed: created?.values.text };
}

export async function generateMetadata() {
  const [{ title, error }, { ofField, code }] = await Promise.all([notesWords(), readRefusals()]);
  return { title: ofField || code ? `${error}: ${title}` : title };
}

/** A sample of a page of your own: a list, a form that adds to it and a button that takes away, with no script of its own. */
export default async function NotesPage() {
  const api = await requireApi(PAGE);
  const [notes, words, { time }, refused] = await Promise.all([api.notes.list({}), notesWords(), getWords(), readRefusals()]);
  return (
    <div className="mx-auto max-inline-shell px-5 pbs-9 pbe-16 md:px-6">
      <main id="main" className="max-inline-read">
        <Heading>{words.title}</Heading>
        <p className="mbs-1.5 mbe-6 text-ink-soft">{words.lede}</p>
        {refused.code && <Alert tone="danger">{explain(refused.code, words)}</Alert>}
        <PostForm action="notes.create" next={PAGE} back={PAGE} className="my-6 grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end">
          <TextField
            name="text"
            label={words.text}
            maxLength={NOTE_LENGTH_MAX}
            required
            autoComplete="off"
            defaultValue={refused.typed}
            problem={refused.ofField ? { text: words.problem.replace("{max}", String(NOTE_LENGTH_MAX)), solved: false } : undefined}
          />
          <Button type="submit" variant="primary">
            {words.save}
          </Button>
        </PostForm>
        {notes.length === 0 ? (
          <p className="border-bs border-line py-9 text-ink-soft">{words.none}</p>
        ) : (
          <div className="border-bs border-line">
            <List>
              {notes.map(({ id, text, createdTime }) => (
                <ListItem
                  key={id}
                  name={text}
                  note={<Moment at={createdTime} style="when" words={time} />}
                  action={
                    <PostForm action="notes.delete" next={PAGE} back={PAGE} also={{ id }}>
                      <Button type="submit" size="small">
                        {words.delete}
                        <span className="sr-only"> {text}</span>
                      </Button>
                    </PostForm>
                  }
                />
              ))}
            </List>
          </div>
        )}
      </main>
      <footer className="mbs-12 flex max-inline-read flex-wrap items-center justify-between gap-x-6 border-bs border-line pbs-3">
        <LanguageSwitch />
        <FootLinks />
      </footer>
    </div>
  );
}

function explain(code: string, { refused }: Awaited<ReturnType<typeof notesWords>>): string {
  const text = Object.hasOwn(refused, code) ? refused[code as keyof typeof refused] : refused.other;
  return text.replace("{max}", String(NOTES_MAX));
}
