import type { Locator, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import {
  addAuthenticator,
  askForCode,
  confirmEmail,
  confirmLater,
  createAccount,
  expectAccountOf,
  expectPage,
  forget,
  signInWithPassword,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";

const emailField = (page: Page) => page.getByLabel("Email");
const passwordField = (page: Page) => page.getByLabel("Password", { exact: true });
const submitButton = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What browsers and password managers go by. */
async function expectAttributes(field: Locator, attributes: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(attributes)) await expect(field).toHaveAttribute(name, value);
}

/** Which of these the field takes by its own rules, as a browser without script goes by them. */
function acceptedOf(field: Element, values: string[]): string[] {
  const input = field as HTMLInputElement;
  const accepted = values.filter((value) => {
    input.value = value;
    return input.checkValidity();
  });
  input.value = "";
  return accepted;
}

const FORMS = ["/sign-in", "/sign-in/app", "/sign-in/recovery", "/sign-up/password", "/sign-up/code", "/forgot"];

test.describe("as the server draws them", () => {
  test.use({ javaScriptEnabled: false });

  test("U3, U9, U10: each page has one form with one submit button, its fields have labels in sight, and on a phone all are 44 px high and 16 px large", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of FORMS) {
      await page.goto(path);
      const form = page.getByRole("main").locator("form");
      await expect(form, path).toHaveCount(1);
      await expect(form.locator("button[type=submit]"), path).toHaveCount(1);
      const fields = await form.locator("input:not([type=hidden])").all();
      expect(fields.length, path).toBeGreaterThan(0);
      for (const field of fields) {
        await expect(field, path).not.toHaveAttribute("placeholder");
        await expect(form.locator(`label[for="${await field.getAttribute("id")}"]`), path).toBeVisible();
      }
      for (const control of [...fields, form.locator("button[type=submit]")]) {
        // The input's frame is what a finger sees.
        const { height, fontSize } = await control.evaluate((element) => ({
          height: (element instanceof HTMLInputElement ? (element.parentElement ?? element) : element).getBoundingClientRect().height,
          fontSize: Number.parseFloat(getComputedStyle(element).fontSize),
        }));
        expect(height, path).toBeGreaterThanOrEqual(44);
        expect(fontSize, path).toBeGreaterThanOrEqual(16);
      }
    }
  });
});

test("U1, U4: the sign-in form tells browsers what goes where", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAttributes(emailField(page), { type: "email", autocomplete: "username", autocapitalize: "none", spellcheck: "false" });
  await expectAttributes(passwordField(page), { type: "password", autocomplete: "current-password", autocapitalize: "none" });
});

test("U2, U7, U8: a new password is asked for once, with its rule and a hint of its strength, under the name of the account", async ({
  page,
  context,
  newPerson,
}) => {
  await page.goto("/sign-up/password");
  await expectAttributes(emailField(page), { type: "email", autocomplete: "username" });
  await expectAttributes(passwordField(page), { type: "password", autocomplete: "new-password" });
  await expect(passwordField(page)).toHaveAccessibleDescription(/8 characters or more/);

  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account/password");
  await expect(page.locator("input[autocomplete=username]")).toHaveValue(person.email);
  await expectAttributes(page.getByLabel("Current password", { exact: true }), { autocomplete: "current-password" });
  await expectAttributes(page.getByLabel("New password", { exact: true }), { autocomplete: "new-password" });
  await expect(page.locator("input[type=password]")).toHaveCount(2);
  const chosen = page.getByLabel("New password", { exact: true });
  await expect(chosen).toHaveAccessibleDescription(/8 characters or more/);

  const hints = { [person.email]: "Easy to guess", harbour9: "Could be longer", "a quiet harbour at four": "Hard to guess" };
  for (const [password, hint] of Object.entries(hints)) {
    await chosen.fill(password);
    await expect(page.getByRole("status").filter({ hasText: hint })).toBeVisible();
  }
});

