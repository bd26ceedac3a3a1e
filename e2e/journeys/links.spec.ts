import type { BrowserContext, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { linksOf, type Mail } from "../support/mail";
import {
  askForCode,
  call,
  confirmEmail,
  createAccount,
  expectAccountOf,
  expectPage,
  forget,
  reload,
  signInElsewhere,
  signInWithPassword,
  visit,
} from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { expectUsable } from "../support/usable";

/** Asks for a link on the page, and answers the number that it waits for. */
async function askForLink(page: Page, email: string): Promise<string> {
  await visit(page, "/sign-in/link");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  return awaitedNumber(page);
}

async function awaitedNumber(page: Page): Promise<string> {
  const title = page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ });
  await expect(title).toBeVisible();
  return /\d\d/.exec((await title.textContent()) ?? "")?.[0] ?? "";
}

/** Opens a link of a letter on a device of its own, and presses the one button there. */
async function openElsewhere(device: BrowserContext, link: string, button: string): Promise<Page> {
  const page = await device.newPage();
  await visit(page, link);
  await page.getByRole("button", { name: button }).click();
  return page;
}

/** Opens a link as mail scanners do: each address, without a click and without a cookie, and more than once. */
async function scanLink({ request }: BrowserContext, link: string): Promise<void> {
  for (const method of ["HEAD", "GET", "GET"]) {
    const response = await request.fetch(link, { method });
    expect(response.status(), `${method} ${link}`).toBe(200);
  }
}

test("R1, R3, R4, R5: a forgotten password is replaced by the link in a letter, and other devices are signed out", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  const elsewhere = await browser.newContext();
  await createAccount(elsewhere, person);
  await confirmEmail(elsewhere, mail, person);

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
  await expect(page.getByRole("main")).toContainText(/For a\*\*\*@example\.com\./);
  expect(page.url()).toMatch(/\/reset-password\/new\?k=[\w-]{12}$/);
  const chosen = { email: person.email, password: `${person.password} and more` };
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/Choose 8 characters or more. This one has 5/);
  await page.getByLabel("New password", { exact: true }).fill(chosen.password);
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expectPage(page, "Sign in");
  await expect(page.getByRole("main")).toContainText("Your password is changed");
  await mail.letter(person.email, /Your password was changed/);

  const other = await elsewhere.newPage();
  await other.goto("/account");
  await expectPage(other, "Sign in");
  await signInWithPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();
  await signInWithPassword(page, chosen);
  await expectAccountOf(page, person);

  await forget(context);
  await visit(page, link);
  await expectPage(page, "This link no longer works");
});

test("E1: who has no account is told the same about a reset, and mailed nothing", async ({ page, context, mail, newPerson }) => {
  const { email } = newPerson();
  await visit(page, "/forgot");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(`If ${email} has an account, a link is on its way.`);

  // Letters go out in the order in which they were asked for: one about a reset would be here before this one.
  await call(context, "otp.signUp.email", { loginId: email });
  expect(await mail.letters(email)).toEqual([expect.objectContaining({ text: expect.stringContaining("to finish your sign-up") })]);
});

test("a link in a letter signs in the device it is opened on, once", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
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
  await expectPage(late, "This link no longer works");
  await late.getByRole("link", { name: "Email me a new link" }).click();
  await expectPage(late, "Sign in");
});

test("R3: a scanner that opens every link of every letter spends none of them", async ({ page, context, browser, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
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
  await resetting.getByRole("button", { name: "Save the new password" }).click();
  await expect(resetting.getByRole("main")).toContainText("Your password is changed");
});

/** Somebody whose masked address is nobody else's here. */
async function signUpZoe(browser: BrowserContext, mail: Mail, person: Person): Promise<Person> {
  const zoe = { ...person, email: person.email.replace("ada", "zoe") };
  await createAccount(browser, zoe);
  await confirmEmail(browser, mail, zoe);
  await forget(browser);
  return zoe;
}

test("R20: of two reset links in one browser each sets its own password, through reloads and another language", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const ada = newPerson();
  await createAccount(context, ada);
  await confirmEmail(context, mail, ada);
  const zoe = await signUpZoe(context, mail, newPerson());
  const links = [];
  for (const { email } of [ada, zoe]) {
    await call(context, "password.sendReset", { loginId: email });
    links.push(await mail.link(email));
  }
  const [adas = "", zoes = ""] = links;
  const other = await context.newPage();

  await visit(page, adas);
  await visit(other, zoes);
  await reload(page);
  await expect(page.getByRole("main")).toContainText("a***@example.com");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expectPage(page, "Neues Passwort wählen");
  await expect(page.getByRole("main")).toContainText("a***@example.com");
  await page.getByRole("button", { name: "English" }).click();
  await expectPage(page, "Choose a new password");
  const chosen = `${ada.password} and more`;
  await page.getByLabel("New password", { exact: true }).fill(chosen);
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expectPage(page, "Sign in");

  await signInElsewhere(await browser.newContext(), { ...ada, password: chosen });
  await signInElsewhere(await browser.newContext(), zoe);
  await reload(other);
  await expect(other.getByRole("main")).toContainText("z***@example.com");
  await other.getByLabel("New password", { exact: true }).fill(`${zoe.password} and more`);
  await other.getByRole("button", { name: "Save the new password" }).click();
  await expectPage(other, "Sign in");
  await signInElsewhere(await browser.newContext(), { ...zoe, password: `${zoe.password} and more` });
  await page.goBack();
  await expectPage(page, "This link no longer works");
});

