import { CopyButton } from "../../../ui/copy-button";
import { highlight, nameLanguage } from "../../../ui/highlight";
import { docsWords } from "../../../words/en/docs";

/** Code in a guide, to read and to copy. Left to right, and with a button in English like the text around it, in every language. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  return (
    <figure dir="ltr" className="overflow-clip rounded-lg border border-line bg-sunken text-start">
      <figcaption className="flex min-block-11 items-center justify-between gap-3 border-be border-line py-1 ps-4 pe-1.5 text-xs text-ink-faint">
        {nameLanguage(language)}
        <CopyButton text={code} size="small" words={docsWords} what={docsWords.copyWhat} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must be able to scroll them */}
      <pre tabIndex={0} className="overflow-x-auto p-4 text-xs leading-relaxed focus-visible:-outline-offset-2">
        <code>{highlight(code, language)}</code>
      </pre>
    </figure>
  );
}
