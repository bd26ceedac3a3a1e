/** The first letters of a name, or of what stands before the @: at most two. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

/** Who is signed in, as two letters. Decoration: the name stands elsewhere. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-grid size-8 flex-none place-items-center rounded-[50%] border border-accent-line bg-accent-tint text-[0.75rem] font-semibold text-accent"
    >
      {initialsOf(name)}
    </span>
  );
}
