import type { Locator, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { createConfirmedAccount, expectPage, visit } from "../support/steps";
import { expect, type Person, test } from "../support/test";

const STEPS_MAX = 40;

/** Presses a key until something has the focus. */
async function pressUntilFocused(page: Page, key: "Tab" | "Shift+Tab", target: Locator): Promise<void> {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${key} does not lead to ${target}`);
}

/** Expects that a step has led to a page with a name of its own, where the focus is on its title, or in its only field (U16). */
async function expectArrival(page: Page, title: string, name = title, focus = page.getByRole("heading", { level: 1 })): Promise<void> {
  await expectPage(page, title);
  await expect(page).toHaveTitle(`${name} · ${APP_NAME}`);
  await expect(focus).toBeFocused();
}

/** Expects what one comes by with the Tab key, from where the focus is. */
async function expectTabOrder(page: Page, targets: readonly Locator[]): Promise<void> {
  for (const target of targets) {
    await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
  }
}

async function signOut(page: Page): Promise<void> {
  await pressUntilFocused(page, "Shift+Tab", page.getByRole("button", { name: "Sign out", exact: true }));
  await page.keyboard.press("Enter");
  await expectArrival(page, "Sign in");
}

test("U12, U16: sign-up with a slip, sign-out and sign-in, by keyboard alone", async ({ page, newPerson }) => {
  const { email, password } = newPerson();
  const main = page.getByRole("main");
  await visit(page, "/sign-up");
  await pressUntilFocused(page, "Tab", main.getByRole("link", { name: "Password" }));
  await page.keyboard.press("Enter");
  await expectArrival(page, "Create your account", "Create your account: Password");

  const [emailField, passwordField] = [page.getByLabel("Email"), page.getByLabel("Password", { exact: true })];
  await expectTabOrder(page, [
    page.getByLabel(/^Name/),
    emailField,
    passwordField,
    page.getByRole("button", { name: "Show password" }),
    page.getByRole("button", { name: "Create account" }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Two things need a change" })).toBeFocused();
  await expect(page).toHaveTitle(`Error: Create your account: Password · ${APP_NAME}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(emailField).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expectArrival(page, "Confirm your email", undefined, page.getByLabel("Six-digit code"));
  await pressUntilFocused(page, "Tab", page.getByRole("link", { name: "Later" }));
  await page.keyboard.press("Enter");
  await expectArrival(page, "Account");

  await signOut(page);
  await expectTabOrder(page, [page.getByRole("button", { name: "Not you?" }), emailField, passwordField]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expectArrival(page, "Account");
});

test("U16, U20: sign-up with a code by email, by keyboard alone", async ({ page, mail, newPerson }) => {
  const { email } = newPerson();
  await visit(page, "/sign-up");
  await pressUntilFocused(page, "Tab", page.getByRole("link", { name: "Code by email" }));
  await page.keyboard.press("Enter");
  await expectArrival(page, "Create your account", "Create your account: Code by email");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  const code = page.getByLabel("Six-digit code");
  await expectArrival(page, "Check your email", undefined, code);

  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("link", { name: "Use another address" })).toBeFocused();
  await expectTabOrder(page, [code]);
  await page.keyboard.type(await mail.code(email));
  await expectArrival(page, "Account");
});

test("the first key leads past the bar, and a dialog keeps the focus until it is left", async ({ page, context, mail, newPerson }) => {
  const person: Person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await visit(page, "/account");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);

  // As after ten minutes, when changes ask for a confirmation.
  await page.route("**/api/form/totp.update", (route) => route.fulfill({ status: 401, json: { refusal: { code: "E062132" } } }));
  const opener = page.getByRole("button", { name: "Add Authenticator app" });
  await pressUntilFocused(page, "Tab", opener);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(
      true,
    );
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
