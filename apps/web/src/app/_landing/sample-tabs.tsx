"use client";

import { type KeyboardEvent, useEffect, useState } from "react";
import { CopyButton } from "#ui/copy-button";
import { highlight } from "#ui/highlight";
import { ScrollBox } from "#ui/scroll-box";

interface Sample {
  /** Also its address on the page, after the `#`. */
  id: string;
  title: string;
  language: string;
  code: string;
  /** What comes back. */
  answer?: string;
}

interface SampleTabsProps {
  samples: readonly Sample[];
  words: { label: string; answer: string; copy: string; copied: string; copyFailed: string; what: string };
}

const CODE = "p-4 text-xs leading-relaxed focus-visible:-outline-offset-2";

/** One of several samples at a time, and all of them below each other without JavaScript. */
export function SampleTabs({ samples, words }: SampleTabsProps) {
  const [chosen, setChosen] = useState(samples[0]?.id ?? "");
  const current = samples.find(({ id }) => id === chosen) ?? samples[0];

  useEffect(() => {
    const follow = () => {
      const id = location.hash.slice(1);
      if (samples.some((sample) => sample.id === id)) setChosen(id);
    };
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [samples]);

  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = samples.findIndex(({ id }) => id === chosen);
    const next = samples.at((index + step) % samples.length);
    if (!next) return;
    setChosen(next.id);
    document.getElementById(`${next.id}-tab`)?.focus();
  }

  return (
    <div dir="ltr" className="min-inline-0 overflow-clip rounded-lg border border-line bg-sunken text-start">
      <div className="flex items-center border-be border-line ps-4 pe-1.5 noscript:hidden">
        <div role="tablist" aria-label={words.label} className="flex gap-5 overflow-x-auto" onKeyDown={move}>
          {samples.map(({ id, title }) => (
            <button
              key={id}
              id={`${id}-tab`}
              type="button"
              role="tab"
              aria-selected={id === chosen}
              aria-controls={id}
              tabIndex={id === chosen ? 0 : -1}
              onClick={() => setChosen(id)}
              className="min-block-12 border-be-2 border-transparent text-xs font-medium whitespace-nowrap text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-ink"
            >
              {title}
            </button>
          ))}
        </div>
        <div className="ms-auto">
          {current && <CopyButton key={current.id} text={current.code} size="small" tight words={words} what={words.what} />}
        </div>
      </div>
      {samples.map(({ id, title, language, code, answer }) => (
        <div
          key={id}
          id={id}
          role="tabpanel"
          aria-labelledby={`${id}-tab`}
          className={`scroll-mbs-16 ${id === chosen ? "" : "[@media(scripting:enabled)]:hidden"}`}
        >
          <p className="hidden border-bs border-line px-4 pbs-3 text-xs text-ink-faint noscript:block">{title}</p>
          <ScrollBox className={CODE}>
            <code>{highlight(code, language)}</code>
          </ScrollBox>
          {answer && (
            <ScrollBox className={`border-bs border-line ${CODE}`}>
              <code>
                <span className="text-ink-faint">{words.answer}</span>
                {"\n"}
                {highlight(answer, "json")}
              </code>
            </ScrollBox>
          )}
        </div>
      ))}
    </div>
  );
}
