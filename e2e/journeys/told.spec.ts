import type { Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import {
  addAuthenticator,
  call,
  createAccount,
  createConfirmedAccount,
  enterCode,
  expectPage,
  reload,
  signInElsewhere,
  signOut,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

const twoSteps = (page: Page) => page.getByRole("switch", { name: "Two-step sign-in" });

test("U76, U77, U40: what was done is in sight where it was done, and gone when the page is loaded again", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  await signInElsewhere(await browser.newContext({ userAgent: PHONE }), person);
  await visit(page, "/account");
  const security = page.getByRole("region", { name: "Ways to sign in" });
  const devices = page.getByRole("region", { name: "Where you’re signed in" });

  await expect(twoSteps(page)).toHaveText("On");
  await expect(twoSteps(page)).toHaveAccessibleDescription(/^Every sign-in takes/);
  await twoSteps(page).click();
  await expect(security.getByText("Two-step sign-in is off.")).toBeVisible();
  await expect(twoSteps(page)).toHaveText("Off");
  await expect(twoSteps(page)).toHaveAccessibleDescription(/alone lets you in/);
  await devices.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await expect(devices.getByText("Signed out Safari on iPhone.")).toBeVisible();
  await expectUsable(page, "what was done, in sight");

  await visit(page, "/account/profile");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(page).toHaveURL(/\/account$/);
  await reload(page);
  await expect(page.getByText("Your profile is saved.")).toHaveCount(0);

  await signOut(page);
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expectUsable(page, "signed out");
  await reload(page);
  await expect(page.getByText("You are signed out.")).toHaveCount(0);
});

test("U76: a new account is welcomed, once", async ({ page, newPerson }) => {
  const { email, password } = newPerson();
  await visit(page, "/sign-up/password");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  // Whatever is asked first, such as to confirm the email.
  await expect(page).not.toHaveURL(/sign-up/);
  await visit(page, "/account");
  await expect(page.getByText(`Welcome to ${APP_NAME}.`)).toHaveCount(1);
  await reload(page);
  await expect(page.getByText(`Welcome to ${APP_NAME}.`)).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("U76, U77, U78: the same is said without script, and the title says that there is an error", async ({
    page,
    context,
    browser,
    mail,
    newPerson,
  }) => {
    const person = newPerson();
    await createConfirmedAccount(context, mail, person);
    await addAuthenticator(context, person);
    await signInElsewhere(await browser.newContext({ userAgent: PHONE }), person);
    await page.goto("/account");

    await twoSteps(page).click();
    await expect(page.getByText("Two-step sign-in is off.")).toBeVisible();
    await page.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
    await expect(page.getByText("That device is signed out.")).toBeVisible();
    await page.reload();
    await expect(page.getByText("That device is signed out.")).toHaveCount(0);

    await page.goto("/account/profile");
    await page.getByLabel("Phone").fill("call me");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveTitle(`Error: Your profile · ${APP_NAME}`);
    await page.goto("/account/password");
    await expect(page).toHaveTitle(`Change your password · ${APP_NAME}`);

    await page.goto("/account");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
  });

  test("U79, U40: a page that has lost its thread says why, and leads to the beginning", async ({ page }) => {
    for (const [path, begin] of [
      ["/verify?f=0123456789ab", "/sign-in/code"],
      ["/waiting?f=0123456789ab", "/sign-in/link"],
      ["/forgot/sent?f=0123456789ab", "/forgot"],
      ["/forgot/code", "/forgot"],
      ["/sign-up/app/scan", "/sign-up/app"],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }), path).toHaveText("Begin once more");
      await expect(page).toHaveTitle(`Begin once more · ${APP_NAME}`);
      await expect(page.getByRole("link", { name: "Begin again" })).toHaveAttribute("href", begin);
    }
    await expectUsable(page, "without its thread");
  });

  test("the foot leads to help, privacy and terms, and signing up names what is agreed to", async ({ page, context, newPerson }) => {
    await createAccount(context, newPerson());
    for (const path of ["/", "/docs", "/account", "/notes", "/account/profile"]) {
      await page.goto(path);
      const foot = page.getByRole("navigation", { name: "About this site" });
      await expect(foot.getByRole("link", { name: "Help" }), path).toHaveAttribute("href", "/docs");
      await expect(foot.getByRole("link"), path).toHaveText(["Help", "Privacy", "Terms"]);
    }
    await context.clearCookies();
    await page.goto("/sign-up/link");
    await expect(page.getByText("By creating an account you agree to the terms.")).toBeVisible();
    await expect(page.getByRole("link", { name: "privacy notice" })).toHaveAttribute("href", "https://gatehouse.example/privacy");
  });
});

