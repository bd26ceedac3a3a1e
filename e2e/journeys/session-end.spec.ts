import type { Page } from "@playwright/test";
import { ageSession } from "../support/records";
import { createAccount, expectPage, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const WEEK = 7 * 24 * 3600;

/** Lets a week pass on the page, all but a minute. What it asks the server then is answered, and what it makes of that is painted. */
async function letWeekPass(page: Page): Promise<void> {
  const asked = page.waitForResponse("**/api/trpc/sessions.timeLeft*");
  await page.clock.fastForward((WEEK - 60) * 1000);
  await (await asked).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

test("U38: the end of a session is announced and put off; after it one comes back to the same page, with what was typed", async ({
  page,
  context,
  newPerson,
}) => {
  const [person, { email: typed }] = [newPerson(), newPerson()];
  const soon = page.getByRole("dialog", { name: "You will soon be signed out" });
  const over = page.getByRole("dialog", { name: "You have been signed out" });
  const field = page.getByLabel("New email");
  await createAccount(context, person);
  await page.clock.install();
  await visit(page, "/account/email");
  await field.fill(typed);

  // Another tab has used the session meanwhile: there is nothing to say.
  await letWeekPass(page);
  await expect(soon).toBeHidden();

  ageSession(person, "lastUsedAt", WEEK - 100);
  await letWeekPass(page);
  await expect(soon).toHaveAccessibleDescription(/you will be signed out in 1 minute \d+ seconds/);
  await expect(soon.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  await expectUsable(page, "before the end of the session");
  await page.keyboard.press("Enter");
  await expect(soon).toBeHidden();
  await expect(field).toBeFocused();

  // The time is full again: it takes another week until something is said.
  await letWeekPass(page);
  await expect(soon).toBeHidden();

  ageSession(person, "lastUsedAt", WEEK + 1);
  await letWeekPass(page);
  await expect(over).toBeVisible();
  await expectUsable(page, "after the end of the session");
  await over.getByRole("link", { name: "Sign in again" }).click();
  await expectPage(page, "Sign in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectPage(page, "Change your email");
  await expect(field).toHaveValue(typed);
});
