import type { ReactNode } from "react";

export interface Specimen {
  title: string;
  note: string;
  /** @param id differs between the themes: an ID stands once in a page. */
  show(id: string): ReactNode;
}

/** One specimen by day and by night, whatever the reader's own theme: the tokens answer to `color-scheme`. */
export function Pair({ title, note, show }: Specimen) {
  const slug = title.toLowerCase().replace(/[^a-z]+/g, "-");
  const look =
    "grid min-inline-0 grid-cols-1 content-start gap-5 border-line bg-surface p-5 text-ink max-lg:not-first:border-bs sm:p-6 lg:not-first:border-s";
  return (
    <section aria-labelledby={slug} className="border-bs border-line py-7">
      <h2 id={slug} className="scroll-mbs-20">
        {title} <small className="ms-2 text-sm font-normal tracking-normal text-ink-faint">{note}</small>
      </h2>
      <div className="mbs-4 grid grid-cols-[minmax(0,1fr)] overflow-clip rounded-lg border border-line lg:grid-cols-2">
        <div className={`scheme-light ${look}`}>{show(`day-${slug}`)}</div>
        <div className={`scheme-dark ${look}`}>{show(`night-${slug}`)}</div>
      </div>
    </section>
  );
}
