import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { Spinner } from "./spinner";

/** `danger` opens what takes something away, `dangerous` takes it away. */
type Variant = "primary" | "plain" | "quiet" | "danger" | "dangerous";
type Size = "normal" | "small";

interface Look {
  variant?: Variant;
  size?: Size;
  /** As wide as its container. */
  wide?: boolean;
  /** Not to be used yet: it stays focusable and does nothing. What it says should say why. */
  notYet?: boolean;
}

const BASE =
  "inline-grid place-items-center border py-1.5 rounded-md font-medium leading-tight text-center no-underline select-none transition-colors aria-busy:cursor-progress";

const VARIANTS: Record<Variant, string> = {
  primary:
    "border-transparent bg-accent text-on-accent shadow-sm hover:bg-accent-hover active:bg-accent-press aria-busy:bg-accent-busy forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none",
  plain: "border-control-soft bg-surface text-ink hover:border-ink-faint hover:bg-surface-hover active:bg-surface-press",
  danger: "border-danger-line bg-surface text-danger hover:border-danger hover:bg-danger-tint",
  dangerous:
    "border-transparent bg-danger text-on-danger hover:bg-danger-hover forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none",
  quiet: "border-transparent text-ink-soft hover:bg-hover hover:text-ink",
};

/** Not now, and its face says why: a countdown. */
const NOT_YET = "border-line bg-sunken text-ink-faint cursor-not-allowed";

const SIZES: Record<Size, string> = {
  normal: "min-block-control px-4.5",
  small: "min-block-control-sm px-3 text-sm",
};

/** The classes of a button, for links that look like one. */
export function buttonLook({ variant = "plain", size = "normal", wide = false, notYet = false }: Look): string {
  return `${BASE} ${notYet ? NOT_YET : VARIANTS[variant]} ${SIZES[size]} ${wide ? "inline-full" : ""}`;
}

type ButtonProps = Omit<ComponentProps<"button">, "className"> &
  Look & {
    /** Its work is under way: it stays focusable, keeps its size, and does nothing. */
    pending?: boolean;
    /** What it says then. Where there is no room for it, a small button shows the spinner alone. */
    pendingLabel?: string;
  };

export function Button(props: ButtonProps) {
  const { variant, size, wide, pending = false, pendingLabel, notYet = false, children, onClick, type = "button", ...rest } = props;
  // aria-disabled, not disabled: a disabled button would drop the focus it has.
  const dropWhilePending = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending || notYet) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={buttonLook({ variant, size, wide, notYet })}
      // With nothing to do it is no client's: a plain form of a server component may have it.
      onClick={onClick || pending || notYet ? dropWhilePending : undefined}
      aria-busy={pending || undefined}
      aria-disabled={pending || notYet || undefined}
    >
      <Face visible={!pending}>{children}</Face>
      {pendingLabel !== undefined && (
        <Face visible={pending}>
          <Spinner />
          {size === "small" ? <span className="sr-only">{pendingLabel}</span> : pendingLabel}
        </Face>
      )}
    </button>
  );
}

// Both faces lie in one grid cell, so that the button is as large as the larger one, whichever shows.
function Face({ visible, children }: { visible: boolean; children: ReactNode }) {
  return (
    <span className={`col-start-1 row-start-1 inline-flex items-center justify-center gap-2 ${visible ? "" : "invisible"}`}>
      {children}
    </span>
  );
}
