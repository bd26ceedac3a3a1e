import { describe, expect, it } from "vitest";
import { parseSmtpUrl, SmtpUrlError } from "./smtp-url";

function problemsOf(url: string): readonly string[] {
  try {
    parseSmtpUrl(url);
    return [];
  } catch (error) {
    if (error instanceof SmtpUrlError) return error.problems;
    throw error;
  }
}

describe("parseSmtpUrl", () => {
  it("reads a password with every sign, percent-encoded", () => {
    const password = "s3#cr/t%:@?&= ü";

    expect(parseSmtpUrl(`smtp://ada:${encodeURIComponent(password)}@mail.example.com:2525`)).toEqual({
      host: "mail.example.com",
      port: 2525,
      secure: false,
      user: "ada",
      password,
      settings: {},
      tls: {},
    });
  });

  it("reads what Nodemailer knows about TLS", () => {
    const query =
      "requireTLS=true&pool=false&name=me.example&tls.rejectUnauthorized=false&tls.servername=mx.example&tls.minVersion=TLSv1.3";

    expect(parseSmtpUrl(`smtps://mail_server/?${query}`)).toMatchObject({
      secure: true,
      settings: { requireTLS: true, pool: false, name: "me.example" },
      tls: { rejectUnauthorized: false, servername: "mx.example", minVersion: "TLSv1.3" },
    });
  });

  it.each(["smtp://[::1]:2525", "smtp://localhost.", "smtp://10.0.0.7", "smtp://mail_server", "smtp://ada:100%25@h"])("takes %s", (url) => {
    expect(problemsOf(url)).toEqual([]);
  });

  it.each([
    ["mail.example.com:587", "must look like"],
    ["smtp://", "must look like"],
    ["smtp://n33dle:pa#ss@host", "must look like"],
    ["smtp://büro.example", "must look like"],
    ["smtp://mail.example.com,n33dle.example", "must look like"],
    ["smtp://:n33dle@host", "has a password and no user name"],
    ["smtp://host?n33dle", "knows no such setting"],
    ["smtp://host?requireTls=true", "knows no such setting"],
    ["smtp://host?debug=true", "knows no such setting"],
    ["smtp://host?tls.ca=n33dle", "knows no such setting"],
    ["smtp://host?__proto__=1", "knows no such setting"],
    ["smtp://host?requireTLS=1", "requireTLS must be true or false"],
    ["smtp://host?requireTLS", "requireTLS must be true or false"],
    ["smtp://host?requireTLS=true&ignoreTLS=true", "contradict"],
    ["smtps://host?ignoreTLS=true", "contradicts"],
    ["smtp://host?tls.minVersion=TLSv1.3&tls.maxVersion=TLSv1.2", "above"],
    ["smtp://ada:n33dle@host?ignoreTLS=true", "would send the password unencrypted"],
    ["smtp://ada:n33dle@host?requireTLS=false", "would send the password unencrypted"],
    ["smtp://ada:n33dle@host?opportunisticTLS=true", "would send the password unencrypted"],
  ])("H14: refuses %s in a sentence that repeats nothing secret", (url, sentence) => {
    expect(problemsOf(url)).toEqual([expect.stringContaining(sentence)]);
    expect(problemsOf(url).join()).not.toContain("n33dle");
  });
});
