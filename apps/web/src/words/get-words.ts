import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { languageOf } from "./language";
import { type Words, wordsIn } from "./languages";

export type { Words };

/**
 * Every word the pages show, in the language of the request. A page hands its client components the slice they need as a prop, so that
 * scripts carry no catalogue; only what a crash says is in them, in English.
 */
export const getWords = cache(async (): Promise<Words> => wordsIn(languageOf(await headers())));

/** A page's `generateMetadata`: its title, in the language of the request. */
export function titled(title: (words: Words) => Metadata["title"]): () => Promise<Metadata> {
  return async () => ({ title: title(await getWords()) });
}
