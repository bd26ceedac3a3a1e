import type { ReactNode } from "react";
import { Mark } from "#brand/mark";
import { APP_NAME } from "#brand/name";
import { fill } from "#words/fill";
import { getWords } from "#words/get-words";
import { LanguageSwitch } from "#words/language-switch";
import styles from "./auth-card.module.css";
import { AuthCardHeading } from "./auth-card-heading";
import { FootLinks } from "./foot-links";

interface AuthCardProps {
  /** Left out where the content brings a `AuthCardHeading` of its own, because it changes. */
  title?: string;
  lede?: ReactNode;
  children: ReactNode;
}

/** The frame of a page outside the account: an arched card with one column of content, and the mark at its top. */
export async function AuthCard({ title, lede, children }: AuthCardProps) {
  const words = await getWords();
  return (
    <div className="isolate grid min-block-dvh grid-cols-1 justify-items-center pbs-11 sm:pbs-18">
      <div className={styles.card}>
        <header>
          <a href="/" className={styles.mark}>
            <Mark className="size-7" />
            <span className="sr-only">{fill(words.startPage, { app: APP_NAME })}</span>
          </a>
        </header>
        <main id="main" className="relative z-1 grid flex-1 grid-cols-1 content-start gap-6 sm:gap-7">
          {title && <AuthCardHeading title={title} lede={lede} />}
          {children}
        </main>
        <footer className="relative z-1 mbs-12">
          <FootLinks centred />
          <LanguageSwitch centred />
        </footer>
      </div>
    </div>
  );
}
