import { describe, expect, it } from "vitest";
import { isApprovedUrl } from "./approved-domains";

const ours = { appOrigin: "https://app.example", approvedDomains: [], localhostApproved: false };

describe("isApprovedUrl", () => {
  it("knows our own origin: scheme, host and port", () => {
    expect(isApprovedUrl("https://app.example/anything?at=all#here", ours)).toBe(true);
    expect(isApprovedUrl("HTTPS://APP.EXAMPLE/", ours)).toBe(true);
    expect(isApprovedUrl("http://app.example/", ours)).toBe(false);
    expect(isApprovedUrl("https://app.example:8443/", ours)).toBe(false);
    expect(isApprovedUrl("https://sub.app.example/", ours)).toBe(false);
  });

  it("knows an approved host on any port, and nothing below it", () => {
    const approval = { ...ours, approvedDomains: ["shop.example"] };

    expect(isApprovedUrl("https://shop.example/", approval)).toBe(true);
    expect(isApprovedUrl("http://shop.example:8080/", approval)).toBe(true);
    expect(isApprovedUrl("https://www.shop.example/", approval)).toBe(false);
    expect(isApprovedUrl("https://myshop.example/", approval)).toBe(false);
  });

  it("knows everything below a host by *.host, and not the host itself", () => {
    const approval = { ...ours, approvedDomains: ["*.shop.example"] };

    expect(isApprovedUrl("https://www.shop.example/", approval)).toBe(true);
    expect(isApprovedUrl("https://a.b.shop.example/", approval)).toBe(true);
    expect(isApprovedUrl("https://shop.example/", approval)).toBe(false);
    expect(isApprovedUrl("https://evilshop.example/", approval)).toBe(false);
    expect(isApprovedUrl("https://shop.example.evil.example/", approval)).toBe(false);
  });

  it("knows every host by *, but no other scheme and no credentials", () => {
    const approval = { ...ours, approvedDomains: ["*"] };

    expect(isApprovedUrl("https://anywhere.example/", approval)).toBe(true);
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "ftp://anywhere.example/",
      "https://u:p@anywhere.example/",
    ]) {
      expect(isApprovedUrl(url, approval)).toBe(false);
    }
  });

  it.each(["http://localhost:5173/", "http://127.0.0.1:5173/", "http://[::1]:5173/", "https://localhost/"])(
    "knows %s while developing, and only then",
    (url) => {
      expect(isApprovedUrl(url, { ...ours, localhostApproved: true })).toBe(true);
      expect(isApprovedUrl(url, ours)).toBe(false);
    },
  );

  it("knows nothing that only looks like localhost", () => {
    for (const url of ["http://localhost.evil.example/", "http://127.0.0.1.evil.example/", "http://evil-localhost/", "http://0.0.0.0/"]) {
      expect(isApprovedUrl(url, { ...ours, localhostApproved: true })).toBe(false);
    }
  });

  it.each(["", "nonsense", "/relative", "//evil.example", "https://"])("takes %j for no URL of anybody's", (url) => {
    expect(isApprovedUrl(url, { ...ours, approvedDomains: ["*"] })).toBe(false);
  });
});
