import type { Page } from "@playwright/test";
import { Authenticator, scan } from "../support/authenticator";
import { linksOf } from "../support/mail";
import { codeField } from "../support/plain-forms";
import {
  addAuthenticator,
  askForCode,
  call,
  confirmEmail,
  createAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  makeRecoveryCodes,
  signInWithPassword,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable, expectUsableInBothThemes } from "../support/usable";

// Every page, in its main states (U37, U40).

/** The same page after its form was refused. */
async function expectUsableWhenRefused(page: Page, button: string, state: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectUsable(page, state);
}

test("U37, U40: the start page, the docs, and where nothing is", async ({ page }) => {
  for (const path of ["/", "/docs", "/nothing-here"]) {
    await visit(page, path);
    await expectUsableInBothThemes(page, path);
  }
});

test("U37, U40: signing up", async ({ page }) => {
  await visit(page, "/sign-up");
  await expectUsableInBothThemes(page, "the choice");
  for (const [path, button] of [
    ["/sign-up/password", "Create account"],
    ["/sign-up/code", "Email me a code"],
    ["/sign-up/app", "Continue"],
    ["/sign-up/link", "Email me a link"],
  ] as const) {
    await visit(page, path);
    await expectUsableInBothThemes(page, path);
    await expectUsableWhenRefused(page, button, `${path}, refused`);
  }
});

test("U37, U40: signing in", async ({ page, newPerson }) => {
  for (const [path, button] of [
    ["/sign-in", "Sign in"],
    ["/sign-in/code", "Email me a code"],
    ["/sign-in/app", "Sign in"],
    ["/sign-in/link", "Email me a link"],
    ["/sign-in/recovery", "Sign in"],
    ["/forgot", "Email me a link"],
  ] as const) {
    await visit(page, path);
    await expectUsableInBothThemes(page, path);
    await expectUsableWhenRefused(page, button, `${path}, refused`);
  }
  await signInWithPassword(page, newPerson());
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();
  await expectUsableInBothThemes(page, "a wrong password");
});

test("U37, U40: waiting for a code", async ({ page, newPerson }) => {
  await askForCode(page, newPerson().email);
  await page.getByText("No email yet?").click();
  await expectUsableInBothThemes(page, "waiting");
  await enterCode(page, "000000");
  await expect(codeField(page)).toHaveAccessibleDescription(/4 tries left/);
  await expectUsableInBothThemes(page, "a wrong code");

  await page.clock.install();
  await page.clock.fastForward("01:00");
  await page.getByRole("button", { name: "Send a new code" }).click();
  await expect(page.getByRole("status").filter({ hasText: "New code sent." })).toBeVisible();
  await expectUsableInBothThemes(page, "a new code");
  await page.clock.fastForward("05:00");
  await expect(page.getByRole("alert").filter({ hasText: "This code has expired" })).toBeVisible();
  await expectUsableInBothThemes(page, "an expired code");
});

test("U37, U40: waiting for a link, and what the links lead to", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await forget(context);
  await visit(page, "/sign-in/link");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  const title = page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ });
  await expect(title).toBeVisible();
  const number = /\d\d/.exec((await title.textContent()) ?? "")?.[0];
  await expectUsableInBothThemes(page, "waiting");

  const other = await (await browser.newContext()).newPage();
  const numbered = linksOf(await mail.letter(person.email));
  await visit(other, numbered.find(({ words }) => words !== number)?.href ?? "");
  await expectUsableInBothThemes(other, "to approve");
  await other.getByRole("button", { name: "Let it in" }).click();
  await expectPage(other, "This didn’t let anyone in");
  await expectUsableInBothThemes(other, "a wrong number");
  await expectPage(page, "Another number was chosen");
  await expectUsableInBothThemes(page, "ended");
  await page.getByRole("button", { name: "Send a new email" }).click();
  await expect(title).toBeVisible();
  await visit(other, await mail.link(person.email, /\d\d/.exec((await title.textContent()) ?? "")?.[0]));
  await other.getByRole("button", { name: "Let it in" }).click();
  await expectPage(other, "You can go back to the other window");
  await expectUsableInBothThemes(other, "approved");
  await expectAccountOf(page, person);

  await call(other.context(), "magicLink.signIn.email", { loginId: person.email });
  await visit(other, await mail.link(person.email));
  await expectUsableInBothThemes(other, "to open");
  await visit(other, "/link?t=no-such-link");
  await expectPage(other, "This link no longer works");
  await expectUsableInBothThemes(other, "a dead link");

  await visit(other, "/forgot");
  await other.getByLabel("Email").fill(person.email);
  await other.getByRole("button", { name: "Email me a link" }).click();
  await expectPage(other, "Check your email");
  await expectUsableInBothThemes(other, "waiting for a reset");
  await visit(other, await mail.link(person.email));
  await expectUsableInBothThemes(other, "a new password");
  await expectUsableWhenRefused(other, "Save and sign in", "a new password, refused");
  await forget(other.context());
  await visit(other, "/reset-password/new");
  await expectUsableInBothThemes(other, "a dead reset");
});

