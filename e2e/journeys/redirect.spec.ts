import type { Page } from "@playwright/test";
import {
  askForCode,
  call,
  createAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  forget,
  reload,
  signInWithPassword,
  visit,
} from "../support/steps";
import { expect, type Person, test } from "../support/test";

const EVIL = "evil.example";
/** Ways to write another site, or a script, that one reader or another has taken for a path. */
const PAYLOADS = [
  `https://${EVIL}`,
  `HTTPS://${EVIL}`,
  `https:${EVIL}`,
  `https:/${EVIL}`,
  `https:\\\\${EVIL}`,
  `//${EVIL}`,
  `///${EVIL}`,
  `////${EVIL}`,
  `//${EVIL}/account`,
  `//localhost@${EVIL}`,
  `/\\${EVIL}`,
  `\\/${EVIL}`,
  `\\\\${EVIL}`,
  `/\\/${EVIL}`,
  `/\t/${EVIL}`,
  `/\n/${EVIL}`,
  `/\r\n/${EVIL}`,
  `\t//${EVIL}`,
  ` //${EVIL}`,
  `/ /${EVIL}`,
  `/\u0000/${EVIL}`,
  `/\u007f/${EVIL}`,
  `/\u2028/${EVIL}`,
  `/%2f${EVIL}`,
  `/%5c${EVIL}`,
  `/%09/${EVIL}`,
  `%2f%2f${EVIL}`,
  `/.//${EVIL}`,
  `/%2e//${EVIL}`,
  `/account/..//${EVIL}`,
  `/account/../..//${EVIL}`,
  `/account\\..\\..\\${EVIL}`,
  `/;@${EVIL}`,
  `/account\r\nLocation: https://${EVIL}`,
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "/javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://evil.example/1",
  EVIL,
  `\uff0f\uff0f${EVIL}`,
  `//${EVIL}\u3002example`,
  `/@${EVIL}`,
];

/** Every address that the page asks another site for, and every dialog that a script of theirs opens. */
function watch(page: Page, origin: string | undefined): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:image/")) seen.push(request.url());
  });
  page.on("dialog", async (dialog) => {
    seen.push(dialog.message());
    await dialog.dismiss();
  });
  return seen;
}

test("H4: no hostile `next` leads a signed-in visitor off the site, nor is it handed on", async ({
  page,
  context,
  browser,
  baseURL,
  newPerson,
}) => {
  await createAccount(context, newPerson());
  await visit(page, "/account");
  const { request } = await browser.newContext();
  const found: { payload: string; paths: string[] }[] = [];
  for (const payload of PAYLOADS) {
    const query = `next=${encodeURIComponent(payload)}`;
    const [answer, unknown, letter] = await Promise.all([
      context.request.get(`/sign-in?${query}`, { maxRedirects: 0 }),
      request.get(`/sign-in?${query}`),
      request.get(`/link?t=whatever&${query}`, { maxRedirects: 0 }),
    ]);
    const hrefs = [...(await unknown.text()).matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
    // Help, privacy and terms lead to where the settings say.
    const links = hrefs.filter((href) => !/^https:\/\/gatehouse\.example\/[a-z]+$/.test(href));
    expect(links.length, payload).toBeGreaterThan(5);
    found.push({ payload, paths: [answer.headers().location ?? "about:blank", letter.headers().location ?? "about:blank", ...links] });
  }
  // Where the browser says that they lead, and that the pages they lead to would lead.
  const origins = await page.evaluate(
    (answers) =>
      answers.map(({ payload, paths }) => {
        const targets = paths.map((path) => new URL(path, location.href));
        const led = targets.flatMap((target) => [target.origin, new URL(target.searchParams.get("next") ?? "/", target).origin]);
        return { payload, origins: [...new Set(led)] };
      }),
    found,
  );
  expect(origins).toEqual(PAYLOADS.map((payload) => ({ payload, origins: [baseURL] })));
});

test("H4: no hostile `next` leads a visitor off the site who signs in", async ({ page, context, baseURL, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  const seen = watch(page, baseURL);
  for (const payload of [`//${EVIL}`, `/\\${EVIL}`, `/\t/${EVIL}`, "javascript:alert(1)"]) {
    await forget(context);
    await visit(page, `/sign-in?next=${encodeURIComponent(payload)}`);
    await submitPassword(page, person);
    await expectAccountOf(page, person);
  }
  expect(seen).toEqual([]);
});

test("H4: what a page keeps of its way does not lead off the site either", async ({ page, context, baseURL, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await call(context, "otp.update.email", { loginId: person.email, email: person.email });
  await call(context, "otp.verify.email", { loginId: person.email, code: await mail.code(person.email) });
  await forget(context);
  const seen = watch(page, baseURL);
  await askForCode(page, person.email);

  const id = new URL(page.url()).searchParams.get("f");
  const form = { loginId: person.email, _back: `/verify?f=${id}`, _next: `//${EVIL}` };
  const headers = { "Sec-Fetch-Site": "same-origin", Accept: "application/json" };
  const answer = await context.request.post("/api/form/otp.signIn.email", { form, headers });
  expect(await answer.json()).toEqual({ location: `/verify?f=${id}` });
  await reload(page);
  await enterCode(page, await mail.code(person.email));

  await expectAccountOf(page, person);
  expect(seen).toEqual([]);
});

async function submitPassword(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("who is sent to sign in comes back to where they were, by password", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);

  await visit(page, "/account/password");
  await expectPage(page, "Sign in");
  await submitPassword(page, person);

  await expectPage(page, "Change your password");
});

test("who is sent to sign in comes back to where they were, by any other way", async ({ page, mail, newPerson }) => {
  const { email } = newPerson();
  await visit(page, "/account/email");
  await expectPage(page, "Sign in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("link", { name: "Authenticator app" }).click();
  await page.getByRole("link", { name: "Choose another way" }).click();
  await page.getByRole("link", { name: "Code by email" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await expectPage(page, "Check your email");
  await enterCode(page, await mail.code(email));

  await expectPage(page, "Change your email");
});

test("the way to a place that has a name is told", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);

  await page.goto("/account");
  await expect(page.getByRole("main")).toContainText("You were on your way to Account settings.");
  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
});
