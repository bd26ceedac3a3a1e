import format, { type FormatOptions } from "icu-minify/format";
import { createElement, Fragment, isValidElement, type ReactNode } from "react";
import type { Message, Phrase } from "./message";

const OPTIONS: FormatOptions = {
  formatters: {
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
    getNumberFormat: (...args) => new Intl.NumberFormat(...args),
    getPluralRules: (...args) => new Intl.PluralRules(...args),
  },
};

type Values = Readonly<Record<string, string | number>>;

/** A phrase with its values in it. One that takes none comes back as it is. */
export function fill(phrase: Phrase, values: Values): string {
  return typeof phrase === "string" ? phrase : String(format(phrase.parts, phrase.locale, values, OPTIONS));
}

/** As `fill`, for values that are elements: a link or a date in the middle of a sentence, though not within a plural. */
export function fillElements({ locale, parts }: Message, values: Readonly<Record<string, ReactNode>>): ReactNode[] {
  return [parts].flat().map((part, index) => {
    const value = Array.isArray(part) && part.length === 1 ? values[part[0]] : undefined;
    return createElement(Fragment, { key: index }, isValidElement(value) ? value : fill({ locale, parts: [part] }, values as Values));
  });
}
