import type { Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { Authenticator, scan } from "../support/authenticator";
import { codeField } from "../support/plain-forms";
import { ageSession } from "../support/records";
import {
  addAuthenticator,
  call,
  createConfirmedAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  makeRecoveryCodes,
  signInWithPassword,
  signOut,
  visit,
} from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { expectUsable } from "../support/usable";

const qrCode = (page: Page) =>
  page.getByRole("img", { name: `QR code that adds ${APP_NAME} to an authenticator app. The key below does the same.` });
const appLine = (page: Page) =>
  page.getByRole("region", { name: "Ways to sign in" }).getByRole("listitem").filter({ hasText: "Authenticator app" }).first();

/** Adds what the page shows to a phone: by its camera. */
async function scanWithPhone(page: Page): Promise<Authenticator> {
  return new Authenticator(new URL(await scan(qrCode(page))).searchParams.get("secret") ?? "");
}

/** Expects that a sign-in waits for its second step, and that the account is closed until then. */
async function expectSecondStep(page: Page, { email }: Person): Promise<void> {
  await expectPage(page, "Enter the code from your app");
  await expect(page.getByRole("main")).toContainText(`Look for ${APP_NAME}, account ${email}.`);
}

async function expectWrongCode(page: Page): Promise<void> {
  await expect(codeField(page)).toHaveAccessibleDescription(/That code isn’t right. .*set your phone’s clock to automatic/);
}

test("U26, U27, U28, U29, F6: a visitor signs up with an authenticator, signs out, and signs in with it", async ({
  page,
  mail,
  newPerson,
}) => {
  const { name, email } = newPerson();
  await visit(page, "/sign-up");
  await page.getByRole("link", { name: "Authenticator app" }).click();
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectPage(page, "Add an authenticator app");

  // The picture, the key and the link say the same, also at night.
  const uri = await scan(qrCode(page));
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await scan(qrCode(page))).toBe(uri);
  await expect(page.getByRole("main")).toContainText(`It shows up as ${APP_NAME}, ${email}`);
  await page.getByText("Can’t scan it?").click();
  await expect(page.getByRole("link", { name: "Open it with the key filled in" })).toHaveAttribute("href", uri);
  const { protocol, host, pathname, searchParams } = new URL(uri);
  expect([protocol, host, decodeURIComponent(pathname)]).toEqual(["otpauth:", "totp", `/${APP_NAME}:${email}`]);
  expect(Object.fromEntries(searchParams)).toEqual({
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    issuer: APP_NAME,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
  const phone = await scanWithPhone(page);
  const shownKey = page.getByRole("definition").getByRole("code");
  await expect(shownKey).toHaveText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  expect((await shownKey.textContent())?.replaceAll(" ", "")).toBe(phone.key);

  await enterCode(page, phone.wrongCode());
  await expectWrongCode(page);
  await page.goto("/account");
  await expectPage(page, "Sign in");
  await page.goBack();

  await enterCode(page, await phone.code());
  await expectPage(page, "Confirm your email");
  await expectUsable(page, "confirming the email of a new account");
  await enterCode(page, await mail.code(email));
  await expectPage(page, "Recovery codes");
  await page.getByRole("link", { name: "Not now" }).click();
  await expectAccountOf(page, { email });

  await signOut(page);
  await page.getByRole("link", { name: "Authenticator app" }).click();
  await page.getByLabel("Email").fill(email);
  await enterCode(page, await phone.code());
  await expectAccountOf(page, { email });
});

test("U27: the key is copied by a button that says so", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await createConfirmedAccount(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");

  await page.getByText("Can’t scan it?").click();
  await page.getByRole("button", { name: "Copy the key" }).click();

  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe((await scanWithPhone(page)).key);
});

test("U30, F8: with an authenticator and saved recovery codes, an account with a password takes two steps", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");
  const phone = await scanWithPhone(page);
  await enterCode(page, await phone.code());

  await expectPage(page, "Recovery codes");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expectPage(page, "Save your recovery codes");
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
  expect(new Set(codes).size).toBe(10);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const file = await (await download).createReadStream();
  expect((await file.toArray()).join("")).toContain(codes.join("\n"));
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" }).click();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(page.getByRole("list", { name: "Recovery codes" })).toContainText(codes[0] ?? "");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByLabel("I saved these codes")).toHaveAccessibleDescription(/Save the codes first, then tick this box/);
  await page.getByLabel("I saved these codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await expectAccountOf(page, person);
  expect(asked).toHaveLength(1);
  await expect(page.getByRole("main")).toContainText("Your authenticator app is set up.");
  await expect(page.getByRole("main")).not.toContainText(codes[0] ?? "");
  await mail.letter(person.email, /An authenticator app was added/);
  await mail.letter(person.email, /New recovery codes were made/);

  await signOut(page);
  await signInWithPassword(page, person);
  await expectSecondStep(page, person);
  await page.goto("/account");
  await expectSecondStep(page, person);
  await enterCode(page, phone.wrongCode());
  await expectWrongCode(page);
  await enterCode(page, await phone.code());
  await expectAccountOf(page, person);
});

test("F4: the old phone works until the new one has shown a code, and then no more", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const oldPhone = await addAuthenticator(context, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Replace Authenticator app" }).click();
  await expectPage(page, "Move to another authenticator app");
  const newPhone = await scanWithPhone(page);
  expect(newPhone.key).not.toBe(oldPhone.key);
  await enterCode(page, await newPhone.code());
  await expectAccountOf(page, person);
  await mail.letter(person.email, /Your authenticator app was replaced/);

  await forget(context);
  await signInWithPassword(page, person);
  await expectSecondStep(page, person);
  await enterCode(page, await oldPhone.code());
  await expectWrongCode(page);
  await enterCode(page, await newPhone.code());
  await expectAccountOf(page, person);
});

test("U31, F9: who has lost the phone gets in with a recovery code, which works once", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  const [first = "", second = ""] = await makeRecoveryCodes(context, person);
  const recoveryField = page.getByLabel("Recovery code");

  await forget(context);
  await signInWithPassword(page, person);
  await expectSecondStep(page, person);
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await expectPage(page, "Use a recovery code");
  // As read off paper.
  await recoveryField.fill(` ${first.toUpperCase().replaceAll("-", " ")} `);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectAccountOf(page, person);
  await expect(page.getByRole("main")).toContainText("9 of 10 left");
  await mail.letter(person.email, /A recovery code was used/);

  await signOut(page);
  await page.getByRole("link", { name: "Authenticator app" }).click();
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await page.getByLabel("Email").fill(person.email);
  await recoveryField.fill(first);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That email and code don’t match" })).toBeFocused();

  // In place of the app it is one step, and the password the other.
  await recoveryField.fill(second);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectPage(page, "One more step");
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectAccountOf(page, person);
});

test("U32: an authenticator is turned off by a code from it, and word of it is mailed", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const phone = await addAuthenticator(context, person);
  await visit(page, "/account");
  await expect(page.getByRole("switch", { name: "Two-step sign-in" })).toBeChecked();

  await page.getByRole("button", { name: "Turn off Authenticator app" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn off the authenticator app?" });
  await enterCode(dialog, phone.wrongCode());
  await expect(dialog.getByLabel("Six-digit code")).toHaveAccessibleDescription(/Use the one your app shows now/);
  await enterCode(dialog, await phone.code());

  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "The authenticator app is turned off." })).toBeVisible();
  await expect(appLine(page)).toContainText("Codes from your phone, even offline");
  await mail.letter(person.email, /Your authenticator app was removed/);

  await forget(context);
  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
});