test("U80, U40: the start page has its links on every phone, and knows who is signed in", async ({ page, context, newPerson }) => {
  const bar = page.getByRole("banner");
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 640 });
    await visit(page, "/");
    for (const name of ["Docs", "Sign in", "Create account"]) await expect(bar.getByRole("link", { name, exact: true })).toBeInViewport();
  }
  const { email, password } = newPerson();
  await createAccount(context, { name: "", email, password });
  await visit(page, "/");
  await expect(bar.getByRole("link", { name: `Account ${email}` })).toBeInViewport();
  await expect(bar.getByRole("link", { name: "Sign in" })).toHaveCount(0);
  await expectUsable(page, "the start page, signed in");
});

test("U78: every page has a title of its own", async ({ request }) => {
  const titles = new Set<string>();
  const paths = [
    ...["/", "/sign-up", "/sign-up/password", "/sign-up/code", "/sign-up/app", "/sign-up/link", "/sign-in", "/sign-in/code"],
    ...["/sign-in/app", "/sign-in/link", "/sign-in/recovery", "/forgot", "/docs", "/docs/reference", "/nothing-here"],
  ];
  for (const path of paths) titles.add(/<title>([^<]+)<\/title>/.exec(await (await request.get(path)).text())?.[1] ?? "");
  expect([...titles]).toHaveLength(paths.length);
});

test("U20: six digits send a form by themselves wherever nothing else of it is missing", async ({ page, newPerson }) => {
  await visit(page, "/sign-in/app");
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(new URL(request.url()).pathname));
  await enterCode(page, "123456");
  await page.getByLabel("Email").fill(newPerson().email);
  expect(sent).toEqual([]);
  await enterCode(page, "123457");
  await expect(page.getByRole("alert").filter({ hasText: "That email and code don’t match" })).toBeVisible();
  expect(sent).toEqual(["/api/form/totp.verify"]);
});

test("a first password is set in words of its own", async ({ page, context, mail, newPerson }) => {
  const { email, password } = newPerson();
  await call(context, "otp.signUp.email", { loginId: email });
  await call(context, "otp.verify.email", { loginId: email, code: await mail.code(email) });
  await visit(page, "/account");
  await page.getByRole("link", { name: "Set Password" }).click();
  await expectPage(page, "Set a password");
  await expect(page).toHaveTitle(`Set a password · ${APP_NAME}`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
});

test("U81: another language keeps what was typed, but no password, and the place on the page", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 400 });
  await visit(page, "/sign-up/password?next=%2Fnotes");
  await page.getByLabel(/^Name/).fill("Ada");
  await page.getByLabel("Email").fill("ada@northfold.example");
  await page.getByLabel("Password", { exact: true }).fill("seven lanterns by the river");
  await page.getByRole("button", { name: "Español" }).scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "Español" }).click();
  await expectPage(page, "Crea tu cuenta");
  await expect(page).toHaveURL(/\/sign-up\/password\?next=%2Fnotes$/);
  await expect(page.getByLabel(/^Nombre/)).toHaveValue("Ada");
  await expect(page.getByLabel("Correo electrónico")).toHaveValue("ada@northfold.example");
  await expect(page.getByLabel("Contraseña", { exact: true })).toHaveValue("");
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("U82: a sign-out is noticed by the page that another tab has open", async ({ page, context, newPerson }) => {
  await createAccount(context, newPerson());
  await visit(page, "/account/profile");
  const other = await context.newPage();
  await visit(other, "/account");
  await signOut(other);
  await expect(page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});

test("the side of the account marks the part that is read", async ({ page, context, newPerson }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await createAccount(context, newPerson());
  await visit(page, "/account");
  const side = page.getByRole("navigation", { name: "Account" });
  for (const name of ["Security", "Devices"]) {
    await side.getByRole("link", { name }).click();
    await expect(side.locator("[aria-current=location]")).toHaveText(name);
  }
});

test("the summary's button begins the set-up of an app", async ({ page, context, mail, newPerson }) => {
  await createConfirmedAccount(context, mail, newPerson());
  await visit(page, "/account");
  await page.getByRole("button", { name: "Add an app" }).click();
  await expectPage(page, "Add an authenticator app");
});
