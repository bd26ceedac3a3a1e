import { Spinner } from "./spinner";

interface SwitchProps {
  on: boolean;
  /** The same in a word, for who would not tell by the look of it. */
  state: string;
  pending: boolean;
  /** The ID of what names it. */
  labelledBy: string;
  describedBy?: string;
}

/** On or off, at once: submits the form around it. */
export function Switch({ on, state, pending, labelledBy, describedBy }: SwitchProps) {
  return (
    <button
      type="submit"
      role="switch"
      aria-checked={on}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onClick={(event) => pending && event.preventDefault()}
      className="flex min-block-control-sm flex-none items-center gap-2.5 rounded-md aria-busy:cursor-progress"
    >
      {pending ? (
        <Spinner />
      ) : (
        <span aria-hidden="true" className="text-sm font-medium text-ink-soft">
          {state}
        </span>
      )}
      <span
        className={`flex block-6 inline-10 items-center rounded-[99px] border p-0.75 transition-colors duration-(--duration-base) ${on ? "border-accent bg-accent" : "border-control bg-surface"} forced-colors:border-[ButtonText]`}
      >
        <span
          className={`size-4 rounded-[50%] transition-[translate] duration-(--duration-base) forced-colors:bg-[ButtonText] ${on ? "translate-x-4 bg-on-accent rtl:-translate-x-4" : "bg-ink-faint"}`}
        />
      </span>
    </button>
  );
}
