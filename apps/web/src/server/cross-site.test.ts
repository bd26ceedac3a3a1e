import { describe, expect, it } from "vitest";
import { isCrossSite } from "./cross-site";

const app = "https://auth.example.com";

function refuses(headers: Record<string, string>, method = "POST"): boolean {
  return isCrossSite({ method, headers: { host: "auth.example.com", ...headers } }, app);
}

describe("isCrossSite", () => {
  it.each(["cross-site", "same-site", "", "same-origin, cross-site", "SAME-ORIGIN"])("S17, 6.7: refuses a POST marked %j", (site) => {
    expect(refuses({ "sec-fetch-site": site })).toBe(true);
  });

  it.each(["same-origin", "none"])("allows a POST marked %s", (site) => {
    expect(refuses({ "sec-fetch-site": site })).toBe(false);
  });

  it("S17, 6.7: Origin cannot overrule Sec-Fetch-Site", () => {
    expect(refuses({ "sec-fetch-site": "cross-site", origin: app })).toBe(true);
  });

  it("S17, 6.7: without a cookie too, or a stranger could sign the visitor in to the stranger's account", () => {
    expect(refuses({ origin: "https://evil.example" })).toBe(true);
  });

  it.each([
    "https://evil.example",
    "null",
    "https://auth.example.com.evil.example",
    "https://sibling.example.com",
    "https://auth.example.com:8443",
    "not a URL",
    "",
  ])("S17, 6.7: refuses the Origin %j of an older browser", (origin) => {
    expect(refuses({ origin, cookie: "gatehouse.session=sealed" })).toBe(true);
  });

  it("allows the app's own Origin, and the host it was reached by", () => {
    expect(refuses({ origin: app })).toBe(false);
    expect(isCrossSite({ method: "POST", headers: { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" } }, app)).toBe(false);
  });

  it("S17, 6.7: with neither header, refuses a cookie and lets a client through that is no browser", () => {
    expect(refuses({ cookie: "gatehouse.session=sealed" })).toBe(true);
    expect(refuses({})).toBe(false);
  });

  it.each(["PUT", "PATCH", "DELETE", "post", "PURGE"])("S17: %s changes state too", (method) => {
    expect(refuses({ "sec-fetch-site": "cross-site" }, method)).toBe(true);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("lets other sites link: %s", (method) => {
    expect(refuses({ "sec-fetch-site": "cross-site", cookie: "gatehouse.session=sealed" }, method)).toBe(false);
  });
});
