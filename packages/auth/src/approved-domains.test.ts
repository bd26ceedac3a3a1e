import { describe, expect, it } from "vitest";
import { isApprovedUrl } from "./approved-domains";

const ours = { appOrigin: "https://app.example", approvedDomains: [], localhostApproved: false };

const ALL_OF_SHOP = [
  "https://shop.example/",
  "https://shop.example:443/x",
  "https://shop.example:8443/",
  "http://shop.example/",
  "http://shop.example:80/",
  "http://shop.example:8080/",
  "http://shop.example:443/",
  "http://shop.example:8443/",
  "https://shop.example:80/",
];

describe("isApprovedUrl", () => {
  it("knows our own origin: scheme, host and port", () => {
    expect(isApprovedUrl("https://app.example/anything?at=all#here", ours)).toBe(true);
    expect(isApprovedUrl("HTTPS://APP.EXAMPLE/", ours)).toBe(true);
    expect(isApprovedUrl("http://app.example/", ours)).toBe(false);
    expect(isApprovedUrl("https://app.example:8443/", ours)).toBe(false);
    expect(isApprovedUrl("https://sub.app.example/", ours)).toBe(false);
  });

  it("knows an approved host, and nothing below it", () => {
    const approval = { ...ours, approvedDomains: ["shop.example"] };

    expect(isApprovedUrl("https://shop.example/", approval)).toBe(true);
    expect(isApprovedUrl("https://www.shop.example/", approval)).toBe(false);
    expect(isApprovedUrl("https://myshop.example/", approval)).toBe(false);
  });

  const https = "https://app.example";
  const http = "http://app.test:3000";
  it.each([
    [https, "shop.example", ["https://shop.example/", "https://shop.example:443/x"]],
    [https, "*.shop.example", ["https://www.shop.example/"]],
    [https, "*", ["https://shop.example/", "https://www.shop.example/", "https://shop.example:443/x"]],
    [https, "shop.example:8443", ["https://shop.example:8443/"]],
    [https, "*.shop.example:8443", ["https://www.shop.example:8443/"]],
    [https, "https://shop.example:8443", ["https://shop.example:8443/"]],
    [https, "http://shop.example", ["http://shop.example/", "http://shop.example:80/"]],
    [https, "http://shop.example:8080", ["http://shop.example:8080/"]],
    [http, "shop.example", ALL_OF_SHOP],
    [http, "shop.example:8443", ["https://shop.example:8443/", "http://shop.example:8443/"]],
    [http, "https://shop.example", ["https://shop.example/", "https://shop.example:443/x"]],
    [http, "http://shop.example:8080", ["http://shop.example:8080/"]],
  ])("H4, S18: at %s the entry %s approves no scheme and no port but its own", (appOrigin, entry, approved) => {
    const approval = { ...ours, appOrigin, approvedDomains: [entry] };
    const targets = [...ALL_OF_SHOP, "https://www.shop.example/", "http://www.shop.example/", "https://www.shop.example:8443/"];

    expect(targets.filter((url) => isApprovedUrl(url, approval))).toEqual(expect.arrayContaining(approved));
    expect(targets.filter((url) => isApprovedUrl(url, approval))).toHaveLength(approved.length);
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
