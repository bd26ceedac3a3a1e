import type { ComponentProps } from "react";

interface ScrollBoxProps extends Omit<ComponentProps<"pre">, "ref"> {
  /** "section" for what is no text; it needs an `aria-label`. */
  as?: "pre" | "section";
}

/** A box that scrolls where what it holds is wider than its place. It takes the focus, since the keyboard must be able to scroll it too. */
export function ScrollBox({ as: Box = "pre", className = "", ...rest }: ScrollBoxProps) {
  return <Box tabIndex={0} className={`overflow-x-auto ${className}`} {...rest} />;
}
