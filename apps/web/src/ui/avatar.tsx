/** The first letters of a name, or of what stands before the @: at most two. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

const SIZES = { small: "size-8 text-[0.75rem]", normal: "size-12 text-base", large: "size-16 text-xl" } as const;

interface AvatarProps {
  name: string;
  /** The path of a picture of ours; without one it is two letters. */
  picture?: string | null;
  size?: keyof typeof SIZES;
}

/** Who is signed in, as they look or in two letters. Decoration: the name stands elsewhere. */
export function Avatar({ name, picture, size = "small" }: AvatarProps) {
  // It is small, of our own server and drawn for this: nothing is left to optimise.
  if (picture) return <img src={picture} alt="" className={`${SIZES[size]} flex-none rounded-[50%] border border-line object-cover`} />;
  return (
    <span
      aria-hidden="true"
      className={`inline-grid ${SIZES[size]} flex-none place-items-center rounded-[50%] border border-accent-line bg-accent-tint font-semibold text-accent`}
    >
      {initialsOf(name)}
    </span>
  );
}
