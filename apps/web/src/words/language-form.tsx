"use client";

import { type ComponentProps, useEffect } from "react";

const KEY = "language";

/** What was typed on a page, and how far down it was, while another language is chosen. */
interface Kept {
  path: string;
  scrollY: number;
  values: Record<string, string | boolean>;
}

/** Fields of the page that hold no secret: no password, no code. */
function fields(): HTMLInputElement[] {
  const all = [...document.querySelectorAll<HTMLInputElement>("main :is(input, textarea, select)")];
  return all.filter(({ type, name, autocomplete }) => {
    return name !== "" && name !== "code" && autocomplete !== "one-time-code" && !["password", "hidden", "file"].includes(type);
  });
}

function path(): string {
  return location.pathname + location.search;
}

function keep(form: HTMLFormElement): void {
  const values = Object.fromEntries(fields().map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
  sessionStorage.setItem(KEY, JSON.stringify({ path: path(), scrollY, values } satisfies Kept));
  // The server is told no fragment.
  const back = form.elements.namedItem("_back");
  if (back instanceof HTMLInputElement) back.value = path() + location.hash;
}

function restore(): void {
  const stored = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (stored === null) return;
  const kept = JSON.parse(stored) as Kept;
  if (kept.path !== path()) return;
  for (const field of fields()) {
    const value = kept.values[field.name];
    if (typeof value === "boolean") field.checked = value;
    else if (value !== undefined) field.value = value;
  }
  scrollTo(0, kept.scrollY);
}

/** The form of the language switch. With script the page that comes back is as it was left; without, it is the same page. */
export function LanguageForm(props: Omit<ComponentProps<"form">, "onSubmit" | "method" | "action">) {
  useEffect(restore, []);

  return <form {...props} method="post" action="/api/language" onSubmit={(event) => keep(event.currentTarget)} />;
}
