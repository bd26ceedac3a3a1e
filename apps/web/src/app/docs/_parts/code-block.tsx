import { CopyButton } from "#ui/copy-button";
import { highlight, nameLanguage } from "#ui/highlight";
import { ScrollBox } from "#ui/scroll-box";

interface CodeBlockProps {
  code: string;
  language: string;
  /** In the language of the text around it. */
  words: Record<"copy" | "copied" | "copyFailed" | "copyWhat", string>;
}

/** Code, to read and to copy. Left to right in every language. */
export function CodeBlock({ code, language, words }: CodeBlockProps) {
  return (
    <figure dir="ltr" className="overflow-clip rounded-lg border border-line bg-sunken text-start">
      <figcaption className="flex min-block-11 items-center justify-between gap-3 border-be border-line py-1 ps-4 pe-1.5 text-xs text-ink-faint">
        {nameLanguage(language)}
        <CopyButton text={code} size="small" words={words} what={words.copyWhat} />
      </figcaption>
      <ScrollBox className="p-4 text-xs leading-relaxed focus-visible:-outline-offset-2">
        <code>{highlight(code, language)}</code>
      </ScrollBox>
    </figure>
  );
}
