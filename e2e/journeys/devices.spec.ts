import { createAccount, expectAccountOf, expectPage, signInElsewhere, visit } from "../support/steps";
import { expect, test } from "../support/test";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

test("S3, S5, U39: one other device is signed out, then all others, and each at once", async ({ page, context, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  const [phone, laptop] = [await browser.newContext({ userAgent: PHONE }), await browser.newContext({ userAgent: LAPTOP })];
  for (const device of [phone, laptop]) await signInElsewhere(device, person);
  const [onPhone, onLaptop] = [await phone.newPage(), await laptop.newPage()];

  await visit(page, "/account");
  const devices = page.getByRole("region", { name: "Where you’re signed in" });
  await expect(devices.getByRole("listitem")).toHaveCount(3);
  await expect(devices.getByRole("listitem").first()).toContainText("This device");
  await expect(devices.getByRole("listitem").first()).toContainText("with a password");
  await visit(onPhone, "/account");

  await devices.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await expect(devices.getByRole("status")).toHaveText("Signed out Safari on iPhone.");
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("heading", { name: "Where you’re signed in" })).toBeFocused();
  await onPhone.reload();
  await expectPage(onPhone, "Sign in");
  await visit(onLaptop, "/account");
  await expectAccountOf(onLaptop, person);

  await devices.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(devices.getByRole("status")).toHaveText("Signed out everywhere else.");
  await expect(devices.getByRole("listitem")).toHaveCount(1);
  await expect(devices.getByRole("button")).toHaveCount(0);
  await onLaptop.reload();
  await expectPage(onLaptop, "Sign in");
  await page.reload();
  await expectAccountOf(page, person);
});

test("S3: a device that is chosen while another is being signed out is signed out too", async ({ page, context, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  for (const userAgent of [PHONE, LAPTOP]) await signInElsewhere(await browser.newContext({ userAgent }), person);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/form/sessions.revoke", async (route) => {
    await released;
    await route.continue();
  });
  await visit(page, "/account");
  const devices = page.getByRole("region", { name: "Where you’re signed in" });

  await devices.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await devices.getByRole("button", { name: "Sign out Firefox on Linux" }).click();
  await expect(devices.locator("button[aria-busy=true]")).toHaveCount(2);
  release();

  await expect(devices.getByRole("listitem")).toHaveCount(1);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("U33: a device is signed out, and a refusal is told", async ({ page, context, browser, newPerson }) => {
    const person = newPerson();
    await createAccount(context, person);
    await signInElsewhere(await browser.newContext({ userAgent: PHONE }), person);
    await page.goto("/account");
    const devices = page.getByRole("region", { name: "Where you’re signed in" });
    const signOut = devices.getByRole("button", { name: "Sign out Safari on iPhone" });

    await signOut.evaluate((button: HTMLButtonElement) => button.form?.querySelector('[name="id"]')?.setAttribute("value", ""));
    await signOut.click();
    await expect(devices.getByRole("alert")).toBeVisible();
    await signOut.click();
    await expect(devices.getByRole("listitem")).toHaveCount(1);
    await expect(devices.getByRole("alert")).toHaveCount(0);
  });
});

test("S3: what a signed-out device does next is refused, on the page it has open", async ({ page, context, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account/password");
  const elsewhere = await browser.newContext();
  await signInElsewhere(elsewhere, person);
  const other = await elsewhere.newPage();
  await visit(other, "/account");
  await other.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(other.getByRole("status").filter({ hasText: "Signed out everywhere else." })).toBeVisible();

  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await page.getByRole("button", { name: "Save the new password" }).click();

  await expect(page.getByRole("alert").filter({ hasText: "You have been signed out" })).toBeFocused();
  await signInElsewhere(await browser.newContext(), person);
});
