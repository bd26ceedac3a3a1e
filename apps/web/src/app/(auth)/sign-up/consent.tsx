import type { ReactNode } from "react";
import { env } from "#server/env";
import { LINK_LOOK } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords } from "#words/get-words";

function link(href: string, text: string): ReactNode {
  return (
    // It is read beside the form, which stays as it is.
    <a href={href} target="_blank" rel="noopener" className={LINK_LOOK}>
      {text}
    </a>
  );
}

/** What people agree to by signing up, as far as the settings say where it is written. */
export async function Consent() {
  const { consent } = await getWords();
  const { terms, privacy } = env().footLinks;
  if (!terms && !privacy) return null;
  const links = { terms: terms && link(terms, consent.terms), privacy: privacy && link(privacy, consent.privacy) };
  const sentence = terms && privacy ? consent.both : terms ? consent.toTerms : consent.toPrivacy;
  return <p className="text-center text-sm text-balance text-ink-faint">{fillElements(sentence, links)}</p>;
}
