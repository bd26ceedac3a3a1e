import { devices } from "@playwright/test";
import { BROWSER_ARGUMENTS, findBrowser } from "../support/browser.mjs";
import { call, createAccount, createConfirmedAccount } from "../support/steps";
import { expect, test } from "../support/test";

// As on a local network: by a name, without https. There browsers do not say whether a site asks itself (Sec-Fetch-Site), and older ones
// say so nowhere: what is left is the origin that they name.
const NAME = "gatehouse.lan";

test.use({
  ...devices["Desktop Chrome"],
  javaScriptEnabled: false,
  launchOptions: {
    executablePath: findBrowser()?.executablePath,
    args: [...BROWSER_ARGUMENTS, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
  },
});

test("S17: without script, on plain http under a name, links in letters sign in and set a password", async ({
  page,
  context,
  baseURL,
  mail,
  newPerson,
}) => {
  const person = newPerson();
  await createConfirmedAccount(context, mail, person);
  const here = (address: string) => Object.assign(new URL(address), { hostname: NAME }).href;
  const sent: Record<string, string>[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.headers());
  });

  await call(context, "magicLink.signIn.email", { loginId: person.email });
  await page.goto(here(await mail.link(person.email)));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(here(`${baseURL}/account`));
  await expect(page.getByRole("main")).toContainText(person.email);

  await call(context, "password.sendReset", { loginId: person.email });
  await page.goto(here(await mail.link(person.email)));
  await page.getByLabel("New password", { exact: true }).fill(`${person.password} and more`);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  expect(sent.map((headers) => [headers["sec-fetch-site"], headers.origin])).toEqual(
    Array(2).fill([undefined, here(baseURL ?? "").slice(0, -1)]),
  );
});

test("S17: a form from nowhere does nothing, and the person who sent it is told so in words", async ({
  page,
  context,
  baseURL,
  newPerson,
}) => {
  await createAccount(context, newPerson());
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const send = (headers: Record<string, string>) =>
    context.request.post("/api/form/logout", { headers: { Origin: "null", Cookie: cookie, ...headers }, maxRedirects: 0 });

  const forPeople = await send({ Accept: "text/html" });
  const forPrograms = await send({ Accept: "application/json" });

  expect([forPeople.status(), forPeople.headers()["content-type"]]).toEqual([403, "text/html; charset=utf-8"]);
  expect(await forPeople.text()).toContain("we did nothing");
  expect(forPrograms.status()).toBe(403);
  await page.goto(`${baseURL}/account`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
});
