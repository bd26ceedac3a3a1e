import type { BrowserContext, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import type { Mail } from "../support/mail";
import { codeField } from "../support/plain-forms";
import { askForCode, call, createAccount, enterCode, expectAccountOf, expectPage, reload, signOut, visit } from "../support/steps";
import { expect, type Person, test } from "../support/test";

/** What the account page says about the email. */
const emailFact = (page: Page) => page.getByRole("region", { name: "Profile" }).getByRole("definition").filter({ hasText: "@" });

/** An account whose owner signs in with codes by email. */
async function createCodeAccount(browser: BrowserContext, mail: Mail, { name, email }: Person): Promise<void> {
  await call(browser, "otp.signUp.email", { loginId: email, user: { name } });
  await call(browser, "otp.verify.email", { loginId: email, code: await mail.code(email) });
  await browser.clearCookies();
}

/** Another code than this one. */
function otherThan(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, "0");
}

async function expectWrong(page: Page, triesLeft: number): Promise<void> {
  const left = triesLeft === 1 ? "1 try left" : `${triesLeft} tries left`;
  await expect(codeField(page)).toHaveAccessibleDescription(new RegExp(`That code isn’t right.*${left}`));
}

/** Lets time pass on the page: minutes and seconds. */
async function letPass(page: Page, time: string): Promise<void> {
  await page.clock.install();
  await page.clock.fastForward(time);
}

/** After a minute another code may be asked for: asks for it. */
async function askAgain(page: Page): Promise<void> {
  const resend = page.getByRole("button", { name: "Send a new code" });
  await expect(resend).toBeDisabled();
  await letPass(page, "01:00");
  await resend.click();
  await expect(page.getByRole("status").filter({ hasText: "New code sent. Only the newest one works." })).toBeVisible();
}

test("what was refused before the script was there is not said again of the code that was sent since", async ({ page, newPerson }) => {
  const { email } = newPerson();
  await visit(page, "/sign-in/code");
  // Past the script, as before it has come.
  await page.getByLabel("Email").evaluate((field: HTMLInputElement) => field.form?.submit());
  await expect(page.getByRole("link", { name: "Enter your email" })).toBeVisible();

  await expectPage(page, "Sign in");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByText("Something you typed can’t be used")).toHaveCount(0);
});

test("U18, U21, U24: a visitor signs up with a code from the newest letter, whose subject begins with it", async ({
  page,
  mail,
  newPerson,
}) => {
  const { name, email } = newPerson();
  await visit(page, "/sign-up");
  await page.getByRole("link", { name: "Code by email" }).click();
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel("Email").fill(`  ${email} `);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("main")).toContainText(`We sent six digits to ${email}.`);

  const letter = await mail.letter(email);
  const code = letter.subject.slice(0, 6);
  expect(letter.subject).toBe(`${code} is your ${APP_NAME} code`);
  expect(letter.text.split(code)).toHaveLength(2);
  expect(letter.html).not.toContain("?t=");

  await codeField(page).pressSequentially(code);
  await expectAccountOf(page, { email });
  await expect(emailFact(page)).toHaveText(`${email}Confirmed`);
});

test("U20: somebody with an account signs in with a code and the button, and the way is remembered", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);

  await visit(page, "/sign-in");
  await page.getByRole("link", { name: "Code by email" }).click();
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  const code = await mail.code(person.email);

  await codeField(page).pressSequentially(code.slice(0, 5));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(codeField(page)).toHaveAccessibleDescription(/Enter all six digits/);
  await expect(codeField(page)).toBeFocused();
  await enterCode(page, code);
  await expectAccountOf(page, person);
  // There is no password to change.
  await page.goto("/account/history");
  await expect(page.getByText("Something here that wasn’t you? Sign out the device.")).toBeVisible();

  await signOut(page);
  await expect(page.getByRole("link", { name: "Code by email" })).toContainText("Last used");
});

