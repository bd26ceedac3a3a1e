import type { Locator, Page } from "@playwright/test";
import { APP_NAME } from "../../apps/web/src/brand/name";
import { createAccount, expectPage, forget } from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const language = (page: Page) => page.locator("html").getAttribute("lang");
/** The language that a screen reader speaks there. */
const spokenAt = (text: Locator) => text.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"));
const choose = (page: Page, name: string) => page.getByRole("contentinfo").getByRole("button", { name }).click();

/** Pages whose rows hold times, devices and buttons side by side. */
const OF_THE_ACCOUNT = ["/account/profile", "/account/devices", "/account/history", "/account/delete"];

test.describe("in a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("pages and refusals are in German, and a letter is in the language of its page", async ({ page, mail, newPerson }) => {
    const { email } = newPerson();
    await page.goto("/sign-up/code");
    await expectPage(page, "Konto erstellen");
    await expect(page).toHaveTitle(`Konto erstellen: Code per E-Mail · ${APP_NAME}`);
    expect(await language(page)).toBe("de");
    await page.getByRole("button", { name: "Code anfordern" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Eine Angabe stimmt noch nicht" })).toContainText(
      "Geben Sie Ihre E-Mail-Adresse ein",
    );

    await choose(page, "Español");
    await expectPage(page, "Crea tu cuenta");
    await expect(page).toHaveURL(/\/sign-up\/code$/);
    await page.getByLabel("Correo electrónico").fill(email);
    await page.getByRole("button", { name: "Enviarme un código" }).click();
    await expectPage(page, "Mira tu correo");
    expect(await language(page)).toBe("es");
    expect((await mail.letter(email)).subject).toContain("es tu código");

    await page.getByLabel("Código de seis cifras").fill("000000");
    await expect(page.getByLabel("Código de seis cifras")).toHaveAccessibleDescription(/Te quedan 4 intentos/);
  });

  test("the docs say what in them is English, and only that", async ({ page }) => {
    await page.goto("/docs");
    await expect(page.getByRole("main").getByRole("button", { name: "Kopieren" }).first()).toBeVisible();

    await page.goto("/docs/deploy");
    const guide = page.getByRole("main");
    expect(await spokenAt(guide.getByText("Anleitungen", { exact: true }))).toBe("de");
    expect(await spokenAt(guide.getByRole("heading", { level: 1 }))).toBe("en");
    await expect(guide.getByRole("button", { name: "Copy" }).first()).toBeVisible();
    const pages = page.getByRole("navigation", { name: "Dokumentation" });
    expect(await spokenAt(pages.getByRole("heading", { name: "Anleitungen" }))).toBe("de");
    expect(await spokenAt(pages.getByRole("link", { name: "Deploy" }))).toBe("en");
    expect(await spokenAt(page.getByRole("navigation", { name: "Auf dieser Seite" }).getByRole("link").first())).toBe("en");
  });

  test("U37, U40: German fits, in all its length", async ({ page, context, newPerson }) => {
    for (const path of ["/", "/sign-up/password", "/sign-in/recovery"]) {
      await page.goto(path);
      await expectUsable(page, path);
    }
    await createAccount(context, newPerson());
    for (const path of ["/account", "/account/recovery-codes", ...OF_THE_ACCOUNT]) {
      await page.goto(path);
      expect(await language(page), path).toBe("de");
      await expectUsable(page, path);
    }
    await forget(context);
  });

  test("on a phone too, the label of the email stays in one piece beside its buttons", async ({ page, context, newPerson }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await createAccount(context, newPerson());
    await page.goto("/account");
    const label = page.getByRole("region", { name: "Profil" }).getByRole("term").filter({ hasText: "E-Mail" });

    const linesOf = (element: HTMLElement | SVGElement) => {
      const text = document.createRange();
      text.selectNodeContents(element);
      return text.getClientRects().length;
    };
    expect(await label.evaluate(linesOf)).toBe(1);
  });
});

test.describe("on a phone without script that asks for Spanish", () => {
  test.use({ locale: "es-ES", viewport: { width: 390, height: 800 }, javaScriptEnabled: false });

  test("U37, U40: the account fits, and says what is done there", async ({ page, context, newPerson }) => {
    await createAccount(context, newPerson());
    for (const path of ["/account", ...OF_THE_ACCOUNT]) {
      await page.goto(path);
      expect(await language(page), path).toBe("es");
      await expectUsable(page, path);
    }

    await page.goto("/account/profile");
    await page.locator("input[name=name]").fill("Ada Byron");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("main")).toContainText("Tu perfil está guardado");
    await expect(page.getByRole("main")).toContainText("Ada Byron");
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("U33: a chosen language stays, and its page is the one it was chosen on", async ({ page }) => {
    await page.goto("/sign-in?next=%2Faccount%2Femail");
    await choose(page, "Deutsch");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Anmelden bei ${APP_NAME}`);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount%2Femail$/);
    await page.goto("/docs");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dokumentation");
    await page.goto("/no/such/page");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unter dieser Adresse ist nichts");
    expect(await language(page)).toBe("de");
  });
});

test("S17: another site cannot choose, and only our languages can be chosen", async ({ request }) => {
  const post = (chosen: string, site: string) =>
    request.post("/api/language", {
      form: { language: chosen, _back: "//evil.example" },
      headers: { "Sec-Fetch-Site": site },
      maxRedirects: 0,
    });

  expect((await post("de", "cross-site")).status()).toBe(403);
  expect((await post("fr", "same-origin")).status()).toBe(400);
  const response = await post("de", "same-origin");
  expect(response.status()).toBe(303);
  expect(response.headers().location).toBe("/account");
  expect(response.headers()["set-cookie"]).toMatch(/^gatehouse-\d+\.locale=de; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
});
