import {
  askToSignUp,
  createAccount,
  expectAccountOf,
  forget,
  signInElsewhere,
  signInWithPassword,
  signOut,
  signUpWithPassword,
  visit,
} from "../support/steps";
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

test("U14: a wrong password is refused without saying which half was wrong", async ({ page, context, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await forget(context);

  await signInWithPassword(page, { ...person, password: `${person.password}!` });
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();

  await signInWithPassword(page, newPerson());
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don’t match" })).toBeVisible();
});

test("E9: a browser that has signed in before gets in while strangers guess", async ({ page, context, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account");
  await signOut(page);
  const elsewhere = await browser.newContext();
  const wrong = { ...person, password: `${person.password}!` };
  const guess = { data: { loginId: wrong.email, password: wrong.password }, headers: { "Sec-Fetch-Site": "same-origin" } };
  // Each wrong one doubles the wait: until it is longer than it takes to fill in a page.
  const secondsToWait = async () => {
    const { error } = await (await elsewhere.request.post("/api/trpc/password.signIn", guess)).json();
    return error.data.retryAfterSeconds ?? 0;
  };
  await expect.poll(secondsToWait, { intervals: [200] }).toBeGreaterThan(3);
  const stranger = await elsewhere.newPage();
  await expect(async () => {
    await signInWithPassword(stranger, wrong);
    await expect(stranger.getByRole("alert").filter({ hasText: "Too many tries" })).toBeVisible({ timeout: 1000 });
  }).toPass();

  await signInWithPassword(page, person);

  await expectAccountOf(page, person);
});

test("an address that has an account is sent to sign in", async ({ page, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(await browser.newContext(), person);

  await askToSignUp(page, { ...newPerson(), email: person.email });

  await expect(page.getByText("This email already has an account").first()).toBeVisible();
  await expect(page).toHaveURL(/\/sign-up/);
});

test("S3, 4.5: signing out everywhere else ends the other browser's session at once", async ({ page, context, browser, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await visit(page, "/account");
  const other = await browser.newContext();
  await signInElsewhere(other, person);
  const elsewhere = await other.newPage();
  await visit(elsewhere, "/account");

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
    // What waits for the code that confirms the email: sealed.
    expect.objectContaining({
      ...asAllOurs,
      name: expect.stringMatching(new RegExp(`^gatehouse-${port}\\.flow\\.[0-9a-f]{12}$`)),
      value: expect.stringMatching(/^eyJ/),
    }),
    // Who has signed in last, and by which way, for the sign-in page: sealed.
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.last-used`, value: expect.stringMatching(/^eyJ/) }),
    expect.objectContaining({ ...asAllOurs, name: `gatehouse-${port}.session` }),
  ]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
  expect(answers).not.toEqual([]);
  for (const answer of answers) expect(answer).not.toContain("eyJ");
});
