import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { hasComeBack } from "#session/came-back";
import { fill } from "./fill";
import { languageOf } from "./language";
import { type Words, wordsIn } from "./languages";

export type { Words };

/**
 * Every word the pages show, in the language of the request. A page hands its client components the slice they need as a prop, so that
 * scripts carry no catalogue; only what a crash says is in them, in English.
 */
export const getWords = cache(async (): Promise<Words> => wordsIn(languageOf(await headers())));

/** The title of a page, which says so where a form that was refused has come back to it without script (with one, use-error-title.ts does). */
export async function titleOf(title: string): Promise<Metadata> {
  const [{ form }, isError] = await Promise.all([getWords(), hasComeBack()]);
  return { title: isError ? fill(form.errorTitle, { title }) : title };
}

/** A page's `generateMetadata`: its title, in the language of the request. */
export function titled(title: (words: Words) => string): () => Promise<Metadata> {
  return async () => titleOf(title(await getWords()));
}
