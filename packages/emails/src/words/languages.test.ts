import { describe, expect, it } from "vitest";
import { chooseLanguage, languages, wordsOf } from "./languages";

/** Each text by its path. */
function listTexts(texts: object, path = ""): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[path + key, text]] : listTexts(text, `${path}${key}.`),
  );
}

/** `{code}` and `{{note}}`, sorted, each once. Names inside a plural's branches count too. */
function listPlaceholders(text: string): string[] {
  const found = text.match(/\{\{\w+\}\}|\{\w+(?=[,}])/g) ?? [];
  return [...new Set(found)].sort();
}

const english = listTexts(wordsOf("en").messages);

describe("the words of the letters", () => {
  it.each(languages)("have no key missing, unknown or empty in %s", (language) => {
    const texts = listTexts(wordsOf(language).messages);

    expect(texts.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect(texts.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it.each(languages)("use the placeholders of English in %s", (language) => {
    const texts = listTexts(wordsOf(language).messages);

    const placeholders = texts.map(([path, text]) => [path, listPlaceholders(text)]);

    expect(placeholders).toEqual(english.map(([path, text]) => [path, listPlaceholders(text)]));
  });

  it.each(languages)("hold no straight apostrophe, which ICU takes for a quote, in %s", (language) => {
    expect(listTexts(wordsOf(language).messages).filter(([, text]) => text.includes("'"))).toEqual([]);
  });

  it.each(languages)("start a subject that carries a code with it in %s, so that a notification shows it", (language) => {
    const subjects = listTexts(wordsOf(language).messages).filter(([path, text]) => path.endsWith(".subject") && text.includes("{code}"));

    expect(subjects.length).toBeGreaterThan(0);
    for (const [, subject] of subjects) expect(subject).toMatch(/^\{code\} /);
  });
});

describe("chooseLanguage", () => {
  it.each([
    ["es", "es"],
    ["de-AT", "de"],
    ["DE_at", "de"],
    ["es-419", "es"],
    ["nl-BE", "en"],
    ["", "en"],
    ["constructor", "en"],
    ["../es", "en"],
  ])("answers %j with %s", (locale, language) => {
    expect(chooseLanguage(locale)).toBe(language);
  });
});
