import { randomBytes } from "node:crypto";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { geist, geistMono } from "#brand/fonts";
import { APP_NAME } from "#brand/name";
import { CrashWords } from "#ui/crash";
import { FormId } from "#ui/form-id";
import "../ui/styles.css";
import { getWords } from "#words/get-words";

const FORM_ID_BYTES = 9;

export const metadata: Metadata = { title: { template: `%s · ${APP_NAME}`, default: APP_NAME } };

// Never made ahead: each answer has scripts with a nonce of its own (page-headers.ts).
export const dynamic = "force-dynamic";

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const words = await getWords();
  return (
    <html lang={words.language} dir={words.direction} className={`${geist.variable} ${geistMono.variable}`}>
      <body>
        <a
          href="#main"
          className="fixed inset-bs-3 start-3 z-50 -translate-y-[200%] rounded-md bg-ink px-4 py-2.5 text-ground focus:translate-none"
        >
          {words.skip}
        </a>
        <FormId value={randomBytes(FORM_ID_BYTES).toString("base64url")}>
          <CrashWords value={words.crash}>{children}</CrashWords>
        </FormId>
      </body>
    </html>
  );
}
