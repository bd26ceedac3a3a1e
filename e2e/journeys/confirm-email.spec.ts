import { askToSignUp, confirmLater, expectAccountOf, expectPage } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

test("U60: a new account confirms its email at once", async ({ page, mail, newPerson }) => {
  const person = newPerson();
  await askToSignUp(page, person);
  await expectPage(page, "Confirm your email");
  await expectUsable(page, "confirming the email of a new account");
  const code = await mail.code(person.email);
  await page.getByLabel("Six-digit code").fill(code === "000000" ? "000001" : "000000");
  await expect(page.getByLabel("Six-digit code")).toHaveAccessibleDescription(/4 tries left/);
  await page.getByLabel("Six-digit code").fill(code);
  await expectAccountOf(page, person);
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toHaveCount(0);
});

test("U60, R31: or later: until then the account asks for it, and offers nothing more to set up", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await page.setViewportSize({ width: 390, height: 844 });
  await askToSignUp(page, person);
  await confirmLater(page);
  await expectAccountOf(page, person);
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toBeVisible();
  await expectUsable(page, "an account whose email is not confirmed");
  await expect(page.getByRole("button", { name: "Add Authenticator app" })).toHaveCount(0);
  await expect(page.getByText("Once your email is confirmed")).toBeVisible();
  await page.goto("/account/recovery-codes");
  await expectPage(page, "Account");
  const refused = await context.request.post("/api/trpc/totp.update", {
    data: { loginId: person.email },
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect([refused.status(), await refused.text()]).toEqual([403, expect.stringContaining("E062135")]);
});
