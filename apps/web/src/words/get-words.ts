import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { env } from "#server/env";
import { hasComeBack } from "#session/came-back";
import { fill } from "./fill";
import { languageOf } from "./language";
import { type Language, type Words, wordsIn } from "./languages";
import { nameOperators } from "./operators";

export type { Words };

const named = new Map<Language, Words>();

/** The words of one language; they name whom this deployment says to ask. */
function wordsOf(language: Language): Words {
  const words = named.get(language) ?? nameOperators(wordsIn(language), env().supportContact);
  named.set(language, words);
  return words;
}

/**
 * Every word the pages show, in the language of the request. A page hands its client components the slice they need as a prop, so that
 * scripts carry no catalogue; only what a crash says is in them, in English.
 */
export const getWords = cache(async (): Promise<Words> => wordsOf(languageOf(await headers())));

/** The title of a page, which says so where a form that was refused has come back to it without script (with one, use-error-title.ts does). */
export async function titleOf(title: string): Promise<Metadata> {
  const [{ form }, isError] = await Promise.all([getWords(), hasComeBack()]);
  return { title: isError ? fill(form.errorTitle, { title }) : title };
}

/** A page's `generateMetadata`: its title, in the language of the request. */
export function titled(title: (words: Words) => string): () => Promise<Metadata> {
  return async () => titleOf(title(await getWords()));
}
