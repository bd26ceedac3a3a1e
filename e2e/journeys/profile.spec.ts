import type { Page } from "@playwright/test";
import { PNG } from "pngjs";
import { createAccount, expectPage, visit } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

/** A picture to choose, wider than it is high. */
const PICTURE = { name: "me.png", mimeType: "image/png", buffer: PNG.sync.write(new PNG({ width: 60, height: 40, fill: true })) };
const NO_PICTURE = { name: "me.png", mimeType: "image/png", buffer: Buffer.from("GIF89a, renamed") };

/** Those that are shown of the person, and there: one that cannot be loaded has no width. */
const shownPictures = (page: Page) =>
  page.locator("img").evaluateAll((all) => all.map((image) => [(image as HTMLImageElement).naturalWidth, image.getAttribute("alt")]));

test("U142: changes and empties the profile, and shows and removes a picture, beside what is wrong with it", async ({
  page,
  context,
  newPerson,
}) => {
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
  await page.getByLabel("Picture", { exact: true }).setInputFiles(NO_PICTURE);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Picture", { exact: true })).toHaveAccessibleDescription(/We can’t read this/);
  await expectUsable(page, "/account/profile, with a file that is no picture");
  await page.getByLabel("Picture", { exact: true }).setInputFiles(PICTURE);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Account");
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  const profile = page.getByRole("region", { name: "Profile" });
  await expect(profile).toContainText("Augusta");
  await expect(profile).toContainText("+1 555 010 0199");
  // In the bar, at the head of the account and in the profile.
  expect(await shownPictures(page)).toEqual([
    [320, ""],
    [320, ""],
    [320, ""],
  ]);
  await expectUsable(page, "/account with a picture");

  await visit(page, "/account/profile");
  await page.getByLabel("Phone").fill("");
  await page.getByLabel("Remove the picture").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Account");
  await expect(profile).not.toContainText("+1 555 010 0199");
  await expect(profile).toContainText("Augusta");
  expect(await shownPictures(page)).toEqual([]);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("U33, U141, U142: the profile is changed and emptied, with picture and language, which goes with the account; a refusal keeps what was typed, and what was emptied", async ({
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
    await page.getByLabel("Picture", { exact: true }).setInputFiles(NO_PICTURE);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByLabel("Picture", { exact: true })).toHaveAccessibleDescription(/We can’t read this/);

    await page.getByLabel("Picture", { exact: true }).setInputFiles(PICTURE);
    await page.getByRole("combobox", { name: "Language" }).selectOption("es");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText("Tu perfil está guardado.")).toBeVisible();
    const profile = page.getByRole("region", { name: "Perfil" });
    await expect(profile).toContainText("Moreno");
    await expect(profile).toContainText("Español");
    await expect(profile).not.toContainText(person.name);
    expect((await shownPictures(page)).map(([width]) => width)).toEqual([320, 320, 320]);
    await page.goto("/account/profile");
    await page.getByLabel("Quitar la imagen").check();
    await page.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(page).toHaveURL(/\/account$/);
    expect(await shownPictures(page)).toEqual([]);

    // In another browser, whose own language is another.
    await context.clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Cuenta", exact: true })).toBeVisible();
  });
});
