import type { ReactNode } from "react";
import { APP_NAME } from "#brand/name";
import { env } from "#server/env";
import { FootLinks } from "#ui/foot-links";
import { fill } from "#words/fill";
import { getWords } from "#words/get-words";
import { LanguageSwitch } from "#words/language-switch";

/** A part of the page below the three surfaces: what it is about at the start, and the thing itself. */
export function Band({ id, title, text, children }: { id: string; title: string; text: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="border-line not-first:border-bs">
      <div className="mx-auto grid max-inline-page gap-x-16 gap-y-8 px-5 py-14 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start lg:px-6 lg:py-19">
        <div>
          <h2 id={id} className="text-2xl">
            {title}
          </h2>
          <div className="mbs-3 text-ink-soft">{text}</div>
        </div>
        {children}
      </div>
    </section>
  );
}

/** What a clone has from the first day. */
export async function Included() {
  const { landing } = await getWords();
  return (
    <Band id="included" title={landing.includedTitle} text={landing.includedText}>
      <dl className="grid gap-x-12 sm:grid-cols-2">
        {landing.included.map(({ name, note }) => (
          <div key={name} className="border-bs border-line py-4">
            <dt className="font-medium">{name}</dt>
            <dd className="mbs-0.5 text-sm text-balance text-ink-soft">{note}</dd>
          </div>
        ))}
      </dl>
    </Band>
  );
}

/** From nothing to a first sign-in. */
export async function Start({ command }: { command: string }) {
  const { landing } = await getWords();
  const steps = [
    { code: landing.start.clone, note: landing.start.cloneNote },
    { code: command, note: landing.start.runNote },
    { code: landing.start.open, note: landing.start.openNote },
  ];
  return (
    <Band id="start" title={landing.startTitle} text={landing.startText}>
      <ol>
        {steps.map(({ code, note }) => (
          <li
            key={code}
            className="grid items-baseline gap-x-8 gap-y-1.5 border-bs border-line py-4 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]"
          >
            <code className="text-sm wrap-anywhere">{code}</code>
            <span className="text-ink-soft">{note}</span>
          </li>
        ))}
      </ol>
    </Band>
  );
}

export async function Foot() {
  const { landing } = await getWords();
  const link = "inline-flex min-block-11 items-center hover:text-ink hover:underline";
  return (
    <footer className="border-bs border-line bg-surface text-sm text-ink-faint">
      <div className="mx-auto flex max-inline-page flex-wrap items-center gap-x-6 px-5 py-4 lg:px-6">
        <span className="me-auto max-sm:basis-full">{fill(landing.foot.licence, { app: APP_NAME })}</span>
        <LanguageSwitch />
        <FootLinks />
        {env().docs && (
          <>
            <a href="/docs" className={link}>
              {landing.docs}
            </a>
            <a href="/docs/reference" className={link}>
              {landing.foot.reference}
            </a>
            <a href="/openapi.json" className={link}>
              openapi.json
            </a>
          </>
        )}
      </div>
    </footer>
  );
}