test("U87, F20: who has lost the phone is led on from a recovery code, to another app and to none, without a code from it", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  const codes = await makeRecoveryCodes(context, person);
  const news = page.getByRole("group", { name: "You signed in with a recovery code" });
  const recoverySignIn = async (code = "") => {
    await forget(context);
    await signInWithPassword(page, person);
    await expectSecondStep(page, person);
    await page.getByRole("link", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectAccountOf(page, person);
  };

  await recoverySignIn(codes[0]);
  await expect(news).toContainText("9 are left. Lost your phone?");
  await expectUsable(page, "after a recovery code");
  await news.getByRole("button", { name: "Move to another app" }).click();
  await expectPage(page, "Move to another authenticator app");
  const newPhone = await scanWithPhone(page);
  await codeField(page).fill(await newPhone.code());
  await expectAccountOf(page, person);
  await expect(news).toBeHidden();
  await mail.letter(person.email, /Your authenticator app was replaced/);

  // The new phone is lost as well, and it has been a while since the code.
  await recoverySignIn(codes[1]);
  await expect(news).toContainText("8 are left.");
  await call(context, "sessions.revokeOthers", {});
  ageSession(person, "authenticatedAt", 11 * 60);
  await page.getByRole("button", { name: "Turn off Authenticator app" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn off the authenticator app?" });
  await expect(dialog).toContainText("You need no code from it");
  await expectUsable(page, "turning a lost authenticator off");
  await dialog.getByRole("button", { name: "Turn off" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await expect(confirmation.getByRole("button", { name: "Use your password" })).toBeHidden();
  await confirmation.getByLabel("Recovery code").fill(codes[2] ?? "");
  await confirmation.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "The authenticator app is turned off." })).toBeAttached();
  await mail.letter(person.email, /Your authenticator app was removed/);

  await forget(context);
  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
});

test("U88: who has neither phone nor recovery codes learns what to do, and whom to ask", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  // Signed in still, but not lately: there is nothing to confirm with.
  ageSession(person, "authenticatedAt", 11 * 60);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Turn off Authenticator app" }).click();
  await page.getByRole("button", { name: "Lost your phone?" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await expect(confirmation).toContainText("Lost your phone, and no recovery codes left? Ask the people who run");
  await expectUsable(page, "nothing left to confirm with");

  await forget(context);
  await signInWithPassword(page, person);
  await expectSecondStep(page, person);
  await page.getByRole("link", { name: "Lost your phone?" }).click();
  await expectPage(page, "Without your phone");
  await expect(page.getByRole("link", { name: "help@northfold.example" })).toHaveAttribute("href", "mailto:help@northfold.example");
  await expect(page.getByRole("main")).not.toContainText("recovery codes");
  await expectUsable(page, "without a phone");
  await page.getByRole("link", { name: "Back to signing in" }).click();
  await expectSecondStep(page, person);

  // Of somebody else's account it is not told whether there are any.
  await forget(context);
  await visit(page, "/sign-in/recovery");
  await page.getByRole("link", { name: "No recovery codes?" }).click();
  await expectPage(page, "Without your phone");
  await expect(page.getByRole("link", { name: "Use a recovery code" })).toBeVisible();
});

test("two-step sign-in is switched off and on again", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  await visit(page, "/account");
  const twoSteps = page.getByRole("switch", { name: "Two-step sign-in" });

  await twoSteps.click();
  await expect(twoSteps).not.toBeChecked();
  await expect(page.getByRole("status").filter({ hasText: "Two-step sign-in is off." })).toBeVisible();
  await mail.letter(person.email, /Two-step sign-in was turned off/);
  await twoSteps.click();
  await expect(twoSteps).toBeChecked();

  await signOut(page);
  await signInWithPassword(page, person);
  await expectSecondStep(page, person);
});
