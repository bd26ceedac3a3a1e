import { devices, type Page } from "@playwright/test";
import {
  addAuthenticator,
  call,
  confirmLater,
  createAccount,
  createConfirmedAccount,
  expectAccountOf,
  expectPage,
  forget,
  makeRecoveryCodes,
  signOut,
  visit,
} from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { expectUsable } from "../support/usable";

const emailField = (page: Page) => page.getByLabel("Email");
const passwordField = (page: Page) => page.getByLabel("Password", { exact: true });
const codeField = (page: Page) => page.getByLabel("Six-digit code");

async function expectFilledIn(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  await expect(emailField(page)).toHaveValue(email);
  expect(page.url()).not.toContain(encodeURIComponent(email));
  expect(page.url()).not.toContain(email);
}

/** A wrong password, and every page that the way leads over from there. */
async function walkOn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(`${person.password}!`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "get a code by email" }).click();
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await expectFilledIn(page, person);
  for (const way of ["Link by email", "Authenticator app", "Password"]) {
    await page.getByRole("link", { name: way }).click();
    await expectFilledIn(page, person);
  }
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("link", { name: "Link by email" }).click();
  await expectFilledIn(page, person);
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expectFilledIn(page, person);
}

/** Sends the form of the page, and expects that the page which waits for the letter shows the address and takes another. */
async function expectOtherAddress(page: Page, button: string, person: Person): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByRole("main")).toContainText(person.email);
  await expect(page.getByText("No email yet?")).toBeVisible();
  await page.getByText("No email yet?").click();
  await expect(page.getByRole("link", { name: "Sign in another way" })).toBeVisible();
  await page.getByRole("link", { name: "Use another address" }).click();
  await expectFilledIn(page, person);
}

test("U65, U68: what was typed at one way in is there at the next, with script and without", async ({
  browser,
  context,
  mail,
  newPerson,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const person = newPerson();
    await forget(context);
    await createConfirmedAccount(context, mail, person);
    const phone = await browser.newContext({ ...devices["Pixel 5"], javaScriptEnabled });
    const page = await phone.newPage();
    await walkOn(page, person);
    await expectOtherAddress(page, "Email me a link", person);
    for (const [path, button] of [
      ["/sign-in/code", "Email me a code"],
      ["/sign-in/link", "Email me a link"],
    ] as const) {
      await page.goto(path);
      await expectOtherAddress(page, button, person);
    }
    await phone.close();
  }
});

test("U65: an email that was typed and not sent goes along to another way, and from “already has an account” to sign-in", async ({
  page,
  context,
  newPerson,
}) => {
  const [person, other] = [newPerson(), newPerson()];
  await createAccount(context, person);
  await forget(context);
  await visit(page, "/sign-in");
  await emailField(page).fill(other.email);
  await page.getByRole("link", { name: "Link by email" }).click();
  await expect(page).toHaveURL(/\/sign-in\/link$/);
  await expectFilledIn(page, other);

  await visit(page, "/sign-up/password");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  const taken = page.getByRole("alert").filter({ hasText: "This email already has an account" });
  await taken.getByRole("link", { name: "Sign in" }).click();
  await expectPage(page, "Sign in");
  await expectFilledIn(page, person);
  await passwordField(page).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectAccountOf(page, person);
});

test("U66, R70: the device knows who was here last, after signing out and after the session has ended, until it is not them", async ({
  page,
  context,
  newPerson,
}) => {
  const [former, person] = [newPerson(), newPerson()];
  await createAccount(context, former);
  await visit(page, "/account/email");
  const newEmail = page.getByLabel("New email");
  await newEmail.fill(newPerson().email);
  const typed = await newEmail.inputValue();
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(typed);
  const waiting = page.url();
  await page.getByRole("link", { name: "Use another address" }).click();
  await expect(newEmail).toHaveValue(typed);
  await visit(page, "/account");
  await signOut(page);
  await expectFilledIn(page, former);

  await visit(page, "/sign-up/password");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await confirmLater(page);
  await expectAccountOf(page, person);
  await visit(page, waiting);
  await expectAccountOf(page, person);
  await visit(page, "/account/email");
  await expect(newEmail).toHaveValue("");
  await visit(page, "/account");
  await signOut(page);
  await expectFilledIn(page, person);
  await expect(page.getByRole("main")).toContainText("Last used on this device");
  await expectUsable(page, "sign-in, of somebody who was here");

  await context.clearCookies({ name: /session$/ });
  await visit(page, "/account/profile");
  await expectPage(page, "Sign in");
  await expectFilledIn(page, person);
  await visit(page, "/sign-in/recovery?next=%2Faccount");
  await expectFilledIn(page, person);
  await page.getByRole("button", { name: "Not you?" }).click();
  await expect(page).toHaveURL(/\/sign-in\/recovery\?next=%2Faccount$/);
  await expect(emailField(page)).toHaveValue("");
  await visit(page, "/sign-in");
  await expect(emailField(page)).toHaveValue("");
  await expect(page.getByRole("button", { name: "Not you?" })).toHaveCount(0);
  await expect(page.getByText("Last used")).toHaveCount(0);
});

test("U16: the only field of a page has the focus, and is read with the page’s title", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  await makeRecoveryCodes(context, person);
  await forget(context);
  await visit(page, "/sign-in");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectPage(page, "Enter the code from your app");
  await expect(codeField(page)).toBeFocused();
  await expect(codeField(page)).toHaveAccessibleDescription(/^Enter the code from your app/);
  await expectUsable(page, "the second step");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await expectPage(page, "Use a recovery code");
  await expect(page.getByLabel("Recovery code")).toBeFocused();
  await expect(page.getByLabel("Recovery code")).toHaveAccessibleDescription(/^Use a recovery code/);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const withoutScript = await plain.newPage();
  await withoutScript.goto("/sign-in/code");
  await emailField(withoutScript).fill(person.email);
  await withoutScript.getByRole("button", { name: "Email me a code" }).click();
  await expect(withoutScript).toHaveURL(/\/verify/);
  await expect(codeField(withoutScript)).toBeFocused();
});

test("U67: who has been sent enough letters is told to use the newest, and what works now", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);
  for (let sent = 0; sent < 5; sent += 1) await call(context, "otp.signIn.email", { loginId: person.email });
  const limit = page.getByRole("alert").filter({ hasText: "We have sent several emails" });

  for (const [path, button, way] of [
    ["/sign-in/code", "Email me a code", "your password"],
    ["/sign-in/link", "Email me a link", "your authenticator app"],
    ["/forgot", "Email me a link", "your authenticator app"],
    ["/sign-up/code", "Email me a code", "a password"],
  ] as const) {
    await visit(page, path);
    await emailField(page).fill(person.email);
    await page.getByRole("button", { name: button }).click();
    await expect(limit).toContainText("Use the newest one");
    await expect(limit.getByRole("link", { name: way })).toBeVisible();
  }
  await expectUsable(page, "no more letters");
  await visit(page, "/sign-in/code");
  await page.getByRole("button", { name: "Email me a code" }).click();
  await limit.getByRole("link", { name: "your password" }).click();
  await expectFilledIn(page, person);
});
