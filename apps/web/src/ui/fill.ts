import { createElement, Fragment, type ReactNode } from "react";

/** Puts values where a phrase says `{name}`. A placeholder without a value stays as it is written. */
export function fill(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** As `fill`, for values that are elements: a link or a date in the middle of a sentence. */
export function fillElements(phrase: string, values: Readonly<Record<string, ReactNode>>): ReactNode[] {
  return phrase
    .split(/(\{\w+\})/)
    .map((part, index) => createElement(Fragment, { key: index }, /^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part));
}
