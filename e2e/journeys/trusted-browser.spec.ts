import { codeField } from "../support/plain-forms";
import {
  addAuthenticator,
  call,
  createConfirmedAccount,
  enterCode,
  expectAccountOf,
  expectPage,
  signInElsewhere,
  signInWithPassword,
  signOut,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const BOX = "Don’t ask here for 30 days";

test("U140, F60, F61, F62: a trusted browser is not asked for the second step, asks for it before a change, and is listed until it ends", async ({
  page,
  context,
  browser,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const phone = await addAuthenticator(context, person);
  await visit(page, "/account");
  const trusted = page.getByRole("region", { name: "Trusted browsers" });
  await expect(trusted).toContainText("None.");
  await signOut(page);

  await signInWithPassword(page, person);
  await expectPage(page, "Enter the code from your app");
  const box = page.getByRole("checkbox", { name: BOX });
  await expect(box).not.toBeChecked();
  await expectUsable(page, "the second step, which may be left out");
  await box.check();
  await enterCode(page, await phone.code());
  await expectAccountOf(page, person);
  await mail.letter(person.email, /A browser of yours is trusted now/);
  await expect(trusted.getByRole("listitem")).toHaveText(/This browser.*Trusted today at .*Asks for the code again on/);
  await expect(page.getByRole("switch", { name: "Two-step sign-in" })).toHaveAccessibleDescription(
    /Browsers that you trust leave out the app/,
  );
  const elsewhere = await browser.newContext();
  await signInElsewhere(elsewhere, person);
  await call(elsewhere, "totp.verify", { loginId: person.email, code: await phone.code(), loginOptions: { mfa: true } });
  await visit(page, "/account");
  const devices = page.getByRole("region", { name: "Where you’re signed in" });
  await expect(devices).toContainText("also ends the trust in your other browsers");
  await expectUsable(page, "/account with a trusted browser");
  await devices.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(devices.getByRole("status").filter({ hasText: "Your other browsers ask for the code" })).toBeVisible();
  await signOut(page);

  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
  await page.getByRole("switch", { name: "Two-step sign-in" }).click();
  await expect(page.getByRole("dialog").getByLabel("Six-digit code")).toBeVisible();
  await page.keyboard.press("Escape");
  await trusted.getByRole("button", { name: /^Ask again/ }).click();
  await expect(trusted.getByText("asks for the code again.")).toBeVisible();
  await expect(trusted.getByRole("listitem")).toHaveCount(0);
  await signOut(page);
  await signInWithPassword(page, person);
  await expectPage(page, "Enter the code from your app");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("U140: a browser is trusted, and asked again, without script", async ({ page, context, mail, newPerson }) => {
    const person = newPerson();
    await createConfirmedAccount(context, mail, person);
    const phone = await addAuthenticator(context, person);
    const signIn = async () => {
      await context.request.post("/api/form/logout", { form: {}, headers: { "Sec-Fetch-Site": "same-origin" } });
      await page.goto("/sign-in");
      await page.getByLabel("Email").fill(person.email);
      await page.getByLabel("Password", { exact: true }).fill(person.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    await signIn();
    await page.getByRole("checkbox", { name: BOX }).check();
    await codeField(page).fill(await phone.code());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(/\/account$/);
    await signIn();
    await expect(page).toHaveURL(/\/account$/);
    const trusted = page.getByRole("region", { name: "Trusted browsers" });
    await trusted.getByRole("button", { name: /^Ask again/ }).click();
    await expect(trusted.getByText("That browser asks for the code again.")).toBeVisible();
    await signIn();
    await expect(page).toHaveURL(/\/sign-in\/second-step/);
  });
});
