import { type BrowserContext, devices } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { linksOf } from "../support/mail";
import { addLoginId } from "../support/records";
import {
  addAuthenticator,
  askForLink,
  awaitedNumber,
  call,
  createAccount,
  createConfirmedAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  openElsewhere,
  signInElsewhere,
  signInWithPassword,
  signOut,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

/** Opens a link as mail scanners do: each address, without a click and without a cookie, and more than once. */
async function scanLink({ request }: BrowserContext, link: string): Promise<void> {
  for (const method of ["HEAD", "GET", "GET"]) {
    const response = await request.fetch(link, { method });
    expect(response.status(), `${method} ${link}`).toBe(200);
  }
}

test("R1, R3, R4, R5, R37, U69: a forgotten password is replaced by the link in a letter, and other devices are signed out", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  const elsewhere = await browser.newContext();
  await createConfirmedAccount(elsewhere, mail, person);

  await visit(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(`If ${person.email} has an account, a link is on its way.`);
  const link = await mail.link(person.email);
  await signInElsewhere(await browser.newContext(), person); // Nothing has changed yet.

  const opened = await page.request.get(link, { maxRedirects: 0 });
  expect(opened.headers()["referrer-policy"]).toBe("no-referrer");
  await visit(page, link);
  await expectPage(page, "Choose a new password");
  await expect(page.getByRole("main")).toContainText(`For ${person.email}.`);
  expect(page.url()).toMatch(/\/reset-password\/new\?k=[\w-]{12}$/);
  const chosen = { email: person.email, password: `${person.password} and more` };
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/Choose 8 characters or more. This one has 5/);
  // The link is used up by now, and the page goes on without it.
  await page.getByLabel("New password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/easy to guess/);
  await page.getByLabel("New password", { exact: true }).fill(chosen.password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expectAccountOf(page, person);
  await expect(page.getByRole("main")).toContainText("Your password is changed");
  await mail.letter(person.email, /Your password was changed/);

  const other = await elsewhere.newPage();
  await other.goto("/account");
  await expectPage(other, "Sign in");
  await signOut(page);
  await signInWithPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();
  await signInWithPassword(page, chosen);
  await expectAccountOf(page, person);

  await forget(context);
  await visit(page, link);
  await expectPage(page, "This link was used already");
});

test("E1, U62: who has no account is told the same about a reset or a link, and mailed that there is none", async ({
  page,
  mail,
  newPerson,
}) => {
  const { email } = newPerson();
  await visit(page, "/forgot");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(`If ${email} has an account, a link is on its way.`);

  expect((await mail.letter(email)).subject).toBe(`There is no ${APP_NAME} account for this address`);

  await visit(page, "/sign-in/link");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ })).toBeVisible();
  expect((await mail.letter(email)).subject).toBe(`There is no ${APP_NAME} account for this address`);
});

test("a link in a letter signs in the device it is opened on, once", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await forget(context);
  await call(context, "magicLink.signIn.email", { loginId: person.email });
  const link = await mail.link(person.email);

  await visit(page, link);
  await expectPage(page, `Continue to ${APP_NAME}`);
  expect(page.url()).not.toContain("t=");
  await page.getByRole("button", { name: "Continue" }).click();
  await expectAccountOf(page, person);

  const late = await (await browser.newContext()).newPage();
  await visit(late, link);
  await expectPage(late, "This link was used already");
  await late.getByRole("link", { name: "Email me a new link" }).click();
  await expectPage(late, "Sign in");
});

test("R3: a scanner that opens every link of every letter spends none of them", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await forget(context);
  const number = await askForLink(page, person.email);
  const numbered = await mail.letter(person.email, /Choose your number/);
  await call(context, "magicLink.signIn.email", { loginId: person.email });
  const magic = await mail.letter(person.email, new RegExp(`Sign in to ${APP_NAME}`));
  await call(context, "password.sendReset", { loginId: person.email });
  const reset = await mail.letter(person.email, new RegExp(`Choose a new ${APP_NAME} password`));
  const links = [numbered, magic, reset].map(linksOf);
  expect(links.map(({ length }) => length)).toEqual([3, 1, 1]);

  const scanner = await browser.newContext();
  for (const { href } of links.flat()) await scanLink(scanner, href);

  const [[{ href: toReset } = { href: "" }] = [], [{ href: toSignIn } = { href: "" }] = []] = [links[2], links[1]];
  const right = links[0]?.find(({ words }) => words === number)?.href ?? "";
  await openElsewhere(await browser.newContext(), right, "Let it in");
  await expectAccountOf(page, person);
  await expectAccountOf(await openElsewhere(await browser.newContext(), toSignIn, "Continue"), person);
  const resetting = await (await browser.newContext()).newPage();
  await visit(resetting, toReset);
  await resetting.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await resetting.getByRole("button", { name: "Save and sign in" }).click();
  await expect(resetting.getByRole("main")).toContainText("Your password is changed");
});

test("a new account is made here by the number chosen on another device", async ({ page, browser, mail, newPerson }) => {
  const { name, email } = newPerson();
  await visit(page, "/sign-up");
  await page.getByRole("link", { name: "Link by email" }).click();
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  const number = await awaitedNumber(page);

  const phone = await openElsewhere(await browser.newContext(), await mail.link(email, number), "Let it in");
  await expectPage(phone, "You can go back to the other window");

  await expectAccountOf(page, { email });
  await phone.goto("/account");
  await expectPage(phone, "Sign in");
});

