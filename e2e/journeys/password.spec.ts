import { expectAccountOf, signInWithPassword, signOut, signUpWithPassword } from "../support/steps";
import { expect, test } from "../support/test";

test("a visitor creates an account, signs out, and signs in again", async ({ page, newPerson }) => {
  const person = newPerson();

  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);

  await signOut(page);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);

  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
});

test("U14: a wrong password is refused without saying which half was wrong", async ({ page, newPerson }) => {
  const person = newPerson();
  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);
  await signOut(page);

  await signInWithPassword(page, { ...person, password: `${person.password}!` });
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();

  await signInWithPassword(page, newPerson());
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();
});

test("E9: a browser that has signed in before gets in while strangers guess", async ({ page, browser, newPerson }) => {
  const person = newPerson();
  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);
  await signOut(page);
  const elsewhere = await (await browser.newContext()).newPage();
  const refused = elsewhere.getByRole("alert").filter({ hasText: "Too many tries" });
  await expect(async () => {
    await signInWithPassword(elsewhere, { ...person, password: `${person.password}!` });
    await expect(refused).toBeVisible({ timeout: 1000 });
  }).toPass();

  await signInWithPassword(page, person);

  await expectAccountOf(page, person);
});

test("an address that has an account is sent to sign in", async ({ page, browser, newPerson }) => {
  const person = newPerson();
  const elsewhere = await (await browser.newContext()).newPage();
  await signUpWithPassword(elsewhere, person);
  await expectAccountOf(elsewhere, person);

  await signUpWithPassword(page, { ...newPerson(), email: person.email });

  await expect(page.getByText("This email already has an account").first()).toBeVisible();
  await expect(page).toHaveURL(/\/sign-up/);
});

test("S3, 4.5: signing out everywhere else ends the other browser's session at once", async ({ page, browser, newPerson }) => {
  const person = newPerson();
  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);
  const elsewhere = await (await browser.newContext()).newPage();
  await signInWithPassword(elsewhere, person);
  await expectAccountOf(elsewhere, person);

  const devices = elsewhere.getByRole("list").filter({ hasText: "This device" }).getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await elsewhere.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(devices).toHaveCount(1);

  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await elsewhere.reload();
  await expectAccountOf(elsewhere, person);
});

test("S12, S14, S15: the browser holds one session cookie, none that scripts can read, and no token anywhere", async ({
  page,
  context,
  newPerson,
  baseURL,
}) => {
  const answers: string[] = [];
  await page.route("**/api/form/**", async (route) => {
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  const person = newPerson();

  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);

  const { port } = new URL(baseURL ?? "");
  const asAllOurs = { httpOnly: true, sameSite: "Lax", path: "/", domain: "localhost" };
  const cookies = (await context.cookies()).toSorted((one, other) => one.name.localeCompare(other.name));
  expect(cookies).toEqual([
    // A number that tells a form sent twice: tied to nothing, and gone with the browser's session.
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.browser`, value: expect.stringMatching(/^[\w-]{22}$/), expires: -1 }),
    // What the browser is known by: sealed, and good for nothing but tries of its own.
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.device`, value: expect.stringMatching(/^eyJ/) }),
    // The word that the sign-in page lights up; nothing about the person.
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.last-used`, value: "password" }),
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.session` }),
  ]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
  expect(answers).not.toEqual([]);
  for (const answer of answers) expect(answer).not.toContain("eyJ");
});