test("R20: of two links that sign in, each signs in to its own account; of two approvals each lets its own window in", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const ada = newPerson();
  await createAccount(context, ada);
  await confirmEmail(context, mail, ada);
  const zoe = await signUpZoe(context, mail, newPerson());
  const links = [];
  for (const { email } of [ada, zoe]) {
    await call(context, "magicLink.signIn.email", { loginId: email });
    links.push(await mail.link(email));
  }
  const other = await context.newPage();

  await visit(page, links[0] ?? "");
  await visit(other, links[1] ?? "");
  await reload(page);
  await expect(page.getByRole("main")).toContainText("a***@example.com");
  await page.getByRole("button", { name: "Continue" }).click();
  await expectAccountOf(page, ada);
  await reload(other);
  await expect(other.getByRole("main")).toContainText("z***@example.com");
  await other.getByRole("button", { name: "Continue" }).click();
  await expectAccountOf(other, zoe);

  const waitFor = async ({ email }: Person) => {
    const waiting = await (await browser.newContext()).newPage();
    const number = await askForLink(waiting, email);
    return { waiting, link: await mail.link(email, number) };
  };
  const forAda = await waitFor(ada);
  const forZoe = await waitFor(zoe);
  const phone = await browser.newContext();
  const first = await phone.newPage();
  await visit(first, forAda.link);
  await visit(await phone.newPage(), forZoe.link);
  await reload(first);
  await expect(first.getByRole("main")).toContainText("a***@example.com");
  await first.getByRole("button", { name: "Let it in" }).click();
  await expectPage(first, "You can go back to the other window");
  await expectAccountOf(forAda.waiting, ada);
  await reload(first);
  await expectPage(first, "You can go back to the other window");
  await expect(forZoe.waiting.getByRole("heading", { level: 1 })).toHaveText(/^Choose \d\d in the email$/);
});

test("R20: of two steps that are under way in one browser each page goes on with its own", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const ada = newPerson();
  await createAccount(context, ada);
  await confirmEmail(context, mail, ada);
  const zoe = await signUpZoe(context, mail, newPerson());
  const other = await context.newPage();

  const number = await askForLink(page, ada.email);
  const link = await mail.link(ada.email, number);
  await askForLink(other, zoe.email);
  await reload(page);
  expect(await awaitedNumber(page)).toBe(number);
  await expect(page.getByRole("main")).toContainText("a***@example.com");
  await openElsewhere(await browser.newContext(), link, "Let it in");
  await expectAccountOf(page, ada);
  await forget(context);

  await askForCode(page, ada.email);
  const code = await mail.code(ada.email);
  await askForCode(other, zoe.email);
  await reload(page);
  await expect(page.getByRole("main")).toContainText("a***@example.com");
  await page.getByLabel("Six-digit code").fill(code);
  await expectAccountOf(page, ada);
});

test("R21: a page that is opened in another browser than its link says what is missing, and the link stays good", async ({
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await forget(context);
  const asked = [
    ["magicLink.signIn.email", "Continue to"],
    ["password.sendReset", "Choose a new password"],
    ["enchantedLink.signIn.email", "Let the other window in?"],
  ] as const;
  for (const [operation, title] of asked) {
    await call(context, operation, { loginId: person.email });
    const link = await mail.link(person.email);
    const opened = await (await browser.newContext()).newPage();
    await visit(opened, link);
    await expect(opened.getByRole("heading", { level: 1 })).toContainText(title);

    const elsewhere = await (await browser.newContext()).newPage();
    await visit(elsewhere, opened.url());
    await expectPage(elsewhere, "Open the link once more");
    await expect(elsewhere.getByRole("main")).toContainText("Cookies have to be allowed");
    await expectUsable(elsewhere, `${operation}, opened elsewhere`);
    await visit(elsewhere, link);
    await expect(elsewhere.getByRole("heading", { level: 1 })).toContainText(title);
  }
});

test("a new account is made here by the number chosen on another device", async ({ page, browser, mail, newPerson }) => {
  const { name, email } = newPerson();
  await visit(page, "/sign-up");
  await page.getByRole("link", { name: "Link by email" }).click();
  await page.getByLabel("Name").fill(name);
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
  await expectPage(late, "This didn’t let anyone in");

  await page.getByRole("button", { name: "Send a new email" }).click();
  const link = await mail.link(email, await awaitedNumber(page));
  await page.reload();
  await openElsewhere(phone, link, "Let it in");
  await expectAccountOf(page, { email });
});

test("an account moves to a new email by the code sent there, and the old address hears of it", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  const { email: newEmail } = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);
  await visit(page, "/account");
  await page.getByRole("link", { name: "Change Email" }).click();
  await expectPage(page, "Change your email");
  await page.getByLabel("New email").fill(newEmail);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await page.getByLabel("Six-digit code").fill(await mail.code(newEmail));

  await expectAccountOf(page, { email: newEmail });
  await mail.letter(person.email, /Your email address was changed/);
  await forget(context);
  await askForCode(page, newEmail);
  await page.getByLabel("Six-digit code").fill(await mail.code(newEmail));
  await expectAccountOf(page, { email: newEmail });
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