test("U6: a password is shown and hidden by a button that keeps focus and caret, and hidden when it is sent", async ({
  page,
  newPerson,
}) => {
  await visit(page, "/sign-in");
  await emailField(page).fill(newPerson().email);
  await passwordField(page).fill("a few words");
  const caret = () => passwordField(page).evaluate((input: HTMLInputElement) => input.selectionStart);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");

  await page.getByRole("button", { name: "Show password" }).click();
  await expect(passwordField(page)).toHaveAttribute("type", "text");
  await expect(page.getByRole("status").filter({ hasText: "Your password is shown" })).toBeAttached();
  await expect(passwordField(page)).toBeFocused();
  expect(await caret()).toBe("a few wor".length);
  await expect(page.getByRole("button", { name: "Hide password" })).toHaveAttribute("type", "button");

  await page.keyboard.press("Enter");
  await expect(passwordField(page)).toHaveAttribute("type", "password");
});

test("U5: a password is pasted", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, "/sign-in");
  await emailField(page).fill(person.email);
  await page.evaluate((text) => navigator.clipboard.writeText(text), person.password);
  await passwordField(page).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await page.keyboard.press("Enter");
  await expectAccountOf(page, person);
});

test("U11, U12, U13, U15: a form checks when it is sent, says what to change, and then follows the changes", async ({
  page,
  newPerson,
}) => {
  const { name, email, password } = newPerson();
  await visit(page, "/sign-up/password");
  await page.getByLabel(/^Name/).fill(name);
  await emailField(page).pressSequentially("ada");
  await passwordField(page).fill("short");
  await passwordField(page).blur();
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);

  await submitButton(page, "Create account").click();
  const summary = page.getByRole("alert").filter({ hasText: "Two things need a change" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(`Error: Create your account: Password · ${APP_NAME}`);
  await expect(emailField(page)).toHaveAttribute("aria-invalid", "true");
  await expect(emailField(page)).toHaveAccessibleDescription(/Add an @ and the part after it/);
  await expect(passwordField(page)).toHaveAccessibleDescription(/Choose 8 characters or more. This one has 5./);
  await summary.getByRole("link", { name: "Add an @ and the part after it to your email" }).click();
  await expect(emailField(page)).toBeFocused();

  await emailField(page).fill(email);
  await expect(emailField(page)).not.toHaveAttribute("aria-invalid");
  await passwordField(page).fill("password");
  await expect(passwordField(page)).not.toHaveAttribute("aria-invalid");
  await submitButton(page, "Create account").click();
  await expect(passwordField(page)).toHaveAccessibleDescription(/This one is easy to guess/);

  await expect(page.getByLabel(/^Name/)).toHaveValue(name);
  await expect(emailField(page)).toHaveValue(email);
  expect(await page.content()).not.toContain('value="password"');
  await passwordField(page).fill(password);
  await submitButton(page, "Create account").click();
  await confirmLater(page);
  await expectAccountOf(page, { email });
});

test("U34: a form that is sent twice is sent once, and its button keeps the focus and says what it does", async ({
  page,
  context,
  newPerson,
}) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);
  let sent = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/form/password.signIn", async (route) => {
    sent += 1;
    await released;
    await route.continue();
  });
  await visit(page, "/sign-in");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  const button = submitButton(page, "Sign in");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");

  const busy = page.getByRole("main").locator("button[type=submit]");
  await expect(busy).toHaveAttribute("aria-busy", "true");
  await expect(busy).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Signing you in" })).toBeAttached();
  release();
  await expectAccountOf(page, person);
  expect(sent).toBe(1);
});

test("U18: wherever six digits are typed, there is one field that browsers fill in", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  const expectCodeField = async () => {
    const field = page.getByLabel("Six-digit code");
    await expect(field).toHaveCount(1);
    await expectAttributes(field, { type: "text", inputmode: "numeric", autocomplete: "one-time-code" });
    expect(await field.evaluate(acceptedOf, ["123456", "123 456", "12-34-56 ", "12345", "12345x", "1234567"])).toEqual([
      "123456",
      "123 456",
      "12-34-56 ",
    ]);
  };
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");
  await expectCodeField();
  await addAuthenticator(context, person);
  await forget(context);

  await askForCode(page, person.email);
  await expectCodeField();
  await page.goto("/sign-in/app");
  await expectCodeField();
  await signInWithPassword(page, person);
  await expectPage(page, "Enter the code from your app");
  await expectCodeField();
});
