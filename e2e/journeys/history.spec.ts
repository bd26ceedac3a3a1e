import type { Page } from "@playwright/test";
import { lengthenHistory } from "../support/records";
import { createAccount, createConfirmedAccount, expectPage, signInElsewhere, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** A line of the history, as it is read out. */
const lines = (page: Page) => page.getByRole("table", { name: "What happened to your account" }).getByRole("row");

test("U100: the history tells wrong tries and sign-ins, with what and from where, and all of it a page at a time", async ({
  page,
  context,
  browser,
  newPerson,
}) => {
  const person = newPerson();
  await createAccount(context, person);
  const phone = await browser.newContext({ userAgent: PHONE });
  await signInElsewhere(phone, { ...person, password: "wrong" }).catch(() => {});
  await signInElsewhere(phone, person);
  lengthenHistory(person, 30);

  await visit(page, "/account");
  await expect(lines(page)).toHaveCount(11);
  await expect(lines(page).nth(1)).toHaveText(/Signed in\s*Password\s*Safari on iPhone/);
  await expect(lines(page).nth(2)).toHaveText(/Wrong password\s*Password\s*Safari on iPhone/);
  await page.getByRole("link", { name: "Show all" }).click();
  await expectPage(page, "History");
  await expect(lines(page)).toHaveCount(26);
  await expectUsable(page, "the history");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(lines(page)).toHaveCount(9);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(lines(page)).toHaveCount(26);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("U101: a device is given a name, which it keeps when it signs in again", async ({ page, context, browser, newPerson }) => {
      const person = newPerson();
      await createAccount(context, person);
      const phone = await browser.newContext({ userAgent: PHONE });
      await signInElsewhere(phone, person);
      await page.goto("/account/devices");
      const device = page.getByRole("listitem").filter({ hasText: "Safari on iPhone" });
      await expect(device).toContainText("First seen");

      await device.getByText("Name Safari on iPhone").click();
      await device.getByLabel("Name of this device").fill("Kitchen phone");
      await device.getByRole("button", { name: "Save the name" }).click();
      await expect(page.getByRole("status").filter({ hasText: "The name is saved." })).toBeVisible();
      await expect(page.getByRole("button", { name: "Sign out Kitchen phone" })).toBeVisible();
      if (javaScriptEnabled) await expectUsable(page, "the devices");

      await signInElsewhere(phone, person);
      await page.goto("/account/devices");
      await expect(page.getByRole("button", { name: "Sign out Kitchen phone" })).toHaveCount(2);
    });

    test("U102, S56: who did not sign in ends it by one press, and chooses a new password", async ({
      page,
      context,
      browser,
      mail,
      newPerson,
    }) => {
      const person = newPerson();
      await createConfirmedAccount(context, mail, person);
      const phone = await browser.newContext({ userAgent: PHONE });
      await signInElsewhere(phone, person);
      const link = await mail.link(person.email);
      const onPhone = await phone.newPage();

      await page.goto(link);
      await onPhone.goto("/account");
      await expect(onPhone.getByRole("heading", { level: 1 })).toHaveText("Account");
      if (javaScriptEnabled) await expectUsable(page, "the button of a letter about a sign-in");
      await page.getByRole("button", { name: "Sign out every device" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose a new password");
      await onPhone.goto("/account");
      await expect(onPhone.getByRole("heading", { level: 1 })).toHaveText("Sign in to Gatehouse");

      await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
      await page.getByRole("button", { name: "Save and sign in" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
      await page.goto(link);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Every device is signed out");
      const elsewhere = await (await browser.newContext()).newPage();
      await elsewhere.goto(link);
      await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("This button no longer works");
    });
  });
}
