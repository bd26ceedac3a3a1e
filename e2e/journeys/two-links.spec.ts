import type { Page } from "@playwright/test";
import { button, formOf, SAME_ORIGIN } from "../support/plain-forms";
import {
  askForCode,
  askForLink,
  askForTwoLinks,
  awaitedNumber,
  call,
  createConfirmedAccount,
  createTwoAccounts,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  openElsewhere,
  reload,
  signInElsewhere,
  visit,
} from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { expectUsable } from "../support/usable";

// Several links or flows in one browser, and one link in several: what a page was opened for it stays for.

test("R20: of two reset links in one browser each sets its own password, through reloads and another language", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const [ada, zoe] = await createTwoAccounts(context, mail, newPerson);
  const [adas, zoes] = await askForTwoLinks(context, mail, "password.sendReset", [ada, zoe]);
  const other = await context.newPage();

  await visit(page, adas);
  await visit(other, zoes);
  await reload(page);
  await expect(page.getByRole("main")).toContainText(ada.email);
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expectPage(page, "Neues Passwort wählen");
  await expect(page.getByRole("main")).toContainText(ada.email);
  await page.getByRole("button", { name: "English" }).click();
  await expectPage(page, "Choose a new password");
  const chosen = `${ada.password} and more`;
  await page.getByLabel("New password", { exact: true }).fill(chosen);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expectAccountOf(page, ada);

  await signInElsewhere(await browser.newContext(), { ...ada, password: chosen });
  await signInElsewhere(await browser.newContext(), zoe);
  await reload(other);
  await expect(other.getByRole("main")).toContainText(zoe.email);
  await other.getByLabel("New password", { exact: true }).fill(`${zoe.password} and more`);
  await other.getByRole("button", { name: "Save and sign in" }).click();
  await expectAccountOf(other, zoe);
  await signInElsewhere(await browser.newContext(), { ...zoe, password: `${zoe.password} and more` });
  await page.goBack();
  await expectPage(page, "This link was used already");
});

test("R20: of two links that sign in, each signs in to its own account; of two approvals each lets its own window in", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const [ada, zoe] = await createTwoAccounts(context, mail, newPerson);
  const links = await askForTwoLinks(context, mail, "magicLink.signIn.email", [ada, zoe]);
  const other = await context.newPage();

  await visit(page, links[0]);
  await visit(other, links[1]);
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
  const [ada, zoe] = await createTwoAccounts(context, mail, newPerson);
  const other = await context.newPage();

  const number = await askForLink(page, ada.email);
  const link = await mail.link(ada.email, number);
  await askForLink(other, zoe.email);
  await reload(page);
  expect(await awaitedNumber(page)).toBe(number);
  await expect(page.getByRole("main")).toContainText(ada.email);
  await openElsewhere(await browser.newContext(), link, "Let it in");
  await expectAccountOf(page, ada);
  await forget(context);

  await askForCode(page, ada.email);
  const code = await mail.code(ada.email);
  await askForCode(other, zoe.email);
  await reload(page);
  await expect(page.getByRole("main")).toContainText(ada.email);
  await enterCode(page, code);
  await expectAccountOf(page, ada);
});

test("R21: a page that is opened in another browser than its link says what is missing, and the link stays good", async ({
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await forget(context);
  const asked = [
    ["magicLink.signIn.email", "Continue to"],
    ["password.sendReset", "Choose a new password"],
    ["enchantedLink.signIn.email", "Let the other window in?"],
  ] as const;
  const opened = await (await browser.newContext()).newPage();
  const elsewhere = await (await browser.newContext()).newPage();
  for (const [operation, title] of asked) {
    await call(context, operation, { loginId: person.email });
    const link = await mail.link(person.email);
    await forget(opened.context());
    await visit(opened, link);
    await expect(opened.getByRole("heading", { level: 1 })).toContainText(title);

    await forget(elsewhere.context());
    await visit(elsewhere, opened.url());
    await expectPage(elsewhere, "Open the link once more");
    await expect(elsewhere.getByRole("main")).toContainText("Cookies have to be allowed");
    await expectUsable(elsewhere, `${operation}, opened elsewhere`);
    await visit(elsewhere, link);
    await expect(elsewhere.getByRole("heading", { level: 1 })).toContainText(title);
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("R20: without script too, each link's page is about its own account, before and after it is used", async ({
    page,
    context,
    browser,
    mail,
    newPerson,
  }) => {
    const [ada, zoe] = await createTwoAccounts(context, mail, newPerson);
    const links = await askForTwoLinks(context, mail, "password.sendReset", [ada, zoe]);
    const other = await context.newPage();
    const field = (of: Page) => of.getByLabel("New password", { exact: true });

    await page.goto(links[0]);
    await other.goto(links[1]);
    await page.reload();
    // Each link is shown for a password that is refused, and its page goes on from there.
    for (const [of, name] of [
      [page, ada.email],
      [other, zoe.email],
    ] as const) {
      await field(of).fill("short");
      await button(of, "Save and sign in").click();
      await expect(field(of)).toHaveAccessibleDescription(/8 characters or more/);
      await expect(of.getByRole("main")).toContainText(name);
    }

    // Ada's link is used up, and this browser holds Zoe's way in now.
    await field(page).fill(`${ada.password} and more`);
    const stale = await formOf(field(page));
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page no longer works");
    await context.request.post("/api/form/resetAgain", { form: stale, headers: SAME_ORIGIN });
    await field(other).fill(`${zoe.password} and more`);
    await button(other, "Save and sign in").click();
    await expect(other.getByText("Your password is changed")).toBeVisible();

    await signInElsewhere(await browser.newContext(), ada);
    await signInElsewhere(await browser.newContext(), { ...zoe, password: `${zoe.password} and more` });
  });
});
