import { askForTwo, showCode } from "@repo/auth/testing/authenticator";
import { collectCode } from "@repo/auth/testing/deps";
import { ADA, PASSWORD as SCENE_PASSWORD } from "@repo/auth/testing/scene";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KnownBrowser, type SessionCarrier, UNKNOWN_BROWSER } from "./browser";
import { type FormStep, runForm } from "./form";
import { createTestApi, PASSWORD, type TestApi } from "./testing/rest-api";

/** A carrier whose seals are none: what keeps cookies from strangers is the web app's to test. */
const carrier: SessionCarrier = {
  read: async (request) => /session=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? null,
  seal: async (sessionId) => `session=${sessionId}`,
  clear: () => "session=",
  browser: {
    read: async (request) => JSON.parse(decodeURIComponent(/device=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "null")),
    seal: async (browser) => `device=${encodeURIComponent(JSON.stringify(browser))}`,
  },
};

let api: TestApi;

beforeEach(async () => {
  api = await createTestApi();
});

afterEach(() => api.close());

/** A browser that keeps its cookies. */
function openBrowser(address: string) {
  const jar = new Map<string, string>();
  const known = (): KnownBrowser => JSON.parse(decodeURIComponent(jar.get("device") ?? JSON.stringify(UNKNOWN_BROWSER)));
  return {
    jar,
    known,
    devices: () => known().devices,
    async post(form: string | readonly FormStep[], fields: Record<string, string>): Promise<string> {
      const steps = typeof form === "string" ? [{ operation: form }] : form;
      const log = { info() {}, warn() {}, error() {} };
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { cookie, "x-forwarded-for": address };
      const request = new Request("http://gatehouse.test/api/form", { method: "POST", body: new URLSearchParams(fields), headers });
      const result = await runForm({ deps: api.deps, log, carrier, localeOf: () => "" }, steps, request);
      for (const set of result.headers.getSetCookie()) {
        const [name = "", value = ""] = set.split("=");
        if (value === "") jar.delete(name);
        else jar.set(name, value);
      }
      return result.refusal?.code ?? "done";
    },
  };
}

const ada = { loginId: "ada@northfold.example", password: PASSWORD };

describe("a browser that signs in", () => {
  it("E9: is known from then on, and signed out as well", async () => {
    const browser = openBrowser("192.0.2.1");
    await browser.post("password.signUp", ada);
    const [device] = browser.devices();
    await browser.post("logout", {});

    expect(browser.jar.has("session")).toBe(false);
    expect(browser.devices()).toEqual([
      {
        userId: expect.stringMatching(/^U/),
        id: expect.stringMatching(/^[\w-]{43}$/),
        device: { id: expect.stringMatching(/^S/), since: expect.any(Number) },
      },
    ]);
    expect(browser.devices()).toEqual([device]);
  });

  it("E9: gets in while strangers keep guessing, from the same address too", async () => {
    const browser = openBrowser("192.0.2.1");
    await browser.post("password.signUp", ada);
    await browser.post("logout", {});
    const stranger = openBrowser("192.0.2.1");
    const guesses: string[] = [];
    for (let guess = 0; guess < 6; guess++) guesses.push(await stranger.post("password.signIn", { ...ada, password: "wrong" }));

    expect(guesses.at(-1)).toBe("E130429");
    expect(await openBrowser("192.0.2.9").post("password.signIn", ada)).toBe("E130429");
    expect(await browser.post("password.signIn", ada)).toBe("done");
  });

  it("has another mark after each sign-in, and keeps those of its other accounts, five at most", async () => {
    const browser = openBrowser("192.0.2.1");
    const people = Array.from({ length: 6 }, (_, index) => ({ ...ada, loginId: `person${index}@northfold.example` }));
    for (const person of people) {
      await browser.post("password.signUp", person);
      await browser.post("logout", {});
    }
    const before = browser.devices();
    await browser.post("password.signIn", people[3] ?? ada);
    const after = browser.devices();

    expect(before).toHaveLength(5);
    expect(after.map(({ userId }) => userId)).toEqual([before[2], before[0], before[1], before[3], before[4]].map((one) => one?.userId));
    expect(after[0]?.id).not.toBe(before[2]?.id);
    expect(after.slice(1)).toEqual([before[0], before[1], before[3], before[4]]);
  });

  // A session that was stolen would make new marks for as long as it lives, and each has its own tries.
  it.each<[string, Record<string, string>]>([
    ["refresh", {}],
    ["tryRefresh", {}],
    ["password.signIn", { ...ada, "loginOptions.stepup?": "on" }],
  ])("E9: gets no mark for the session that it had: %s", async (path, fields) => {
    const browser = openBrowser("192.0.2.1");
    await browser.post("password.signUp", ada);
    const before = browser.devices();

    expect(await browser.post(path, fields)).toBe("done");

    expect(browser.devices()).toEqual(before);
  });

  it("E9: gets no mark for one factor of two", async () => {
    const owner = openBrowser("192.0.2.1");
    await owner.post("password.signUp", ada);
    const { userId = "" } = owner.devices()[0] ?? {};
    await api.deps.store.factors.setSecondFactor(userId, true, api.deps.clock.now());
    const thief = openBrowser("192.0.2.2");

    expect(await thief.post("password.signIn", ada)).toBe("done");

    expect(thief.jar.has("session")).toBe(true);
    expect(thief.devices()).toEqual([]);
  });
});

