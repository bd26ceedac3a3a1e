import type { BrowserContext, Page } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { button, codeField } from "../support/plain-forms";
import {
  askForCode,
  askToSignUp,
  call,
  confirmLater,
  createAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  signInWithPassword,
  signOut,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const PHONE = { width: 390, height: 844 };
const NEW_PASSWORD = "nine lanterns by the river";

/** Makes an account with an app, a password and recovery codes, as an application does over REST, whose email nobody has confirmed. */
async function setUpUnconfirmed(browser: BrowserContext, { email, password }: { email: string; password: string }): Promise<Authenticator> {
  const { key } = await call<{ key: string }>(browser, "totp.signUp", { loginId: email });
  const phone = new Authenticator(key);
  await call(browser, "totp.verify", { loginId: email, code: await phone.code() });
  await call(browser, "password.update", { loginId: email, newPassword: password });
  return phone;
}

test("U60: a new account confirms its email at once", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await askToSignUp(page, person);
  await expectPage(page, "Confirm your email");
  await expectUsable(page, "confirming the email of a new account");
  const code = await mail.code(person.email);
  await enterCode(page, code === "000000" ? "000001" : "000000");
  await expect(codeField(page)).toHaveAccessibleDescription(/4 tries left/);
  await enterCode(page, code);
  await expectAccountOf(page, person);
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toHaveCount(0);
});

test("U60, R31: or later: until then the account asks for it, and offers nothing more to set up", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await page.setViewportSize(PHONE);
  await askToSignUp(page, person);
  await confirmLater(page);
  await expectAccountOf(page, person);
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toBeVisible();
  await expectUsable(page, "an account whose email is not confirmed");
  await expect(page.getByRole("button", { name: "Add Authenticator app" })).toHaveCount(0);
  // In the summary, and beside the app.
  await expect(page.getByText("Once your email is confirmed")).toHaveCount(2);
  await expect(page.getByText("Add an app", { exact: true })).toHaveCount(0);
  await page.goto("/account/recovery-codes");
  await expectPage(page, "Account");
  const refused = await context.request.post("/api/trpc/totp.update", {
    data: { loginId: person.email },
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect([refused.status(), await refused.text()]).toEqual([403, expect.stringContaining("E062135")]);
});

test("U61, R32: who signs in by a code elsewhere keeps the password and the app by showing them", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  const phone = await setUpUnconfirmed(context, person);
  await forget(context);
  await page.setViewportSize(PHONE);

  await askForCode(page, person.email);
  await enterCode(page, await mail.code(person.email));
  await expectPage(page, "Your email is confirmed");
  await expect(page.getByRole("main")).toContainText("1 device was signed out");
  await expectUsable(page, "what was set up before");
  const letter = await mail.letter(person.email, /Earlier ways into your account were removed/);
  expect(letter.text).toMatch(/the password, the authenticator app,? and the devices/);
  expect(letter.text).toContain("within 10 minutes");
  expect(letter.text).not.toContain("there is nothing to do");

  // Whoever leaves comes back from the account.
  await page.getByRole("link", { name: "Go on without" }).click();
  await expectAccountOf(page, person);
  await expectUsable(page, "an account of which something can be kept");
  await page.getByRole("link", { name: "See what it was" }).click();
  const password = page.getByLabel("The password that was set before");
  await password.fill(`${person.password}!`);
  await button(page, "Keep the password").click();
  await expect(password).toHaveAccessibleDescription(/That isn’t the password that was set before/);
  await expectUsable(page, "a password that was not set before");
  await password.fill(person.password);
  await button(page, "Keep the password").click();
  await expect(page.getByText("The password stays.")).toBeVisible();
  // It has come anew: what sends itself needs its script.
  await expectPage(page, "Your email is confirmed");
  await enterCode(page, await phone.code());
  await expect(page.getByText("The authenticator app stays.")).toBeVisible();
  await page.getByRole("link", { name: "Go on", exact: true }).click();
  await expectAccountOf(page, person);

  await signOut(page);
  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
});

test("U61, R30: a forgotten password of an account that was never confirmed is reset by mail, and the page tells what else there was", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await setUpUnconfirmed(context, person);
  await forget(context);

  await visit(page, "/forgot");
  await page.getByLabel("Email").fill(person.email);
  await button(page, "Email me a link").click();
  await expectPage(page, "Check your email");
  await visit(page, await mail.link(person.email));
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await button(page, "Save and sign in").click();
  await expectPage(page, "Your email is confirmed");
  await expect(page.getByRole("main")).toContainText("Your password is changed.");
  await mail.letter(person.email, /Earlier ways into your account were removed/);
  await expect(page.getByLabel("The password that was set before")).toHaveCount(0);
  await expect(codeField(page)).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE, locale: "de" });

  test("U61, R32: a stranger’s password goes, and the page and the letter say so, in German", async ({
    page,
    browser,
    mail,
    newPerson,
  }) => {
    const person = newPerson();
    const stranger = await browser.newContext();
    await createAccount(stranger, person);

    const arrive = async (target: Page) => {
      await target.goto("/sign-in/code");
      await target.getByLabel("E-Mail").fill(person.email);
      await target.getByRole("main").locator("button[type=submit]").first().click();
      await target
        .getByRole("textbox")
        .first()
        .fill(await mail.code(person.email));
      await target.getByRole("main").locator("button[type=submit]").first().click();
    };
    await arrive(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre E-Mail-Adresse ist bestätigt");
    await expectUsable(page, "what was set up before, without script");
    await mail.letter(person.email, /Frühere Zugänge zu Ihrem Konto wurden entfernt/);

    const password = page.getByLabel("Das Passwort von vorher");
    await password.fill("not this one");
    await button(page, "Passwort behalten").click();
    await expect(password).toHaveAccessibleDescription("Das ist nicht das Passwort von vorher");
    await page.getByRole("link", { name: "Ohne weiter" }).click();
    await expect(page).toHaveURL(/\/account$/);

    expect((await stranger.request.get("/account")).url()).toMatch(/\/sign-in/);
    const signIn = await stranger.request.post("/api/trpc/password.signIn", {
      data: { loginId: person.email, password: person.password },
      headers: { "Sec-Fetch-Site": "same-origin" },
    });
    expect([signIn.status(), await signIn.text()]).toEqual([401, expect.stringContaining("E062906")]);
  });
});
