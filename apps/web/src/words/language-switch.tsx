import { pagePath } from "#session/page-path";
import { getWords } from "./get-words";
import { LanguageForm } from "./language-form";
import { languages, wordsIn } from "./languages";

const AT_START = "-mx-2 flex flex-wrap";
// Columns, three to a line: words in a centred line would move when the rest of them arrives.
const CENTRED = "mx-auto grid inline-full max-inline-60 grid-cols-3";

/** Every language by its own name; choosing one leads back to this page. A plain form: it works without script. */
export async function LanguageSwitch({ centred = false }: { centred?: boolean }) {
  const { language: current, languages: label } = await getWords();
  return (
    <LanguageForm aria-label={label} className={`${centred ? CENTRED : AT_START} text-sm text-ink-faint print:hidden`}>
      <input type="hidden" name="_back" value={await pagePath()} />
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === current ? "true" : undefined}
          className="min-block-11 rounded-sm px-2 hover:text-ink hover:underline aria-[current]:font-medium aria-[current]:text-ink"
        >
          {wordsIn(language).languageName}
        </button>
      ))}
    </LanguageForm>
  );
}
