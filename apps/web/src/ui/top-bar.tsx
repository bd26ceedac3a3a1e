import type { ReactNode } from "react";
import { Mark } from "#brand/mark";
import { APP_NAME } from "#brand/name";

const INSIDE = "sticky inset-bs-0 z-20 border-be border-line bg-surface";
const LOOKS = {
  landing: { bar: "", inner: "max-inline-page" },
  shell: { bar: INSIDE, inner: "max-inline-shell" },
  wide: { bar: INSIDE, inner: "max-inline-wide" },
};

/** The line along the top: the brand at its start, what is passed at its end, and perhaps links between them. */
export function TopBar({
  width,
  links,
  children,
}: {
  /** Of the page below, which it lines up with. */
  width: keyof typeof LOOKS;
  /** On a phone they take the room of the brand's name, whose mark stays. So do the links of the start page, in two lines if need be. */
  links?: ReactNode;
  children: ReactNode;
}) {
  const look = LOOKS[width];
  return (
    <header className={look.bar}>
      <div className={`mx-auto flex min-block-14 items-center gap-3 px-4 py-1 sm:px-5 md:px-6 ${look.inner}`}>
        <a href="/" className="inline-flex min-block-11 min-inline-11 items-center gap-2 font-semibold tracking-tight">
          <Mark className="size-6" />
          {links || width === "landing" ? <span className="max-sm:sr-only">{APP_NAME}</span> : APP_NAME}
        </a>
        {links}
        <div className="ms-auto flex min-inline-0 flex-wrap items-center justify-end gap-x-2.5 gap-y-1 max-sm:gap-x-1">{children}</div>
      </div>
    </header>
  );
}
