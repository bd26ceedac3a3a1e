import { Authenticator } from "../support/authenticator";
import { button, codeField, formOf, SAME_ORIGIN } from "../support/plain-forms";
import { ageSession } from "../support/records";
import { addAuthenticator, createAccount, createConfirmedAccount, forget, makeRecoveryCodes } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

test.use({ javaScriptEnabled: false });

test("U33: signs up, out and in again without script; a refusal keeps what was typed, but no password", async ({ page, newPerson }) => {
  const { email, password } = newPerson();
  await page.goto("/sign-up/password");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your email");
  await page.getByRole("link", { name: "Later" }).click();
  await expect(page).toHaveURL(/\/account$/);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(`${password}!`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("That email and password don’t match")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/account$/);
});

test("U33: browsers check fields by themselves where no script does", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("ada");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.getByLabel("Email").fill("ada@northfold.example");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  expect(sent).toEqual([]);
});

test("U33, U34: signs up by an emailed code without script, past a wrong one and a new one", async ({ page, context, mail, newPerson }) => {
  const { email, name } = newPerson();
  await page.goto("/sign-up/code");
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel("Email").evaluate((field: HTMLInputElement) => field.removeAttribute("required"));
  await button(page, "Email me a code").click();
  await expect(page.getByRole("link", { name: "Enter your email" })).toBeVisible();
  await expect(page.getByLabel(/^Name/)).toHaveValue(name);
  await page.getByLabel("Email").fill(email);
  await button(page, "Email me a code").click();
  await expect(page).toHaveURL(/\/verify\?f=/);
  const first = await mail.code(email);

  await codeField(page).fill(first === "000000" ? "000001" : "000000");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toHaveText("That code isn’t right. Check the newest email. 4 tries left.");
  await expect(codeField(page)).toHaveValue("");
  await expectUsable(page, "a wrong code without script");

  await button(page, "Send a new code").click();
  await expect(page.getByRole("status").first()).toHaveText("New code sent. Only the newest one works.");
  const code = await mail.code(email);
  // As it is pasted, by who writes Arabic.
  const digits = code.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
  await codeField(page).fill(`رمزك: ${digits.slice(0, 3)} ${digits.slice(3)}`);
  // Twice, as by an impatient hand: the form as it is, sent from elsewhere with this browser's cookies.
  const form = await formOf(codeField(page));
  await button(page, "Continue").click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText(email);
  const again = await context.request.post("/api/form/otp.verify.email", { form, headers: SAME_ORIGIN });
  expect(again.url()).toMatch(/\/account$/);
  expect(await again.text()).toContain(email);
});

test("U33: signs up with an authenticator without script, and signs in with it", async ({ page, mail, newPerson }) => {
  const { email } = newPerson();
  await page.goto("/sign-up/app");
  await page.getByLabel("Email").fill(email);
  await button(page, "Continue").click();
  await expect(page).toHaveURL(/\/sign-up\/app\/scan\?f=/);
  const shown = await page.locator("code").textContent();
  const phone = new Authenticator((shown ?? "").replaceAll(" ", ""));

  await codeField(page).fill(phone.wrongCode());
  await button(page, "Turn on").click();
  await expect(page.getByText("set your phone’s clock to automatic")).toBeVisible();
  await codeField(page).fill(await phone.code());
  await button(page, "Turn on").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your email");
  const code = await mail.code(email);
  await codeField(page).fill(code === "000000" ? "000001" : "000000");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toHaveText(/4 tries left/);
  await button(page, "Send a new code").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your email");
  await codeField(page).fill(await mail.code(email));
  await button(page, "Continue").click();
  await expect(page).toHaveURL(/\/account\/recovery-codes/);
  await page.getByRole("link", { name: "Not now" }).click();
  await button(page, "Sign out").click();

  await page.getByRole("link", { name: "Authenticator app" }).click();
  await page.getByLabel("Email").fill(email);
  await codeField(page).fill(phone.wrongCode());
  await button(page, "Sign in").click();
  await expect(page.getByText("That email and code don’t match")).toBeVisible();
  await codeField(page).fill(await phone.code());
  await button(page, "Sign in").click();
  await expect(page).toHaveURL(/\/account$/);
});

test("U33, U35: a link chosen elsewhere lets in the window that asked for it, without script on either", async ({
  page,
  context,
  mail,
  newPerson,
}) => {
  const { email } = newPerson();
  await page.goto("/sign-up/link");
  await page.getByLabel("Email").fill(email);
  await button(page, "Email me a link").click();
  await expect(page).toHaveURL(/\/waiting\?f=/);
  const number = /\d\d/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0];
  await button(page, "I have chosen it").click();
  await expect(page.getByText("Nobody has opened the link yet")).toBeVisible();
  await expectUsable(page, "waiting without script");

  const elsewhere = await context.newPage();
  await elsewhere.goto(await mail.link(email, number));
  await button(elsewhere, "Let it in").click();
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("You can go back to the other window");

  await button(page, "I have chosen it").click();
  await expect(page).toHaveURL(/\/account$/);
});

