import type { ReactNode } from "react";

export interface IconProps {
  className?: string;
}

/** The frame of every icon: 24 px grid, stroke 1.5, round ends, no fills. Decoration beside words, so hidden from assistive technology. */
export function Icon({ className = "size-[1.25em]", children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`flex-none stroke-[1.5] ${className}`}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
