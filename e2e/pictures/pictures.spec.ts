import type { Page } from "@playwright/test";
import { Authenticator, scan } from "../support/authenticator";
import { askForCode, expectAccountOf, expectPage, forget, signInWithPassword, signOut, visit } from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { DAY_AND_NIGHT, DESKTOP, PHONE, take } from "./camera";

// One person's way through the pages, and a picture at each place that README.md or the checklist shows. A step that fails ends it, so that
// no picture shows what the app no longer does.

const ADA: Person = { name: "Ada Lovelace", email: "ada@northfold.example", password: "seven lanterns by the river" };

const codeField = (page: Page) => page.getByLabel("Six-digit code");

test("pictures of what people see before they have an account", async ({ page }) => {
  await page.setViewportSize(DESKTOP);
  await visit(page, "/");
  await take(page, "landing", DAY_AND_NIGHT);

  await visit(page, "/docs/reference#password.signUp");
  await expect(page.locator(".opblock").filter({ has: page.locator('[data-path="/v1/auth/password/signup"]') })).toBeInViewport();
  await take(page, "reference", DAY_AND_NIGHT);

  await page.setViewportSize(PHONE);
  await visit(page, "/sign-up");
  await take(page, "sign-up", DAY_AND_NIGHT);
});

test("pictures of a way in, from signing up to two steps", async ({ page, context, mail }) => {
  await page.setViewportSize(PHONE);
  await visit(page, "/sign-up/password");
  await page.getByLabel(/^Name/).fill(ADA.name);
  await page.getByLabel("Email").fill("ada@northfold");
  await page.getByLabel("Password", { exact: true }).fill("seven");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await take(page, "sign-up-error", DAY_AND_NIGHT);
  await page.getByLabel("Email").fill(ADA.email);
  await page.getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expectPage(page, "Confirm your email");
  await codeField(page).fill(await mail.code(ADA.email));
  await expectAccountOf(page, ADA);
  await signOut(page);
  await take(page, "sign-in", DAY_AND_NIGHT);

  await askForCode(page, ADA.email);
  const letter = await mail.letter(ADA.email, /^\d{6}/);
  const code = letter.subject.slice(0, 6);
  await codeField(page).fill(code === "048217" ? "048218" : "048217");
  await expect(codeField(page)).toHaveAccessibleDescription(/4 tries left/);
  await take(page, "code-wrong");
  await codeField(page).fill(code);
  await expectAccountOf(page, ADA);

  const reader = await context.newPage();
  await reader.setViewportSize({ width: 560, height: 620 });
  await reader.setContent(letter.html);
  await take(reader, "letter", DAY_AND_NIGHT);
  await reader.close();

  await page.setViewportSize(DESKTOP);
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");
  const qrCode = page.getByRole("img", { name: /^QR code that adds/ });
  const phone = new Authenticator(new URL(await scan(qrCode)).searchParams.get("secret") ?? "");
  await take(page, "authenticator", DAY_AND_NIGHT);
  await codeField(page).fill(await phone.code());
  await expectPage(page, "Recovery codes");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expectPage(page, "Save your recovery codes");
  await page.setViewportSize(PHONE);
  await take(page, "recovery-codes");
  await page.getByLabel("I saved these codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await expectAccountOf(page, ADA);

  await forget(context);
  await visit(page, "/sign-in/link");
  await page.getByLabel("Email").fill(ADA.email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ })).toBeVisible();
  await take(page, "waiting", DAY_AND_NIGHT);

  await signInWithPassword(page, ADA);
  await expectPage(page, "Enter the code from your app");
  await codeField(page).fill(await phone.code());
  await expectAccountOf(page, ADA);
  await visit(page, "/account");
  await take(page, "account-phone", DAY_AND_NIGHT);
  await page.setViewportSize(DESKTOP);
  await take(page, "account", DAY_AND_NIGHT);
});
