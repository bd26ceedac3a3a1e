import type { ReactNode } from "react";
import { Heading } from "./heading";

interface AuthCardHeadingProps {
  title: string;
  lede?: ReactNode;
  /** It has taken the place of another on the same page: it takes the focus and names the page. */
  isNews?: boolean;
}

/** What one has come to: title and one sentence, in the middle under the arch. */
export function AuthCardHeading({ title, lede, isNews }: AuthCardHeadingProps) {
  return (
    <div className="grid justify-items-center gap-2 text-center">
      <Heading isNews={isNews}>{title}</Heading>
      {lede && <p className="max-inline-88 text-balance text-ink-soft [&_b]:wrap-anywhere">{lede}</p>}
    </div>
  );
}