const asArabic = (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
/** As people copy codes: with what stands around them, or in their own script. */
const PASTED: Readonly<Record<string, (code: string) => string>> = {
  "in its sentence": (code) => `Your Gatehouse code is \u200e${code.slice(0, 3)}\u200b${code.slice(3)}.`,
  "in Arabic digits": (code) => `${asArabic(code.slice(0, 3))}\u2013${asArabic(code.slice(3))}`,
};

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  for (const [how, paste] of Object.entries(PASTED)) {
    test(`U5, U19, U33: a code arrives whole that is pasted ${how}`, async ({ page, mail, newPerson }) => {
      const { email } = newPerson();
      await page.goto("/sign-up/code");
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Email me a code" }).click();
      const text = paste(await mail.code(email));

      await codeField(page).focus();
      // In one piece, and cut by the field's own limit.
      await page.keyboard.insertText(text);
      await page.getByRole("button", { name: "Continue", exact: true }).click();

      await expect(page).toHaveURL(/\/account$/);
      await expect(page.getByRole("main")).toContainText(email);
    });
  }
});

test("U5, U19: a code is pasted as the letter's reader copied it, with words, a mark that is not seen, and a dash", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createCodeAccount(context, mail, person);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await askForCode(page, person.email);
  const code = await mail.code(person.email);

  await page.evaluate((text) => navigator.clipboard.writeText(text), `Your code: \u200e${code.slice(0, 3)} – ${code.slice(3)}. `);
  await codeField(page).focus();
  await page.keyboard.press("ControlOrMeta+V");

  await expectAccountOf(page, person);
});

test("U23, U35, C4: wrong codes are counted, across reloads, until there are too many", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);
  await askForCode(page, person.email);
  const code = await mail.code(person.email);

  const kept = page.waitForResponse("**/api/form/otp.verify.email");
  await enterCode(page, otherThan(code));
  await expectWrong(page, 4);
  await expect(page).toHaveTitle(/^Error: Check your email/);
  // As React does with a page's own title that arrives late.
  await page.evaluate(() => document.head.prepend(Object.assign(document.createElement("title"), { textContent: "Late" })));
  await expect(page).toHaveTitle("Error: Late");
  await expect(codeField(page)).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(otherThan(code));
  await (await kept).finished();

  await reload(page);
  for (const triesLeft of [3, 2, 1]) {
    await enterCode(page, otherThan(code, triesLeft));
    await expectWrong(page, triesLeft);
  }
  await enterCode(page, otherThan(code, 9));
  const spent = page.getByRole("alert").filter({ hasText: "Too many tries with this code" });
  await expect(spent).toBeFocused();
  await expect(codeField(page)).toBeHidden();

  await askAgain(page);
  await expect(spent).toBeHidden();
  await enterCode(page, await mail.code(person.email));
  await expectAccountOf(page, person);
});

test("U17, U22, C6: another code can be asked for after a minute, and ends the one before", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);
  await askForCode(page, person.email);
  const older = await mail.code(person.email);

  const resend = page.getByRole("button", { name: "Send a new code" });
  await expect(resend).toHaveText(/^Send a new code in (1:00|0:5\d)/);
  await expect(resend).toHaveAccessibleDescription("A new code makes older ones stop working.");
  await askAgain(page);
  const newest = await mail.code(person.email);

  await enterCode(page, older);
  await expect(codeField(page)).toHaveAccessibleDescription(/That code isn’t right. Check the newest email. 4 tries left/);
  await enterCode(page, newest);
  await expectAccountOf(page, person);
});

test("U23: a code that is over says so, and not that it is wrong", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);
  await askForCode(page, person.email);
  await mail.code(person.email);
  await expect(codeField(page)).toHaveAccessibleDescription(/Works for (5:00|4:5\d)/);

  await letPass(page, "05:00");
  await expect(page.getByRole("alert").filter({ hasText: "This code has expired" })).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(codeField(page)).toBeHidden();

  await page.getByRole("button", { name: "Send a new code" }).click();
  await enterCode(page, await mail.code(person.email));
  await expectAccountOf(page, person);
});

