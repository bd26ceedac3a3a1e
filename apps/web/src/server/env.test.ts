import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { DEMO_PROJECT_ID, EnvError, type Mode, readEnv, VARIABLES } from "./env";

const secret = "hT4mZ0qRk7Wc1LxN9vPb3GdYs6JfEu2A";
const production = { AUTH_SECRET: secret, PROJECT_ID: DEMO_PROJECT_ID, SMTP_URL: "smtp://user:pass@mail.example.com:587" };

function problemsOf(source: Record<string, string>, mode: Mode = "production"): readonly string[] {
  try {
    readEnv(mode === "production" ? { ...production, ...source } : { AUTH_SECRET: secret, ...source }, mode);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-env-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("readEnv", () => {
  it("serves the docs unless production is told not to", () => {
    const served = (source: Record<string, string>, mode: Mode) => readEnv({ ...production, ...source }, mode).docs;

    expect([served({}, "production"), served({ DOCS: "off" }, "production"), served({ DOCS: "off" }, "development")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(problemsOf({ DOCS: "no" })).toEqual(['DOCS: must be "on" or "off"']);
  });

  it.each(["HELP_URL", "PRIVACY_URL", "TERMS_URL"])("takes for %s an https address or a path, and nothing that leads elsewhere", (name) => {
    for (const good of ["https://example.com/help?a=1", "/docs", "/"]) expect(problemsOf({ [name]: good }), good).toEqual([]);
    for (const bad of ["http://example.com", "javascript:alert(1)", "//example.com", "/\\example.com", "help", "mailto:a@b.example"])
      expect(problemsOf({ [name]: bad }), bad).toEqual([`${name}: must be https://… or the path of a page here`]);
  });

  it("needs nothing in development, and keeps the secret it makes beside the database", () => {
    const folder = temporaryFolder();

    const env = readEnv({ DATABASE_URL: `file:${folder}/app.db` }, "development");

    expect(env).toMatchObject({ port: 3000, appOrigin: "http://localhost:3000", projectId: DEMO_PROJECT_ID, smtpUrl: undefined });
    expect(env.authSecrets).toEqual([readFileSync(join(folder, "auth-secret"), "utf8").trim()]);
    expect(env.secretFile).toBe(join(folder, "auth-secret"));
  });

  it("says which file is damaged rather than run on half a secret", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "auth-secret"), "short");

    expect(() => readEnv({ DATABASE_URL: `file:${folder}/app.db` }, "development")).toThrow(
      `AUTH_SECRET: ${folder}/auth-secret is damaged`,
    );
  });

  it("7.3, H9: refuses to start production without its secrets, naming each", () => {
    expect(() => readEnv({}, "production")).toThrow(
      new EnvError([
        "AUTH_SECRET: is required in production",
        "PROJECT_ID: is required in production",
        "SMTP_URL: is required in production",
      ]),
    );
  });

  it("7.3, H9: refuses weak secrets", () => {
    expect(problemsOf({ AUTH_SECRET: "too-short" })).toEqual(["AUTH_SECRET: must be at least 32 characters long"]);
    for (const weak of [
      "a".repeat(40),
      "abababababababababababababababababab",
      "please-change-me-please-change-me-0123",
      `${secret},${"x".repeat(32)}`,
    ]) {
      expect(problemsOf({ AUTH_SECRET: weak })).toEqual(["AUTH_SECRET: looks like a placeholder, not like a secret"]);
    }
  });

  it("takes several secrets, the sealing one first", () => {
    expect(readEnv({ ...production, AUTH_SECRET: `${secret}, ${secret}2` }, "production").authSecrets).toEqual([secret, `${secret}2`]);
  });

  it.each(["help@example.com", "https://help.example.com/lost-phone?from=app", ""])("takes %j as whom to ask", (SUPPORT_CONTACT) => {
    expect(readEnv({ ...production, SUPPORT_CONTACT }, "production").supportContact).toBe(SUPPORT_CONTACT);
  });

  it("reads an empty or blank variable as unset", () => {
    expect(problemsOf({ AUTH_SECRET: " ", PORT: "", APPROVED_DOMAINS: "" })).toEqual(["AUTH_SECRET: is required in production"]);
  });

  it("lists every problem at once, one line each", () => {
    expect(problemsOf({ PORT: "http", LOG_LEVEL: "loud", SESSION_TTL: "10m" })).toEqual([
      "PORT: must be a port number",
      "SESSION_TTL: must be a whole number of seconds",
      'LOG_LEVEL: must be "debug", "info", "warn", "error" or "silent"',
    ]);
  });

  it.each([
    ["PORT", "65536"],
    ["APP_URL", "auth.example.com"],
    ["APP_URL", "ftp://auth.example.com"],
    ["APP_URL", "https://auth.example.com/base"],
    ["APP_URL", "https://user@auth.example.com"],
    ["DATABASE_URL", "mysql://localhost/app"],
    ["DATABASE_URL", "postgres://localhost"],
    ["DATABASE_URL", "file:"],
    ["REDIS_URL", "http://localhost:6379"],
    ["REDIS_URL", "localhost:6379"],
    ["REDIS_URL", "redis:"],
    ["REDIS_URL", "redis://"],
    ["REDIS_URL", "redis://localhost/zero"],
    ["REDIS_URL", "redis://localhost/0/1"],
    ["REDIS_URL", "redis://localhost?db=1"],
    ["REDIS_URL", "redis://:100%@localhost"],
    ["PROJECT_ID", "P123"],
    ["MANAGEMENT_KEY", `${secret}:x`],
    ["MANAGEMENT_KEY", `${secret}.b.c`],
    ["MANAGEMENT_KEY", "short"],
    ["SMTP_URL", "https://mail.example.com"],
    ["SMTP_URL", "smtp://"],
    ["SMTP_URL", "mail.example.com"],
    ["MAIL_FROM", "Gatehouse"],
    ["MAIL_FROM", "a@b\r\nBcc: c@d"],
    ["MAIL_FROM", "a..b@example.com"],
    ["MAIL_FROM", "Acme <a@ex_ample.com>"],
    ["MAIL_FROM", "a@exam\u00adple.com"],
    ["SUPPORT_CONTACT", "help"],
    ["SUPPORT_CONTACT", "http://help.example.com"],
    ["SUPPORT_CONTACT", "javascript:alert(1)"],
    ["SUPPORT_CONTACT", "mailto:help@example.com?subject=x"],
    ["SUPPORT_CONTACT", "a b@example.com"],
    ["SUPPORT_CONTACT", "Help <help@example.com>"],
    ["SUPPORT_CONTACT", "https://"],
    ["SUPPORT_CONTACT", "https://help.example.com/(now)"],
    ["HOST", "http://localhost"],
    ["HOST", "127.0.0.1:3000"],
    ["HOST", "[::1]"],
    ["HOST", "0.0.0.0/0"],
    ["APPROVED_DOMAINS", "ftp://example.com"],
    ["APPROVED_DOMAINS", "https://example.com/"],
    ["APPROVED_DOMAINS", "example.com:0"],
    ["APPROVED_DOMAINS", "example.com:"],
    ["APPROVED_DOMAINS", "user@example.com"],
    ["APPROVED_DOMAINS", "example.com,,other.example"],
    ["APPROVED_DOMAINS", "*.*.example.com"],
    ["ADDRESS_LIMITS", "yes"],
    ["TRUST_PROXY", "loopback"],
    ["SESSION_TTL", "29"],
    ["REFRESH_TTL", "179"],
    ["COOKIE_DOMAIN", "localhost"],
    ["UV_THREADPOOL_SIZE", "1"],
    ["WEB_CONCURRENCY", "0"],
    ["WEB_CONCURRENCY", "auto"],
  ])("refuses %s=%s", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  it.each(["a@localhost", "Acme, Inc. <No-Reply@mail.example.com>", "Bücher <post@bücher.example>", "a@192.0.2.1"])(
    "takes %s for the sender of mails",
    (sender) => {
      expect(readEnv({ MAIL_FROM: sender, AUTH_SECRET: secret }, "development").mailFrom).toBe(sender);
    },
  );

  it("refuses a refresh token that dies before the session token", () => {
    expect(problemsOf({ SESSION_TTL: "600", REFRESH_TTL: "300" })).toEqual(["REFRESH_TTL: must not be shorter than SESSION_TTL"]);
  });

  it("S18: demands a list of sites when the API works with cookies", () => {
    expect(problemsOf({ TOKEN_DELIVERY: "cookies" })).toEqual([expect.stringMatching(/^APPROVED_DOMAINS: is required/)]);
    for (const all of ["*", "a.example, *", "https://*", "http://*", "*:8443", "http://*:8080"]) {
      expect(problemsOf({ TOKEN_DELIVERY: "cookies", APPROVED_DOMAINS: all })).toEqual([
        expect.stringMatching(/^APPROVED_DOMAINS: must not be/),
      ]);
    }
    expect(problemsOf({ TOKEN_DELIVERY: "cookies", APPROVED_DOMAINS: "example.com, *.example.com, http://*.lan:8080" })).toEqual([]);
  });

  it("reduces APP_URL to an origin, and mails from its host", () => {
    const env = readEnv({ ...production, APP_URL: "https://Auth.Example.com/", APP_NAME: "Acme" }, "production");

    expect(env).toMatchObject({ appOrigin: "https://auth.example.com", mailFrom: "Acme <no-reply@auth.example.com>", warnings: [] });
  });

  it("6.11: warns that links will lead to localhost when production does not know its address", () => {
    expect(readEnv({ ...production, PORT: "4000" }, "production").warnings).toEqual([
      "APP_URL is not set: links in mails lead to http://localhost:4000",
    ]);
  });

  it.each<[Mode, Record<string, string>, string | undefined]>([
    ["development", {}, "localhost"],
    ["development", { TRUST_PROXY: "0" }, "localhost"],
    ["development", { HOST: "0.0.0.0" }, "0.0.0.0"],
    ["production", {}, undefined],
    ["production", { TRUST_PROXY: "0" }, undefined],
    ["production", { TRUST_PROXY: "1" }, "localhost"],
    ["production", { TRUST_PROXY: "10.0.0.0/8" }, "localhost"],
    ["production", { TRUST_PROXY: "1", HOST: "::" }, "::"],
    ["production", { HOST: "10.0.0.7" }, "10.0.0.7"],
  ])(
    "H13: in %s with %o listens on %s: where addresses or letters could be had for the asking, on this machine alone",
    (mode, source, host) => {
      expect(readEnv(mode === "production" ? { ...production, ...source } : { AUTH_SECRET: secret, ...source }, mode).host).toBe(host);
    },
  );

  it.each([
    "smtp://mailer:2525#x9@host:4602",
    "smtp://mailer:2525/x9@host:4602",
    "smtp://mailer:2525?x9@host:4602",
    "smtp://mailer:x9#2525@host:4602",
    "smtp://mailer:2525?x9=1@host",
  ])("H14: refuses %s, whose password ends the host early, says how to write it, and does not repeat it", (url) => {
    const problems = problemsOf({ SMTP_URL: url });

    expect(problems).toEqual([expect.stringMatching(/^SMTP_URL: .*write # as %23, \/ as %2F, \? as %3F/)]);
    expect(problems.join()).not.toMatch(/x9|2525/);
  });

  it.each(["redis://cache:2525#x9@host", "rediss://cache:2525/x9@host", "redis://cache:2525?x9@host", "rediss://x9:2525%zz@host"])(
    "refuses %s, whose password ends the host early, says how to write it, and does not repeat it",
    (url) => {
      const problems = problemsOf({ REDIS_URL: url });

      expect(problems).toEqual([expect.stringMatching(/^REDIS_URL: must be redis:.*write # as %23, \/ as %2F, \? as %3F/)]);
      expect(problems.join()).not.toMatch(/x9|2525/);
    },
  );

  it.each(["redis://localhost", "redis://[::1]:6380/15", "rediss://cache:p%40ss%2Fword@redis.example.com:6380/", "redis://:pass@10.0.0.7"])(
    "takes %s for a Redis",
    (url) => {
      expect(readEnv({ REDIS_URL: url, AUTH_SECRET: secret }, "development").redisUrl).toBe(url);
    },
  );

  it("H14: says in one line each what else is wrong with SMTP_URL", () => {
    expect(problemsOf({ SMTP_URL: "smtp://mail.example.com:0/x?requireTLS=yes&tls.minVersion=1.2&pool=true&pool=false" })).toEqual([
      expect.stringMatching(/^SMTP_URL: must not have a path; /),
      "SMTP_URL: must not have the port 0",
      "SMTP_URL: requireTLS must be true or false",
      "SMTP_URL: has pool more than once",
      "SMTP_URL: tls.minVersion must be TLSv1.2 or TLSv1.3",
    ]);
  });

  it("F11: asks for both of two steps everywhere, and warns where REST is told not to", () => {
    const browser = readEnv({ MFA_ENFORCEMENT: "browser" }, "development");

    expect(readEnv({}, "development")).toMatchObject({ mfaEnforcement: "everywhere", warnings: [] });
    expect(browser.warnings).toEqual(["MFA_ENFORCEMENT is browser: over REST one factor signs in whoever has asked for two"]);
  });

  it("warns where several processes are asked for on an SQLite file", () => {
    const url = "postgres://gatehouse@localhost/gatehouse";

    expect(readEnv({ WEB_CONCURRENCY: "4" }, "development").warnings).toEqual([
      "WEB_CONCURRENCY is 4, but one process serves: only on Postgres are there several",
    ]);
    expect(readEnv({ WEB_CONCURRENCY: "4", DATABASE_URL: url, AUTH_SECRET: secret }, "development").warnings).toEqual([]);
  });

  it("counts a relative database path from the repository's root", () => {
    const { databaseUrl } = readEnv({ ...production, DATABASE_URL: "file:.data/x.db" }, "production");

    expect(isAbsolute(databaseUrl.slice("file:".length))).toBe(true);
    expect(databaseUrl).not.toContain("/apps/web/");
  });
});

describe("VARIABLES", () => {
  it("explains each in a sentence", () => {
    for (const { description, fallback } of VARIABLES) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(fallback).not.toBe("");
    }
  });
});
