import { describe, expect, it } from "vitest";
import { describeDevice } from "./device";

describe("describeDevice", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", { browser: "Firefox", system: "Linux", kind: "computer" }],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      { browser: "Chrome", system: "Windows", kind: "computer" },
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
      { browser: "Safari", system: "macOS", kind: "computer" },
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      { browser: "Safari", system: "iPhone", kind: "phone" },
    ],
    [
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
      { browser: "Chrome", system: "Android", kind: "phone" },
    ],
    ["Mozilla/5.0 (Linux; Android 14; Call us now/1 on 555) Firefox/140.0", { browser: "Firefox", system: "Android", kind: "phone" }],
    ["Call us now/1 on 555", { browser: undefined, system: undefined, kind: "computer" }],
    ["curl/8.5.0", { browser: undefined, system: undefined, kind: "computer" }],
    ["", { browser: undefined, system: undefined, kind: "computer" }],
    [" ", { browser: undefined, system: undefined, kind: "computer" }],
    ["a".repeat(100_000), { browser: undefined, system: undefined, kind: "computer" }],
  ])("reads %.60s", (userAgent, device) => {
    expect(describeDevice(userAgent)).toEqual(device);
  });
});