test("U21, U25: who gets no letter is told where to look and what else to do, and gives another address", async ({
  page,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);
  await askForCode(page, newPerson().email);

  const help = page.getByRole("group").filter({ hasText: "No email yet?" });
  await expect(help.getByRole("listitem").first()).toBeHidden();
  await help.getByText("No email yet?").click();
  await expect(help.getByRole("listitem").first()).toHaveText("Give it a minute, then look in spam or promotions.");
  await expect(help.getByRole("link", { name: "Sign in another way" })).toHaveAttribute("href", /^\/sign-in(\?|$)/);
  await page.getByRole("link", { name: "Use another address" }).click();
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Email me a code" }).click();

  await expectPage(page, "Check your email");
  await enterCode(page, await mail.code(person.email));
  await expectAccountOf(page, person);
});

test("E1, U62: an address without an account is told the same, and mailed that there is none", async ({ page, mail, newPerson }) => {
  const [known, unknown] = [newPerson(), newPerson()];
  await createCodeAccount(page.context(), mail, known);
  const saysAbout = async () => {
    // The countdown begins once the page's script runs.
    await expect(page.getByRole("button", { name: "Send a new code" })).toBeDisabled();
    const text = await page.getByRole("main").textContent();
    return text?.replace(/\d:\d\d/g, "a while").replace(/[\w*]+@/, "somebody@");
  };

  await askForCode(page, known.email);
  const code = await mail.code(known.email);
  const toldKnown = await saysAbout();
  await enterCode(page, otherThan(code));
  await expectWrong(page, 4);
  const toldKnownAfterwards = await saysAbout();

  await askForCode(page, unknown.email);
  expect(await saysAbout()).toBe(toldKnown);
  await enterCode(page, otherThan(code));
  await expectWrong(page, 4);
  expect(await saysAbout()).toBe(toldKnownAfterwards);

  const letter = await mail.letter(unknown.email);
  expect(letter.subject).toBe(`There is no ${APP_NAME} account for this address`);
  expect(letter.text).not.toMatch(/\b\d{6}\b/);
  expect(letter.text).toMatch(/\/sign-up\b/);
});

test("E1: signing up with a registered address looks like any sign-up, and its owner is told by mail", async ({
  page,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createCodeAccount(page.context(), mail, person);

  await visit(page, "/sign-up/code");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");

  const letter = await mail.letter(person.email);
  expect(letter.subject).toBe(`You already have a ${APP_NAME} account`);
  expect(letter.text).not.toMatch(/\b\d{6}\b/);
});

// Two letters with a code lie in the mailbox, and the newer one is a stranger's.
test("C21: a code that another account had sent changes nothing, and the one of this page still signs in", async ({
  page,
  browser,
  mail,
  newPerson,
}) => {
  const { email } = newPerson();
  const stranger = newPerson();
  await visit(page, "/sign-up/code");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  const own = await mail.code(email);
  const theirs = await browser.newContext();
  await createAccount(theirs, stranger);
  await call(theirs, "otp.update.email", { loginId: stranger.email, email });

  await enterCode(page, await mail.code(email));
  await expect(page.getByRole("alert").filter({ hasText: "That code is from another email" })).toBeVisible();
  await enterCode(page, own);

  await expectAccountOf(page, { email });
});

test("a signed-in user confirms the email of the account", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account");
  await expect(emailFact(page)).toHaveText(`${person.email}Not confirmed yet`);

  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await expect(page.getByRole("link", { name: "Use another address" })).toHaveAttribute("href", "/account/email");
  await enterCode(page, await mail.code(person.email));

  await expectAccountOf(page, person);
  await expect(page.getByRole("main")).toContainText("Your email is confirmed.");
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toHaveCount(0);
  await expect(emailFact(page)).toHaveText(`${person.email}Confirmed`);
  await expect(page.getByRole("list").filter({ hasText: "This device" }).getByRole("listitem")).toHaveCount(1);
});
