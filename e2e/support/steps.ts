import type { BrowserContext, Locator, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { Authenticator } from "./authenticator";
import { codeField } from "./plain-forms";
import { expect, type Person } from "./test";

// What a journey needs to have happened before it begins, by the API, and the steps that several journeys share, on the pages.

/** Calls an operation as a page's own script does: the cookies of that browser go along, and new ones stay. */
export async function call<Answer = unknown>({ request }: BrowserContext, operation: string, input: object): Promise<Answer> {
  const response = await request.post(`/api/trpc/${operation}`, { data: input, headers: { "Sec-Fetch-Site": "same-origin" } });
  const body = await response.text();
  expect(response.status(), `${operation} answered ${body}`).toBe(200);
  return JSON.parse(body).result.data;
}

/** Makes an account with a password, and signs this browser in to it. */
export async function createAccount(browser: BrowserContext, { name, email, password }: Person): Promise<void> {
  await call(browser, "password.signUp", { loginId: email, password, user: { name } });
}

/** Signs another browser in. */
export async function signInElsewhere(browser: BrowserContext, { email, password }: Person): Promise<void> {
  await call(browser, "password.signIn", { loginId: email, password });
}

/** The letters of a test, as far as these steps need them. */
interface Mail {
  code(address: string): Promise<string>;
}

/** Proves the address of the account that this browser is signed in to. */
export async function confirmEmail(browser: BrowserContext, mail: Mail, { email }: Person): Promise<void> {
  await call(browser, "otp.update.email", { loginId: email, email });
  await call(browser, "otp.verify.email", { loginId: email, code: await mail.code(email) });
}

/** Makes an account whose address is proven, and signs this browser in to it. */
export async function createConfirmedAccount(browser: BrowserContext, mail: Mail, person: Person): Promise<void> {
  await createAccount(browser, person);
  await confirmEmail(browser, mail, person);
}

interface Letters extends Mail {
  link(address: string): Promise<string>;
}

/** Two people with accounts, whose masked addresses differ (a…, z…), and a browser that is signed in to neither. */
export async function createTwoAccounts(browser: BrowserContext, mail: Mail, newPerson: () => Person): Promise<[ada: Person, zoe: Person]> {
  const [ada, other] = [newPerson(), newPerson()];
  const zoe = { ...other, email: other.email.replace("ada", "zoe") };
  for (const person of [ada, zoe]) await createConfirmedAccount(browser, mail, person);
  await forget(browser);
  return [ada, zoe];
}

/** Asks for a link for each of two people, and answers both. */
export async function askForTwoLinks(
  browser: BrowserContext,
  mail: Letters,
  operation: string,
  [one, other]: readonly [Person, Person],
): Promise<[string, string]> {
  await call(browser, operation, { loginId: one.email });
  await call(browser, operation, { loginId: other.email });
  return [await mail.link(one.email), await mail.link(other.email)];
}

/** Adds an authenticator to the account that this browser is signed in to: sign-ins take two steps from then on. */
export async function addAuthenticator(browser: BrowserContext, { email }: Person): Promise<Authenticator> {
  const { key } = await call<{ key: string }>(browser, "totp.update", { loginId: email });
  const phone = new Authenticator(key);
  await call(browser, "totp.verify", { loginId: email, code: await phone.code() });
  return phone;
}

/** The recovery codes of the account that this browser is signed in to: ten new ones. */
export async function makeRecoveryCodes(browser: BrowserContext, { email }: Person): Promise<string[]> {
  const { codes } = await call<{ codes: { code: string }[] }>(browser, "recovery.createCodes", { loginId: email });
  return codes.map(({ code }) => code);
}

/** The browser of somebody who has not been here: as at the start of the test. */
export async function forget(browser: BrowserContext): Promise<void> {
  await browser.clearCookies();
}

/** As long as other expectations wait. */
const PATIENCE = 15_000;

/**
 * Waits until a page's script runs: before that its forms do what forms did in 1995. React marks the elements it is taking over, and is
 * ready for clicks then; what a page shows only with script may still be a moment away.
 *
 * @param title of the page that it has to be by then, where that is known
 */
async function untilScripted(page: Page, title?: string): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const heading = document.querySelector("h1");
      const text = heading?.textContent.replace(/\s+/g, " ").trim();
      const isScripted = Object.keys(heading ?? {}).some((name) => name.startsWith("__react"));
      return isScripted && (expected === undefined || text === expected);
    },
    title,
    { timeout: PATIENCE },
  );
}

/** Enters the six digits of the page, or of one of its forms, which are sent by themselves once its script runs. */
export async function enterCode(form: Page | Locator, code: string): Promise<void> {
  const field = codeField(form);
  const isScripted = () => field.evaluate((input) => Object.keys(input).some((name) => name.startsWith("__react")));
  await expect.poll(isScripted).toBe(true);
  await field.fill(code);
}

/** Goes to a page by its address. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilScripted(page);
}

/** Asks for the page anew. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await untilScripted(page);
}

/** Expects that a step leads to the page of this title, its one `h1`. That of the sign-in names the app as well. */
export async function expectPage(page: Page, title: string): Promise<void> {
  const text = title === "Sign in" ? `Sign in to ${APP_NAME}` : title;
  // It looks with each frame. What follows says what there is instead, and looks after longer and longer pauses, which add up.
  await untilScripted(page, text).catch(() => undefined);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text);
  await untilScripted(page);
}

export async function expectAccountOf(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  await expectPage(page, "Account");
  await expect(page.getByRole("main")).toContainText(email);
}

/** Sends the form that signs up with a password. */
export async function askToSignUp(page: Page, { name, email, password }: Person): Promise<void> {
  await visit(page, "/sign-up/password");
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Goes on from the page that asks a new account to confirm its email, without. */
export async function confirmLater(page: Page): Promise<void> {
  await expectPage(page, "Confirm your email");
  await page.getByRole("link", { name: "Later" }).click();
}

/** Signs up with a password, and confirms no email yet. */
export async function signUpWithPassword(page: Page, person: Person): Promise<void> {
  await askToSignUp(page, person);
  await confirmLater(page);
}

export async function signInWithPassword(page: Page, { email, password }: Pick<Person, "email" | "password">): Promise<void> {
  await visit(page, "/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Has a code mailed to sign in with, and waits for the page that takes it. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await visit(page, "/sign-in/code");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expectPage(page, "Sign in");
}

/** Asks for a link on the page, and answers the number that it waits for. */
export async function askForLink(page: Page, email: string): Promise<string> {
  await visit(page, "/sign-in/link");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  return awaitedNumber(page);
}

export async function awaitedNumber(page: Page): Promise<string> {
  const title = page.getByRole("heading", { level: 1, name: /^Choose \d\d in the email$/ });
  await expect(title).toBeVisible();
  return /\d\d/.exec((await title.textContent()) ?? "")?.[0] ?? "";
}

/** Opens a link of a letter on a device of its own, and presses the one button there. */
export async function openElsewhere(device: BrowserContext, link: string, button: string): Promise<Page> {
  const page = await device.newPage();
  await visit(page, link);
  await page.getByRole("button", { name: button }).click();
  return page;
}