test("U35: another number ends the attempt, and a new letter brings a new one", async ({ page, browser, mail, newPerson }) => {
  const { email } = newPerson();
  await visit(page, "/sign-up/link");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  const number = await awaitedNumber(page);
  const links = linksOf(await mail.letter(email));
  const wrong = links.find(({ words }) => words !== number)?.href ?? "";
  const right = links.find(({ words }) => words === number)?.href ?? "";

  const phone = await browser.newContext();
  await expectPage(await openElsewhere(phone, wrong, "Let it in"), "This didn’t let anyone in");
  await expectPage(page, "Another number was chosen");
  const late = await phone.newPage();
  await visit(late, right);
  await expectPage(late, "This email was used already");

  await page.getByRole("button", { name: "Send a new email" }).click();
  const link = await mail.link(email, await awaitedNumber(page));
  await page.reload();
  await openElsewhere(phone, link, "Let it in");
  await expectAccountOf(page, { email });
});

test("R36: who lets a window in sees its number, what asked and when; “Not me” ends it, and the window is told", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await forget(context);
  for (const javaScriptEnabled of [true, false]) {
    const number = await askForLink(page, person.email);
    const numbered = linksOf(await mail.letter(person.email, /Choose your number/));
    const phone = await (await browser.newContext({ ...devices["Pixel 5"], javaScriptEnabled })).newPage();
    for (const { words, href } of numbered) {
      await phone.goto(href);
      const main = phone.getByRole("main");
      await expect(main).toContainText(`The number is ${words}`);
      await expect(main).toContainText(/Asked for .*\d\d:\d\d.*, from Chrome on (Linux|macOS|Windows)\./);
    }
    await expectUsable(phone, `to approve or not, with script ${javaScriptEnabled}`);
    await phone.getByRole("button", { name: "Not me" }).click();
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Nobody was let in");
    await expectUsable(phone, `not me, with script ${javaScriptEnabled}`);
    await expectPage(page, "Somebody said it wasn’t them");
    await expect(page.getByRole("main")).toContainText(`It goes to ${person.email}.`);
    await phone.reload();
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Nobody was let in");
    const late = await (await browser.newContext({ javaScriptEnabled })).newPage();
    await late.goto(numbered.find(({ words }) => words === number)?.href ?? "");
    await expect(late.getByRole("heading", { level: 1 })).toHaveText("This email was used already");
    await expect(late.getByRole("button", { name: "Let it in" })).toHaveCount(0);
  }
  await expectUsable(page, "the window that was told");
});

test("U83, R40: an account moves to a new email, which every page shows; the reader of the old one puts it back", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  const { email: newEmail } = newPerson();
  await createConfirmedAccount(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("link", { name: "Change Email" }).click();
  await expectPage(page, "Change your email");
  await page.getByLabel("New email").fill(newEmail);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(newEmail);
  await enterCode(page, await mail.code(newEmail));

  await expectAccountOf(page, { email: newEmail });
  await expect(page.getByText(person.email)).toHaveCount(0);
  await visit(page, "/account/password");
  await expect(page.locator("input[autocomplete=username]")).toHaveValue(newEmail);
  const phone = await addAuthenticator(context, { ...person, email: newEmail });
  await forget(context);
  await signInWithPassword(page, { email: newEmail, password: person.password });
  await expect(page.getByText(newEmail)).toBeVisible();
  await enterCode(page, await phone.code());
  await expectAccountOf(page, { email: newEmail });

  const undo = await mail.link(person.email);
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const other = await plain.newPage();
  await other.goto(undo);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Take the change back?");
  await expect(other.getByRole("main")).toContainText(`${person.email[0]}***@`);
  await expectUsable(other, "/undo-email/continue");
  await other.getByRole("button", { name: "Put my email back" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Your email is back");
  await expectUsable(other, "/undo-email/continue, done");
  await other.getByRole("link", { name: "Choose a new password" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Reset your password");
  await plain.close();

  await visit(page, "/account");
  await expect(page).toHaveURL(/\/sign-in/);
  await mail.letter(newEmail, /was taken back/);
  await visit(page, undo);
  await expectPage(page, "This link no longer works");
  await signInWithPassword(page, person);
  await expect(page.getByRole("main")).toContainText(person.email);
});

test("U84: a name that signs in beside the email is listed in the profile, and removed there", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const name = `name-${person.email.split("@")[0]}`;
  addLoginId(person, name);
  await visit(page, "/account");
  await expectUsable(page, "/account with another login ID");
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByText("The name is removed.")).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  await mail.letter(person.email, /A name to sign in with was removed/);
});

// The account may be a stranger's that names the reader's address.
test("C21: a link that an account had sent does nothing in a browser that is not signed in to it", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const stranger = newPerson();
  const { email: readers } = newPerson();
  await createAccount(context, stranger);
  await call(context, "magicLink.update.email", { loginId: stranger.email, email: readers, addToLoginIDs: true });
  const link = await mail.link(readers);
  await forget(context);

  await visit(page, link);
  await expectPage(page, "Is this your account?");
  await expect(page.getByText("would count your address as its own")).toContainText(`${stranger.email[0]}***@`);
  await page.getByRole("button", { name: "This account is mine" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "You’re not signed in to the account that asked" })).toBeVisible();
  await visit(page, "/account");
  await expect(page).toHaveURL(/\/sign-in/);

  await signInElsewhere(context, stranger);
  await visit(page, link);
  await page.getByRole("button", { name: "This account is mine" }).click();
  await expectAccountOf(page, { email: readers });
});

test("an account moves to a new email by the link sent there", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  const { email: newEmail } = newPerson();
  await createAccount(context, person);
  await call(context, "magicLink.update.email", { loginId: person.email, email: newEmail, addToLoginIDs: true });

  await visit(page, await mail.link(newEmail));
  await page.getByRole("button", { name: "This account is mine" }).click();

  await expectAccountOf(page, { email: newEmail });
});
