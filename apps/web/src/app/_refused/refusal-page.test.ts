import { afterEach, describe, expect, it, vi } from "vitest";
import { REFUSALS, type ServerRefusal } from "#server/raw-answers";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function pageFor(reason: ServerRefusal, headers = {}) {
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  const { refusalPage } = await import("./refusal-page");
  return refusalPage(reason, headers);
}

describe("refusalPage", () => {
  it.each(Object.keys(REFUSALS) as ServerRefusal[])("6.14: says of %s what happened and what to do, and runs nothing", async (reason) => {
    const { status, headers, body } = await pageFor(reason);

    expect(status).toBe(REFUSALS[reason].status);
    expect(body).toMatch(/<html lang="en" dir="ltr">[\s\S]*<h1>[^<{]{10,}<\/h1>\n<p>[^<{]{20,}<\/p>/);
    expect(headers["Content-Security-Policy"]).toMatch(/^default-src 'none'; .*style-src 'nonce-[\w+/=]{24}'$/);
    expect(body).toContain(`<style nonce="${/nonce-([^']+)/.exec(headers["Content-Security-Policy"])?.[1]}">`);
  });

  it("6.14: leads to the start page, but not a browser whose cookies would be refused there too", async () => {
    const leading = await Promise.all(
      (Object.keys(REFUSALS) as ServerRefusal[]).map(async (reason) => [reason, (await pageFor(reason)).body.includes('<a href="/">')]),
    );

    expect(leading.filter(([, leads]) => !leads)).toEqual([["headersTooLarge", false]]);
  });

  it.each([
    [{ "accept-language": "de-AT, en;q=0.5" }, "de"],
    [{ cookie: `x=${"x".repeat(20_000)}; gatehouse-3000.locale=es`, "accept-language": "de" }, "es"],
    [{ "accept-language": "x".repeat(15_000) }, "en"],
  ])("6.14: speaks the language of the request", async (headers, language) => {
    expect((await pageFor("headersTooLarge", headers)).body).toContain(`<html lang="${language}"`);
  });
});
