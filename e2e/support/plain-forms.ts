import type { Locator, Page } from "@playwright/test";

// The fields and forms of pages, as journeys with and without script take hold of them.

/** As browsers say that one of our pages sent it. */
export const SAME_ORIGIN = { "Sec-Fetch-Site": "same-origin" };

export const codeField = (page: Page | Locator) => page.getByLabel("Six-digit code");
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What the form around a field would send. */
export function formOf(field: Locator): Promise<Record<string, string>> {
  return field.evaluate((input: HTMLInputElement) => {
    const entries = input.form ? [...new FormData(input.form)] : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  });
}
