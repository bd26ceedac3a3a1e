import { CopyButton } from "../../../ui/copy-button";
import { highlight, nameLanguage } from "../../../ui/highlight";
import { ScrollBox } from "../../../ui/scroll-box";
import { docsWords } from "../../../words/en/docs";

/** Code in a guide, to read and to copy. Left to right, and with a button in English like the text around it, in every language. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  return (
    <figure dir="ltr" className="overflow-clip rounded-lg border border-line bg-sunken text-start">
      <figcaption className="flex min-block-11 items-center justify-between gap-3 border-be border-line py-1 ps-4 pe-1.5 text-xs text-ink-faint">
        {nameLanguage(language)}
        <CopyButton text={code} size="small" words={docsWords} what={docsWords.copyWhat} />
      </figcaption>
      <ScrollBox className="p-4 text-xs leading-relaxed focus-visible:-outline-offset-2">
        <code>{highlight(code, language)}</code>
      </ScrollBox>
    </figure>
  );
}
