import type { Locator, Page } from "@playwright/test";
import { button, codeField, SAME_ORIGIN } from "../support/plain-forms";
import { call, createConfirmedAccount, forget } from "../support/steps";
import { expect, test } from "../support/test";

test.use({ javaScriptEnabled: false });

/** An answer to a form, as the browser that sent it gets it. */
interface Answer {
  status: number;
  location: string | null;
  cookies: string[];
}

/** Sends the form around a field as it stands, with the cookies of this browser; `changed` makes it another's. */
async function send(field: Locator, address: string, changed: (cookie: string) => string = (cookie) => cookie): Promise<Answer> {
  const page = field.page();
  const { action, fields } = await field.evaluate((input: HTMLInputElement) => ({
    action: input.form?.action ?? "",
    fields: [...new FormData(input.form ?? undefined)].map(([name, value]) => [name, String(value)] as [string, string]),
  }));
  const cookie = changed((await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; "));
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { ...SAME_ORIGIN, Cookie: cookie, "X-Forwarded-For": address },
    redirect: "manual",
  });
  return { status: answer.status, location: answer.headers.get("location"), cookies: answer.headers.getSetCookie() };
}

/** As an impatient hand on a slow line: twice at once. What comes of the second is what this browser sees, and keeps. */
async function sendTwice(field: Locator, address: string): Promise<Answer> {
  const page = field.page();
  const [first, second] = await Promise.all([send(field, address), send(field, address)]);
  expect(second).toEqual(first);
  for (const cookie of second.cookies) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (cookie.includes("Max-Age=0")) await page.context().clearCookies({ name });
    else await page.context().addCookies([{ name, value, domain: "localhost", path: "/", httpOnly: true, sameSite: "Lax" }]);
  }
  await page.goto(second.location ?? "");
  return second;
}

const hidden = (page: Page) => page.locator('main form input[name="_form"]').first();

test("S40: a sign-up or a code that is sent twice counts once, and lets in whoever sent it, and nobody else", async ({
  page,
  context,
  address,
  mail,
  newPerson,
}) => {
  const { email, password } = newPerson();
  await page.goto("/sign-up/password");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const form = page.getByLabel("Email");
  // Another browser that has all of the form, and even every cookie but the one that tells browsers apart.
  const asAnother = (cookie: string) => cookie.replace(/(browser=)[\w-]{22}/, `$1${"x".repeat(22)}`);
  await sendTwice(form, address);
  await page.getByRole("link", { name: "Later" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText(email);

  await context.clearCookies();
  const person = newPerson();
  await page.goto("/sign-up/code");
  await page.getByLabel("Email").fill(person.email);
  await sendTwice(page.getByLabel("Email"), address);
  await expect(page).toHaveURL(/\/verify\?f=/);
  const code = await mail.code(person.email);
  const wrong = code === "000000" ? "000001" : "000000";
  await codeField(page).fill(wrong);
  await sendTwice(codeField(page), address);
  await expect(page.getByRole("alert")).toHaveText("That code isn’t right. Check the newest email. 4 tries left.");
  // Had it counted as two, these would leave none for the right one. The same code in the page as it came back is another try.
  for (const left of ["3 tries", "2 tries", "1 try"]) {
    await codeField(page).fill(wrong);
    await button(page, "Continue").click();
    await expect(page.getByRole("alert")).toContainText(`${left} left`);
  }
  await codeField(page).fill(code);
  const entered = codeField(page);
  const [right, stranger] = [await send(entered, address), await send(entered, address, asAnother)];
  expect(right.location).toBe("/account");
  expect(right.cookies.some((cookie) => cookie.includes("session="))).toBe(true);
  expect(stranger.location).not.toBe("/account");
  expect(stranger.cookies.some((cookie) => cookie.includes("session="))).toBe(false);
  await sendTwice(entered, address);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText(person.email);
});

test("S40: a link, an approval or a new password that is sent twice does once what it is for", async ({
  page,
  context,
  browser,
  address,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await forget(context);

  await call(context, "magicLink.signIn.email", { loginId: person.email });
  await page.goto(await mail.link(person.email));
  await sendTwice(hidden(page), address);
  await expect(page).toHaveURL(/\/account$/);
  await forget(context);

  await page.goto("/sign-in/link");
  await page.getByLabel("Email").fill(person.email);
  await button(page, "Email me a link").click();
  const number = /\d\d/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0];
  const phone = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await phone.goto(await mail.link(person.email, number));
  await sendTwice(hidden(phone), address);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("You can go back to the other window");
  await sendTwice(hidden(page), address);
  await expect(page).toHaveURL(/\/account$/);
  await forget(context);

  await call(context, "password.sendReset", { loginId: person.email });
  await page.goto(await mail.link(person.email));
  await sendTwice(hidden(page), address);
  await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await sendTwice(hidden(page), address);
  await expect(page.getByText("Your password is changed")).toBeVisible();
});

test("S40: an impatient hand that presses twice arrives", async ({ page, newPerson }) => {
  const { email, password } = newPerson();
  await page.goto("/sign-up/password");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button(page, "Create account").dblclick();
  await page.getByRole("link", { name: "Later" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText(email);
});
