import type { Page } from "@playwright/test";
import { createAccount, expectPage, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const notes = (page: Page) => page.getByRole("main").getByRole("listitem");
const field = (page: Page) => page.getByLabel("New note");

async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(notes(page).filter({ hasText: text })).toBeVisible();
}

test("somebody finds the notes, writes two, deletes one, and comes back to the other", async ({ page, context, newPerson }) => {
  await createAccount(context, newPerson());
  await visit(page, "/account");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Notes" }).click();
  await expectPage(page, "Notes");
  await expect(page.getByRole("link", { name: "Notes" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("No notes yet.")).toBeVisible();
  await expectUsable(page, "no notes");

  await write(page, "Water the ferns");
  await write(page, "Call home");
  await expect(notes(page)).toContainText(["Call home", "Water the ferns"]);
  await expectUsable(page, "notes");

  await page.getByRole("button", { name: "Delete Call home" }).click();
  await expect(notes(page)).toHaveCount(1);
  await visit(page, "/notes");
  await expect(notes(page)).toContainText(["Water the ferns"]);
});

test("each user sees their own notes", async ({ page, context, browser, newPerson, baseURL, extraHTTPHeaders }) => {
  await createAccount(context, newPerson());
  await visit(page, "/notes");
  await write(page, "Water the ferns");

  const elsewhere = await browser.newContext({ baseURL, extraHTTPHeaders });
  await createAccount(elsewhere, newPerson());
  const other = await elsewhere.newPage();
  await visit(other, "/notes");

  await expect(other.getByText("No notes yet.")).toBeVisible();
  await expect(notes(page)).toContainText(["Water the ferns"]);
  await elsewhere.close();
});

test("who is not signed in signs in, and comes to the notes", async ({ page }) => {
  await visit(page, "/notes");

  await expectPage(page, "Sign in");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fnotes$/);
});

test("says what was refused, where it belongs, in the language of the page", async ({ page, context, newPerson }) => {
  await createAccount(context, newPerson());
  await visit(page, "/notes");
  await field(page).fill("   ");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(field(page)).toHaveAccessibleDescription("Write something first, in 500 characters or fewer.");
  await expect(page).toHaveTitle(/^Error: /);
  await expectUsable(page, "a note refused");

  await write(page, "Water the ferns");
  const sameElsewhere = await context.newPage();
  await visit(sameElsewhere, "/notes");
  await sameElsewhere.getByRole("button", { name: "Delete Water the ferns" }).click();
  await expect(sameElsewhere.getByText("No notes yet.")).toBeVisible();
  await page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" }).click();
  await expectPage(page, "Notizen");
  await expect(page.getByText("Noch keine Notizen.")).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("notes are written and deleted, and one that is gone already is told", async ({ page, context, newPerson }) => {
    await createAccount(context, newPerson());
    await page.goto("/notes");
    await write(page, "Water the ferns");
    const same = await context.newPage();
    await same.goto("/notes");

    await page.getByRole("button", { name: "Delete Water the ferns" }).click();
    await expect(page.getByText("No notes yet.")).toBeVisible();
    await same.getByRole("button", { name: "Delete Water the ferns" }).click();
    await expect(same.getByRole("alert")).toHaveText("That note is gone already.");
    await expectUsable(same, "a note that is gone");
  });
});
