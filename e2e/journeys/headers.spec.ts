import { once } from "node:events";
import { request as send } from "node:http";
import type { APIResponse, Page } from "@playwright/test";
import {
  call,
  confirmEmail,
  createAccount,
  expectAccountOf,
  expectPage,
  signInWithPassword,
  signOut,
  signUpWithPassword,
  visit,
} from "../support/steps";
import { expect, test } from "../support/test";
import { expectUsable } from "../support/usable";

const PROJECT = "P3GatehouseJourneysProject01";
const BEARER = { Authorization: `Bearer ${PROJECT}` };
const STRANGE_ORIGIN = "https://evil.example";

/** Of each kind one: static, dynamic, with forms, documentation, the heavy reference, and what does not exist. */
const PAGES = ["/", "/sign-in", "/sign-up/password", "/forgot", "/docs", "/docs/deploy", "/docs/reference", "/no/such/page"];

function policyOf(response: APIResponse): Record<string, string> {
  const directives = (response.headers()["content-security-policy"] ?? "").split("; ");
  return Object.fromEntries(directives.map((directive) => directive.split(/ (.*)/s, 2) as [string, string]));
}

function nonceOf(response: APIResponse): string {
  return /'nonce-([^']+)'/.exec(policyOf(response)["script-src"] ?? "")?.[1] ?? "";
}

