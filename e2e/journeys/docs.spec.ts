import type { Locator, Page } from "@playwright/test";
import { createAccount, expectPage, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

/** An operation in the reference, by its path. */
function operation(page: Page, path: string): Locator {
  return page.locator(".opblock").filter({ has: page.locator(`[data-path="${path}"]`) });
}

test("a developer reads a guide, finds another by searching, and follows it", async ({ page }) => {
  await visit(page, "/docs");
  await page.getByRole("main").getByRole("link", { name: "Deploy" }).click();
  await expectPage(page, "Deploy");
  await expectUsable(page, "guide");

  await page.keyboard.press("/");
  await page.keyboard.type("postgres");
  await page.getByRole("navigation", { name: "Docs" }).getByRole("link", { name: "Postgres", exact: true }).click();
  await expectPage(page, "Postgres");
});

test("guides can be read without JavaScript", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 }, baseURL })).newPage();
  await page.goto("/docs/deploy");

  await page.getByRole("navigation", { name: "Docs" }).getByRole("link", { name: "Change the brand" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Change the brand" })).toBeVisible();
});

test("a developer signs up in the API reference, and is then known to the calls that need a session", async ({ page, newPerson }) => {
  const { email, password } = newPerson();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "localhost" && !request.url().startsWith("data:")) outside.push(request.url());
  });
  await visit(page, "/docs/reference#password.signUp");
  const signUp = operation(page, "/v1/auth/password/signup");

  await signUp.getByLabel("Body of the request").fill(JSON.stringify({ loginId: email, password }));
  await signUp.getByRole("button", { name: "Execute" }).click();
  await expect(page.getByRole("status").filter({ hasText: `Signed in as ${email}` })).toBeVisible();
  await expectUsable(page, "reference, after a call");

  await page.getByRole("navigation", { name: "Docs" }).getByRole("link", { name: "GET Me", exact: true }).click();
  const me = operation(page, "/v1/auth/me");
  await expect(me).toBeInViewport();
  await me.getByRole("button", { name: "Execute" }).click();
  await expect(me).toContainText(`"${email}"`);

  expect(outside).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test("the start page's samples carry the address and project of this server", async ({ page, baseURL }) => {
  await visit(page, "/");
  const samples = page.getByRole("tabpanel");

  await expect(samples.first()).toContainText(`curl ${baseURL}/v1/auth/password/signup`);
  await expect(samples.first()).toContainText("Bearer P3GatehouseJourneysProject01");
  await page.getByRole("link", { name: /See a typed call/ }).click();
  await expect(page.getByRole("tab", { name: "tRPC" })).toHaveAttribute("aria-selected", "true");
  await expect(samples.filter({ visible: true })).toContainText("createTRPCClient<AppRouter>");
  await expectUsable(page, "start page");
});

test("whoever is signed in finds the way back from the docs", async ({ page, context, newPerson }) => {
  await createAccount(context, newPerson());
  await visit(page, "/docs");

  await page.getByRole("link", { name: "Your account" }).click();

  await expectPage(page, "Account");
});
