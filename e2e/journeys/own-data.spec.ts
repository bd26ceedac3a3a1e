import { readFile } from "node:fs/promises";
import { ageSession } from "../support/records";
import { createConfirmedAccount, expectAccountOf, expectPage, signInWithPassword, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

test("U85, U86, R43: everything stored is downloaded; the account is deleted with fresh proof, and kept by coming back", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await visit(page, "/account");
  await expectUsable(page, "/account with what can be done with one's data");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download my data" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^[a-z-]+-data\.json$/);
  const { account } = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(account).toMatchObject({ email: person.email, name: person.name });

  ageSession(person, "authenticatedAt", 11 * 60);
  await page.getByRole("link", { name: "Delete account" }).click();
  await expectPage(page, "Delete your account?");
  await expect(page.getByRole("main")).toContainText(person.email);
  await expectUsable(page, "/account/delete");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expectPage(page, "Sign in");
  await expect(page.getByText("erased in 14 days")).toBeVisible();
  await mail.letter(person.email, /Your account will be erased/);

  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
  await expect(page.getByText("you have kept your account")).toBeVisible();
  await expectUsable(page, "/account, kept");
  await mail.letter(person.email, /Your account stays/);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("U85: the account is deleted, and kept by coming back", async ({ page, context, mail, newPerson }) => {
    const person = newPerson();
    await createConfirmedAccount(context, mail, person);
    await page.goto("/account/delete");
    await expectUsable(page, "/account/delete without script");
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByText("erased in 14 days")).toBeVisible();
    await page.goto("/account/data");
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("you have kept your account")).toBeVisible();
  });
});
