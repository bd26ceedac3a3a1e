import type { ReactNode } from "react";
import { CopyButton } from "#ui/copy-button";
import { ScrollBox } from "#ui/scroll-box";
import { Tab, Tabs } from "#ui/tabs";

export type View = "letter" | "text" | "source";

const VIEWS: Record<View, string> = { letter: "Letter", text: "Plain text", source: "Source" };

export function readView(parameter: string | string[] | undefined): View {
  return (Object.keys(VIEWS) as View[]).find((view) => view === parameter) ?? "letter";
}

interface ReaderProps {
  letter: { subject: string; html: string; text: string; source: string; code?: string | undefined };
  facts: Readonly<Record<string, ReactNode>>;
  view: View;
  hrefOf(view: View): string;
}

/** A letter, as it is read or as it is sent. */
export function Reader({ letter, facts, view, hrefOf }: ReaderProps) {
  const { subject, html, text, source, code } = letter;
  return (
    <section aria-labelledby="subject" className="grid min-inline-0 grid-rows-[auto_auto_auto_1fr]">
      <div className="grid gap-3 px-5 pbs-5.5 pbe-4 lg:px-7">
        <h2 id="subject" className="text-xl wrap-anywhere">
          {subject}
        </h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {Object.entries(facts).map(([name, value]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {code && (
        <div className="row-start-2 flex flex-wrap items-center gap-3 border-bs border-line bg-sunken px-5 py-3 lg:px-7">
          <span className="text-sm text-ink-soft">Code in this email</span>
          <code className="text-xl tracking-wide">{code}</code>
          <CopyButton
            size="small"
            text={code}
            what=""
            words={{ copy: "Copy code", copied: "Copied", copyFailed: "The browser did not let us. Select it and copy it by hand." }}
          />
        </div>
      )}
      <div className="row-start-3 border-bs border-line px-5 lg:px-7 [&_nav]:border-0">
        <Tabs label="How to show the letter">
          {(Object.keys(VIEWS) as View[]).map((each) => (
            <Tab key={each} href={hrefOf(each)} current={each === view}>
              {VIEWS[each]}
            </Tab>
          ))}
        </Tabs>
      </div>
      <div className="row-start-4 grid border-bs border-line bg-ground">
        {view === "letter" ? (
          // Scripts stay off. Links open beside this page, as they would from a mail program.
          <iframe
            title="The letter as it is read"
            srcDoc={html}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            className="block-full min-block-128 inline-full"
          />
        ) : (
          <ScrollBox dir="ltr" className="p-5 text-xs leading-relaxed focus-visible:-outline-offset-2 lg:p-7">
            {view === "text" ? text : source}
          </ScrollBox>
        )}
      </div>
    </section>
  );
}