describe("a browser that is trusted", () => {
  it("F60: leaves the second step out, and stays trusted through sign-ins, letters and those of other accounts", async () => {
    const browser = openBrowser("192.0.2.1");
    const { key } = await askForTwo({ deps: api.deps, prisma: api.database.prisma });
    const owner = { loginId: ADA, password: SCENE_PASSWORD };
    const purposes = async () =>
      (await api.database.prisma.session.findMany({ where: { surface: "browser" }, orderBy: { createdAt: "asc" } })).map(
        ({ purpose }) => purpose,
      );
    expect(await browser.post("password.signIn", owner)).toBe("done");
    const code = showCode(api.deps, key);
    const whole = [{ operation: "totp.verify" }, { operation: "security.trustDevice", ifTicked: "_trust", isExtra: true } as const];
    expect(await browser.post(whole, { loginId: ADA, code, "loginOptions.mfa?": "on", _trust: "on" })).toBe("done");
    const proof = browser.devices()[0]?.trust;
    expect(proof).toMatch(/^D\w+\.[\w-]{43}$/);
    await browser.post("logout", {});
    await browser.post("otp.signIn.email", { loginId: ADA });
    await browser.post("password.signUp", ada);
    await browser.post("logout", {});
    api.deps.clock.advance({ minutes: 1 });

    expect(await browser.post("password.signIn", owner)).toBe("done");

    expect((await purposes()).at(-1)).toBe("signIn");
    expect(browser.devices().map(({ trust }) => trust)).toEqual([proof, undefined]);
    expect(await openBrowser("192.0.2.2").post("password.signIn", owner)).toBe("done");
    expect((await purposes()).filter((purpose) => purpose === "secondFactor")).toHaveLength(2);
  });

  it("F60: is one where the box was ticked, and no other", async () => {
    const browser = openBrowser("192.0.2.1");
    const { key } = await askForTwo({ deps: api.deps, prisma: api.database.prisma });
    await browser.post("password.signIn", { loginId: ADA, password: SCENE_PASSWORD });
    const whole = [{ operation: "totp.verify" }, { operation: "security.trustDevice", ifTicked: "_trust", isExtra: true } as const];
    await browser.post(whole, { loginId: ADA, code: showCode(api.deps, key), "loginOptions.mfa?": "on" });

    expect(browser.devices().map(({ trust }) => trust)).toEqual([undefined]);
    expect(await api.database.prisma.trustedDevice.count()).toBe(0);
  });
});

describe("a browser that asks for a letter", () => {
  const loginId = "ada@northfold.example";

  it("E9: is known as the one that asked, and keeps its mark and its accounts", async () => {
    const browser = openBrowser("192.0.2.1");
    await browser.post("otp.signUpOrIn.email", { loginId });
    const { mark } = browser.known();
    expect(await browser.post("otp.verify.email", { loginId, code: await collectCode(api.deps) })).toBe("done");
    await browser.post("otp.signIn.email", { loginId });

    expect(mark).toMatch(/^[\w-]{43}$/);
    expect(browser.known()).toEqual({
      devices: [expect.objectContaining({ userId: expect.stringMatching(/^U/), id: expect.any(String) })],
      mark,
    });
  });

  it("E9: may use its code, whatever a stranger types at the same address", async () => {
    const browser = openBrowser("192.0.2.1");
    const stranger = openBrowser("192.0.2.1");
    let code = "";
    for (let round = 0; round < 3; round++) {
      await browser.post("otp.signUpOrIn.email", { loginId });
      code = await collectCode(api.deps);
      for (let guess = 0; guess < 6; guess++) await stranger.post("otp.verify.email", { loginId, code: "wrong" });
      for (let guess = 0; guess < 6; guess++) {
        await api.call("/v1/auth/otp/verify/email", { loginId, code: "wrong" }, { address: "192.0.2.1" });
      }
    }
    expect(await stranger.post("otp.verify.email", { loginId, code: "wrong" })).toBe("E130429");

    expect(await browser.post("otp.verify.email", { loginId, code })).toBe("done");
  });

  it("gets no mark where the request is refused", async () => {
    const browser = openBrowser("192.0.2.1");

    expect(await browser.post("otp.signUp.email", { loginId: "name" })).toBe("E011003");

    expect(browser.known()).toEqual(UNKNOWN_BROWSER);
  });
});
