import { env } from "#server/env";
import { getWords } from "#words/get-words";

const LINKS = ["help", "privacy", "terms"] as const;

/** Help, privacy and terms, as far as the settings say where they are. */
export async function FootLinks({ centred = false }: { centred?: boolean }) {
  const { foot } = await getWords();
  const { footLinks } = env();
  const shown = LINKS.flatMap((name) => (footLinks[name] ? [{ name, href: footLinks[name] }] : []));
  if (shown.length === 0) return null;
  return (
    <nav
      aria-label={foot.label}
      className={`flex flex-wrap gap-x-4 text-sm text-ink-faint print:hidden ${centred ? "justify-center" : ""}`}
    >
      {shown.map(({ name, href }) => (
        <a key={name} href={href} className="inline-flex min-block-11 items-center hover:text-ink hover:underline">
          {foot[name]}
        </a>
      ))}
    </nav>
  );
}
