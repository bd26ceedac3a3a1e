import { createAccount, expectPage, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

test("changes and empties the profile, beside what is wrong with it", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account");
  await page.getByRole("link", { name: "Change Profile" }).click();
  await expectPage(page, "Your profile");
  await expect(page.getByLabel(/^Name/)).toHaveValue(person.name);
  await page.getByLabel("Given name").fill("Augusta");
  await page.getByLabel("Phone").fill("call me");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Phone")).toHaveAccessibleDescription(/Check the number/);
  await expectUsable(page, "/account/profile, refused");

  await page.getByLabel("Phone").fill("+1 555 010 0199");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Account");
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  const profile = page.getByRole("region", { name: "Profile" });
  await expect(profile).toContainText("Augusta");
  await expect(profile).toContainText("+1 555 010 0199");

  await visit(page, "/account/profile");
  await page.getByLabel("Phone").fill("");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Account");
  await expect(profile).not.toContainText("+1 555 010 0199");
  await expect(profile).toContainText("Augusta");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("U33: the profile is changed and emptied; a refusal keeps what was typed, and what was emptied", async ({
    page,
    context,
    newPerson,
  }) => {
    const person = newPerson();
    await createAccount(context, person);
    await page.goto("/account/profile");
    await page.getByLabel(/^Name/).fill("");
    await page.getByLabel("Family name").fill("Moreno");
    await page.getByLabel("Phone").fill("call me");
    await page.getByRole("button", { name: "Save", exact: true }).click();

    await expect(page).toHaveURL(/\/account\/profile$/);
    await expect(page.getByLabel("Phone")).toHaveAccessibleDescription(/Check the number/);
    await expect(page.getByLabel("Family name")).toHaveValue("Moreno");
    await expect(page.getByLabel(/^Name/)).toHaveValue("");

    await page.getByLabel("Phone").fill("");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText("Your profile is saved.")).toBeVisible();
    const profile = page.getByRole("region", { name: "Profile" });
    await expect(profile).toContainText("Moreno");
    await expect(profile).not.toContainText(person.name);
  });
});
