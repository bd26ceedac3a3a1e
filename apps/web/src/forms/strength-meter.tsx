import type { Words } from "#words/get-words";
import type { Strength } from "./password-strength";

const FILLS: Record<Strength, string> = {
  weak: "inline-[22%] bg-danger",
  fair: "inline-[55%] bg-lantern",
  strong: "inline-full bg-success",
};

/** A hint, never a gate. The word says it, and is read out when it changes; the bar only goes with it. */
export function StrengthMeter({ strength, words }: { strength: Strength | undefined; words: Words["newPassword"]["strength"] }) {
  return (
    // Empty it takes no room, and is there all the same: a live region that comes with its first word is not read out.
    <p role="status" className="flex items-center gap-3 text-sm text-ink-faint empty:absolute">
      {strength && (
        <>
          <span
            aria-hidden="true"
            className="block-1 flex-1 overflow-hidden rounded-full bg-line forced-colors:block-1.5 forced-colors:border forced-colors:bg-ground"
          >
            <span
              className={`block block-full rounded-full transition-[inline-size,background-color] duration-(--duration-base) ${FILLS[strength]}`}
            />
          </span>
          {words[strength]}
        </>
      )}
    </p>
  );
}