test("U33, U69: a second step, then a forgotten password, without script", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const phone = await addAuthenticator(context, person);
  await forget(context);

  await page.goto("/forgot");
  await page.getByLabel("Email").fill(person.email);
  await button(page, "Email me a link").click();
  await expect(page).toHaveURL(/\/forgot\/sent\?f=/);
  await page.goto(await mail.link(person.email));
  await page.getByLabel("New password", { exact: true }).fill("short");
  await button(page, "Save the new password").click();
  await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/8 characters or more/);
  await expectUsable(page, "a new password without script");
  const password = `${person.password} and more`;
  await page.getByLabel("New password", { exact: true }).fill(password);
  await button(page, "Save the new password").click();
  await expect(page.getByText("Your password is changed")).toBeVisible();

  await expect(page.getByLabel("Email")).toHaveValue(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button(page, "Sign in").click();
  await expect(page).toHaveURL(/\/sign-in\/second-step/);
  await codeField(page).fill(phone.wrongCode());
  await button(page, "Sign in").click();
  await expect(page.getByRole("alert")).toContainText("That code isn’t right");
  await codeField(page).fill(await phone.code());
  await button(page, "Sign in").click();
  await expect(page).toHaveURL(/\/account$/);
});

test("U33: an account is changed without script", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createAccount(context, person);
  await page.goto("/account");
  await button(page, "Email me a code").click();
  await codeField(page).fill(await mail.code(person.email));
  await button(page, "Continue").click();
  await expect(page.getByText("Your email is confirmed.")).toBeVisible();

  await page.getByRole("link", { name: "Change Password" }).click();
  const current = page.getByLabel("Current password", { exact: true });
  await current.fill("not this one");
  await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await button(page, "Save the new password").click();
  await expect(current).toHaveAccessibleDescription("That isn’t your current password");
  await current.fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await button(page, "Save the new password").click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();

  // Where the server wants fresh proof, a page stands in between, and what was typed waits.
  const { email: typed } = newPerson();
  ageSession(person, "authenticatedAt", 11 * 60);
  await page.goto("/account/email");
  await page.getByLabel("New email").fill(typed);
  await button(page, "Email me a code").click();
  await page.getByLabel("Password", { exact: true }).fill("not this one");
  await button(page, "Confirm").click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/That isn’t your password$/);
  await expectUsable(page, "confirming without script");
  await page.getByRole("link", { name: "Use a code by email" }).click();
  await button(page, "Email me a code").click();
  await codeField(page).fill(await mail.code(person.email));
  await button(page, "Confirm").click();
  await expect(page).toHaveURL(/\/account\/email$/);
  await expect(page.getByText("Not done yet")).toBeVisible();
  await expect(page.getByLabel("New email")).toHaveValue(typed);
  await page.goto("/account");

  await page.getByRole("button", { name: "Add Authenticator app" }).click();
  const phone = new Authenticator(((await page.locator("code").textContent()) ?? "").replaceAll(" ", ""));
  await codeField(page).fill(await phone.code());
  await button(page, "Turn on").click();
  await expect(page).toHaveURL(/\/account\/recovery-codes/);
  await expect(page.getByText("This page needs JavaScript")).toBeVisible();
  await page.goto("/account");
  await page.getByRole("switch", { name: "Two-step sign-in" }).click();
  await expect(page.getByRole("switch", { name: "Two-step sign-in" })).not.toBeChecked();
  await expectUsable(page, "the account without script");

  await page.getByRole("button", { name: "Turn off Authenticator app" }).click();
  await codeField(page).fill(phone.wrongCode());
  await button(page, "Turn off").click();
  await expect(codeField(page)).toHaveAccessibleDescription(/Use the one your app shows now/);
  await codeField(page).fill(await phone.code());
  await button(page, "Turn off").click();
  await expect(page.getByRole("button", { name: "Add Authenticator app" })).toBeVisible();
});

test("U33, U87, F20: a lost app is turned off without script, by a recovery code", async ({ page, context, mail, newPerson }) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  await addAuthenticator(context, person);
  const [code = ""] = await makeRecoveryCodes(context, person);
  ageSession(person, "authenticatedAt", 11 * 60);

  await page.goto("/account");
  await button(page, "Turn off Authenticator app").click();
  await page.getByRole("link", { name: "Lost your phone?" }).click();
  await expect(codeField(page)).toHaveCount(0);
  await expectUsable(page, "a lost authenticator without script");
  await button(page, "Turn off").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that it’s you");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  await button(page, "Confirm").click();
  await expect(page.getByRole("alert")).toContainText("Do this once more.");
  await button(page, "Turn off").click();

  await expect(page).toHaveURL(/\/account#security$/);
  await expect(page.getByText("Codes from your phone, even offline")).toBeVisible();
  await mail.letter(person.email, /Your authenticator app was removed/);
});