test("U37, U40: setting up an authenticator, and signing in with it", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");
  await page.getByText("Can’t scan it?").click();
  await expectUsableInBothThemes(page, "the key");
  const phone = new Authenticator(new URL(await scan(page.getByRole("img"))).searchParams.get("secret") ?? "");
  await enterCode(page, phone.wrongCode());
  await expect(page).toHaveTitle(/^Error: /);
  await expectUsable(page, "the key, refused");
  await enterCode(page, await phone.code());

  await expectPage(page, "Recovery codes");
  await expectUsableInBothThemes(page, "no recovery codes yet");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expectPage(page, "Save your recovery codes");
  await expectUsableInBothThemes(page, "recovery codes");
  await expectUsableWhenRefused(page, "Done", "recovery codes, not saved");

  await forget(context);
  await signInWithPassword(page, person);
  await expectPage(page, "Enter the code from your app");
  await expectUsableInBothThemes(page, "the second step");
  await enterCode(page, phone.wrongCode());
  await expect(codeField(page)).toHaveAccessibleDescription(/That code isn’t right/);
  await expectUsable(page, "the second step, refused");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await expectPage(page, "Use a recovery code");
  await expectUsableInBothThemes(page, "a recovery code as the second step");

  await forget(context);
  await visit(page, "/sign-in/app");
  await page.getByLabel("Email").fill(person.email);
  await enterCode(page, await phone.code());
  await expectPage(page, "One more step");
  await expectUsableInBothThemes(page, "another second step");
});

test("U37, U40: the account", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account");
  await expectUsableInBothThemes(page, "with a password");
  await confirmEmail(context, mail, person);
  await addAuthenticator(context, person);
  await makeRecoveryCodes(context, person);
  await call(await browser.newContext(), "password.signIn", { loginId: person.email, password: person.password });
  await visit(page, "/account");
  await expectUsableInBothThemes(page, "with everything");

  await page.getByRole("button", { name: "Turn off Authenticator app" }).click();
  await expect(page.getByRole("dialog", { name: "Turn off the authenticator app?" })).toBeVisible();
  await expectUsableInBothThemes(page, "turning the authenticator off");
  await page.keyboard.press("Escape");

  // As after ten minutes.
  await page.route("**/api/form/totp.update", (route) => route.fulfill({ status: 401, json: { refusal: { code: "E062132" } } }));
  await page.getByRole("button", { name: "Replace Authenticator app" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
  await expect(dialog).toBeVisible();
  await expectUsableInBothThemes(page, "confirming");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expectUsable(page, "confirming, refused");

  for (const [path, button] of [
    ["/account/password", "Save the new password"],
    ["/account/email", "Email me a code"],
  ] as const) {
    await visit(page, path);
    await expectUsableInBothThemes(page, path);
    await expectUsableWhenRefused(page, button, `${path}, refused`);
  }
  await visit(page, "/account/recovery-codes");
  await expectUsableInBothThemes(page, "/account/recovery-codes");
});

test("U26, U37: with forced colours, buttons, fields and the focus have edges, and a camera reads the picture", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await visit(page, "/sign-in");
  const look = (element: Element) => {
    const { backgroundColor, borderTopColor, borderTopStyle, outlineStyle, outlineColor } = getComputedStyle(element);
    return { backgroundColor, borderTopColor, borderTopStyle, outlineStyle, outlineColor };
  };
  const ground = (await page.locator("body").evaluate(look)).backgroundColor;
  const submit = page.getByRole("button", { name: "Sign in", exact: true });
  expect((await submit.evaluate(look)).backgroundColor).not.toBe(ground);
  const frame = page.getByLabel("Email").locator("..");
  const { borderTopStyle, borderTopColor } = await frame.evaluate(look);
  expect(borderTopStyle).toBe("solid");
  expect(borderTopColor).not.toBe(ground);
  await page.getByLabel("Email").focus();
  await expect(frame).toHaveCSS("outline-style", "solid");
  expect((await frame.evaluate(look)).outlineColor).not.toBe(ground);

  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  await expectPage(page, "Add an authenticator app");
  expect(await scan(page.getByRole("img"))).toMatch(/^otpauth:/);
});

test("U37: nothing moves for those who have asked for that, but what says that something is under way", async ({ page, newPerson }) => {
  const moving = () =>
    page.evaluate(() => {
      const running = document.getAnimations().filter(({ playState }) => playState === "running");
      return running.filter((animation) => (animation as CSSAnimation).animationName !== "spin").length;
    });
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await visit(page, "/sign-up/link");
  await page.getByLabel("Email").fill(newPerson().email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ })).toBeVisible();
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toBe(0);
});