/** What the browser kept from running or loading since the page began. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const stopped: string[] = [];
    Object.assign(window, { stopped });
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
      stopped.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  return () => page.evaluate(() => (window as unknown as { stopped: string[] }).stopped);
}

for (const path of PAGES) {
  test(`H1, 6.9: ${path} has a policy without exceptions, and a nonce of its own on every script`, async ({ request }) => {
    const response = await request.get(path);
    const html = await response.text();

    expect(policyOf(response)).toMatchObject({
      "default-src": "'none'",
      "object-src": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "form-action": "'self'",
      "script-src": `'self' 'nonce-${nonceOf(response)}' 'strict-dynamic'`,
      "style-src": "'self'",
    });
    expect(response.headers()).not.toHaveProperty("content-security-policy-report-only");
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(` nonce="${nonceOf(response)}"`))).toEqual([]);
    expect(html.match(/<[^>]+\s(?:style|on[a-z]+)="[^"]*"[^>]*>/g)).toBeNull();
    expect(nonceOf(await request.get(path))).not.toBe(nonceOf(response));
  });
}

test("H1: a script or a style that got into a page does nothing", async ({ page }) => {
  const stopped = await watchPolicy(page);
  await page.route("/sign-in", async (route) => {
    const response = await route.fetch();
    const injected = [
      "<script>document.title = 'taken over'</script>",
      `<img src="data:," onerror="document.title = 'taken over'">`,
      "<style>h1 { display: none }</style>",
      `<iframe src="/docs"></iframe>`,
    ].join("");
    await route.fulfill({ response, body: (await response.text()).replace("</body>", `${injected}</body>`) });
  });
  await page.goto("/sign-in");

  await expect.poll(stopped).toHaveLength(4);
  expect((await stopped()).map((line) => line.split(" ")[0]).sort()).toEqual([
    "frame-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-elem",
  ]);
  await expect(page).not.toHaveTitle("taken over");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("H1: nothing of ours trips over the policy", async ({ page, newPerson }) => {
  const stopped = await watchPolicy(page);
  const person = newPerson();
  for (const path of [...PAGES, "/sign-up", "/sign-in/code", "/sign-up/app", "/waiting"]) {
    await visit(page, path);
    expect(await stopped(), path).toEqual([]);
  }
  await createAccount(page.context(), person);
  for (const path of ["/account", "/account/authenticator", "/account/recovery-codes", "/account/password"]) {
    await visit(page, path);
    expect(await stopped(), path).toEqual([]);
  }
});

test("H1: browsers may report what the policy stopped", async ({ request }) => {
  const report = { "document-uri": "http://localhost/sign-in", "effective-directive": "script-src-elem", "blocked-uri": "inline" };
  const send = (data: unknown) => request.post("/api/csp-report", { data, headers: { "Content-Type": "application/csp-report" } });

  expect((await send({ "csp-report": report })).status()).toBe(204);
  expect((await send({ "csp-report": { ...report, "script-sample": "x".repeat(20_000) } })).status()).toBe(413);
});

test("H3, 6.9: every answer keeps other sites at a distance, and says nothing about the server", async ({ request }) => {
  for (const path of [...PAGES, "/icon.svg", "/openapi.json", "/api/auth/session"]) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    });
    expect(headers, path).not.toHaveProperty("x-powered-by");
    expect(headers, path).not.toHaveProperty("server");
  }
});

test("H3: answers of the API are what they say they are, refusals too", async ({ request }) => {
  for (const path of [`/v2/keys/${PROJECT}`, "/v1/auth/me", "/v1/no/such/path", "/health/live"]) {
    expect((await request.get(path)).headers(), path).toMatchObject({ "x-content-type-options": "nosniff" });
  }
});

test("R5, H3: addresses that a letter leads to are told to nobody, the pages behind them to no other site", async ({ request }) => {
  for (const path of ["/link?t=x", "/reset-password?t=x", "/approve?t=x", "/undo-email?t=x"]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.headers()["referrer-policy"], path).toBe("no-referrer");
    const behind = await request.get(answer.headers().location ?? "", { maxRedirects: 0 });
    expect(behind.headers()["referrer-policy"], path).toBe("same-origin");
  }
});

test("S16, 6.9: what carries a session, or tells of one, is kept by no cache", async ({ context, newPerson }) => {
  const { email, password } = newPerson();
  const signUp = await context.request.post("/v1/auth/password/signup", { headers: BEARER, data: { loginId: email, password } });
  const { refreshJwt } = await signUp.json();
  await call(context, "password.signIn", { loginId: email, password });
  const withToken = { Authorization: `Bearer ${PROJECT}:${refreshJwt}` };

  const answers = [
    signUp,
    await context.request.get("/v1/auth/me", { headers: withToken }),
    await context.request.post("/v1/auth/refresh", { headers: withToken }),
    await context.request.get("/v1/auth/me"),
    await context.request.get("/api/trpc/me"),
    await context.request.get("/api/auth/session"),
    await context.request.get("/account"),
    await context.request.get("/sign-in", { maxRedirects: 0 }),
    await context.request.get("/link?t=x", { maxRedirects: 0 }),
    await context.request.post("/v1/auth/logout", { headers: withToken }),
  ];

  for (const answer of answers) expect(answer.headers()["cache-control"], answer.url()).toContain("no-store");
});

test("H6: a method that a path does not list is answered with 405", async ({ request }) => {
  const wrong = [
    await request.get("/v1/auth/password/signup"),
    await request.delete("/v1/auth/me"),
    await request.post("/health/live"),
    await request.post("/openapi.json"),
    await request.put("/api/csp-report"),
    await request.delete("/api/trpc/me", { headers: { "Sec-Fetch-Site": "same-origin" } }),
  ];

  expect(wrong.map((answer) => [answer.url().replace(/^.*?:\d+/, ""), answer.status()])).toEqual(
    wrong.map((answer) => [answer.url().replace(/^.*?:\d+/, ""), 405]),
  );
});

test("6.20: HEAD is answered as GET is, without a body", async ({ request }) => {
  const input = encodeURIComponent("{}");
  const paths = ["/openapi.json", "/v1/auth/me", "/v1/nowhere", "/health/live", "/health/nowhere"];
  for (const path of [...paths, "/api/auth/session", "/api/auth/csrf", `/api/trpc/me?input=${input}`]) {
    const [head, get] = [await request.head(path), await request.get(path)];
    const told = (answer: typeof head) =>
      ["content-type", "cache-control", "etag", "www-authenticate"].map((name) => answer.headers()[name]);

    expect([path, head.status(), ...told(head)]).toEqual([path, get.status(), ...told(get)]);
    expect(await head.text()).toBe("");
  }
});

test("6.20: what may be kept is answered 304 to who has it, however the tag is sent", async ({ request }) => {
  const { etag = "" } = (await request.get("/openapi.json")).headers();
  expect(etag).toMatch(/^"/);

  for (const sent of [etag, `W/${etag}`, `"a", ${etag}`, "*"]) {
    expect([sent, (await request.get("/openapi.json", { headers: { "If-None-Match": sent } })).status()]).toEqual([sent, 304]);
  }
});

test("6.10, S18: the API names the origin it allows, pages and their routes allow none", async ({ request }) => {
  const preflight = { Origin: STRANGE_ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization" };

  const api = await request.fetch("/v1/auth/password/signin", { method: "OPTIONS", headers: preflight });
  expect(api.headers()).toMatchObject({ "access-control-allow-origin": STRANGE_ORIGIN, vary: expect.stringContaining("Origin") });

  for (const path of ["/", "/account", "/api/trpc/password.signIn", "/api/auth/session", "/openapi.json"]) {
    for (const method of ["OPTIONS", "GET"]) {
      const answer = await request.fetch(path, { method, headers: preflight });
      expect(
        Object.keys(answer.headers()).filter((name) => name.startsWith("access-control-")),
        `${method} ${path}`,
      ).toEqual([]);
    }
  }
});

test("6.7, S17: another site cannot sign a visitor in, not even a first time", async ({ request, newPerson }) => {
  const { email, password } = newPerson();
  const signUp = { data: { loginId: email, password } };

  for (const [name, value] of [
    ["Sec-Fetch-Site", "cross-site"],
    ["Sec-Fetch-Site", "same-site"],
    ["Origin", STRANGE_ORIGIN],
    ["Origin", "null"],
  ] as const) {
    const answer = await request.post("/api/trpc/password.signUp", { ...signUp, headers: { [name]: value } });
    expect([answer.status(), answer.headers()["set-cookie"]], `${name}: ${value}`).toEqual([403, undefined]);
  }
});

test("6.11: links in mails come from the settings, whatever host a request names", async ({
  context,
  request,
  mail,
  newPerson,
  baseURL,
}) => {
  const person = newPerson();
  await createAccount(context, person);
  await confirmEmail(context, mail, person);

  await request.post("/v1/auth/password/reset", {
    headers: { ...BEARER, Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" },
    data: { loginId: person.email },
  });

  expect(new URL(await mail.link(person.email)).origin).toBe(baseURL);
});

test("S14, S15: no token is in any answer to a browser, in its storage, or in an address", async ({ page, newPerson }) => {
  const person = newPerson();
  const seen: { url: string; body: string }[] = [];
  // Read on the way: a page that is left takes the answers to its calls with it.
  await page.route(/\/api\/(trpc|form)\//, async (route) => {
    const response = await route.fetch();
    seen.push({ url: response.url(), body: await response.text() });
    await route.fulfill({ response });
  });
  page.on("response", async (response) => {
    const kind = response.headers()["content-type"] ?? "";
    const body = /html|json|text\/x-component/.test(kind) ? await response.text().catch(() => "") : "";
    seen.push({ url: response.url(), body });
  });

  await signUpWithPassword(page, person);
  await expectAccountOf(page, person);
  await signOut(page);
  await signInWithPassword(page, person);
  await expectAccountOf(page, person);
  await visit(page, "/account/password");
  await expectPage(page, "Change your password");
  await page.waitForLoadState("networkidle");

  const read = seen.filter(({ body }) => body !== "").map(({ url }) => new URL(url).pathname);
  expect(read).toEqual(
    expect.arrayContaining(["/api/form/signUpByPassword", "/api/form/password.signIn", "/account", "/account/password"]),
  );
  expect(seen.filter(({ url, body }) => /eyJ[\w-]+\.eyJ[\w-]+/.test(url + body)).map(({ url }) => url)).toEqual([]);
  expect(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, document.cookie])).toEqual([{}, {}, ""]);
});

test("6.14: too many cookies are answered with a page that says what to do, in the visitor's language", async ({ request }) => {
  const Cookie = Array.from({ length: 6 }, (_, index) => `other${index}=${"x".repeat(3_500)}`).join("; ");
  const get = (path: string, headers = {}) => request.get(path, { headers: { Cookie, Accept: "text/html", ...headers } });

  const page = await get("/account", { "Accept-Language": "es" });
  expect([page.status(), page.headers()["content-type"]]).toEqual([431, "text/html; charset=utf-8"]);
  expect(page.headers()["content-security-policy"]).toMatch(/^default-src 'none';/);
  expect(await page.text()).toContain("Borra las cookies de este sitio");
  expect(await (await get("/sign-in")).text()).toContain("Delete the cookies of this site");

  for (const path of ["/v1/auth/me", "/api/trpc/me", "/api/auth/session"]) {
    const answer = await get(path);
    expect([answer.status(), (await answer.json()).errorCode], path).toEqual([431, "E010413"]);
  }
});

test("6.14: that page can be read on a phone, in its own language and by a screen reader", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.setExtraHTTPHeaders({ Cookie: `other=${"x".repeat(20_000)}` });

  await page.goto("/sign-in");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your browser sends too many cookies");
  await expectUsable(page, "what the server says by itself");
});

test("6.12: next-auth's routes and the pages' own read small bodies, and an address is limited at them", async ({ request }) => {
  const post = (path: string, bytes: number) =>
    request.post(path, { data: "x".repeat(bytes), headers: { "Content-Type": "application/x-www-form-urlencoded" } });

  for (const path of ["/api/auth/signout", "/api/auth/session", "/api/auth/csrf", "/api/language", "/sign-in"]) {
    expect([path, (await post(path, 4_097)).status()]).toEqual([path, 413]);
  }
  // These say it themselves, up to where the server does.
  for (const path of ["/api/trpc/password.signIn", "/api/csp-report"])
    expect([path, (await post(path, 70_000)).status()]).toEqual([path, 413]);

  // 120 a minute, of which those above have taken some, and more come free while this goes on.
  let allowed = 0;
  let status = 200;
  for (; allowed < 1_000 && status === 200; allowed += 1) status = (await request.get("/api/auth/csrf")).status();
  expect(status).toBe(429);
  expect(allowed).toBeGreaterThan(110);
});

test("6.13: what other programs ask is answered: by the whole address, about the server, and where passwords are changed", async ({
  baseURL,
}) => {
  const { hostname, port, host } = new URL(baseURL ?? "");
  const ask = async (method: string, path: string) => {
    const [answer] = await once(send({ hostname, port, method, path }).end(), "response");
    return { status: answer.statusCode, body: Buffer.concat(await answer.toArray()).toString(), location: answer.headers.location };
  };

  expect(await ask("GET", `http://${host}/v2/keys/${PROJECT}`)).toMatchObject({ status: 200, body: expect.stringContaining('"keys"') });
  expect(await ask("GET", `http://${host}/sign-in`)).toMatchObject({ status: 200, body: expect.stringContaining("<h1") });
  expect(await ask("OPTIONS", "*")).toMatchObject({ status: 204 });
  for (const method of ["GET", "HEAD"]) {
    expect(await ask(method, "/.well-known/change-password")).toMatchObject({ status: 303, location: "/account/password" });
    const nothing = await ask(method, "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200");
    expect(nothing.status).toBe(404);
  }
});
