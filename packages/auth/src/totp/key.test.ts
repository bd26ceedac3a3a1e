import jsqr from "jsqr";
import { generateURI } from "otplib";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBase32, showCode, totp } from "../testing/authenticator";
import { createTestClock } from "../testing/deps";
import { ADA, openScene, type Scene } from "../testing/scene";
import { findTotpStep, newTotpSecret, presentTotpKey } from "./key";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** What a phone's camera reads. */
function readQr(image: string): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(image, "base64"));
  return jsqr(new Uint8ClampedArray(data), width, height)?.data ?? "";
}

// RFC 6238 appendix B, SHA-1: eight digits there, the last six of them here.
const RFC_SECRET = Buffer.from("12345678901234567890");
const RFC_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const RFC_VECTORS: [seconds: number, code: string][] = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
];

describe("the authenticator of these tests", () => {
  it.each(RFC_VECTORS)("shows what RFC 6238 says at %i s", (seconds, code) => {
    expect(totp(RFC_SECRET, new Date(seconds * 1000), 8)).toBe(code);
    expect(readBase32(RFC_KEY)).toEqual(RFC_SECRET);
  });
});

describe("newTotpSecret", () => {
  it("F1: is 20 random bytes in base32 without padding", () => {
    const secrets = Array.from({ length: 50 }, () => newTotpSecret(scene.deps));

    expect(secrets.every((secret) => /^[A-Z2-7]{32}$/.test(secret))).toBe(true);
    expect(new Set(secrets).size).toBe(50);
    expect(readBase32(secrets[0] ?? "")).toHaveLength(20);
  });

  it("F1: is the bytes of the random source, bit by bit", () => {
    scene.deps.random = { bytes: (length) => RFC_SECRET.subarray(0, length) };

    expect(newTotpSecret(scene.deps)).toBe(RFC_KEY);
  });
});

describe("presentTotpKey", () => {
  it("F1: shows one key three ways: the URL and the picture say what the key says", async () => {
    const secret = newTotpSecret(scene.deps);

    const { key, provisioningURL, image } = await presentTotpKey(scene.deps, secret, ADA);

    expect(key).toBe(secret);
    expect(readQr(image)).toBe(provisioningURL);
    const url = new URL(provisioningURL);
    expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual(["otpauth:", "totp", `/Gatehouse:${ADA}`]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret: key,
      issuer: "Gatehouse",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });

  it.each(["ada@example.com", "Grace Hopper & Co 100%", "élodie/é?#", "日本語", "a".repeat(320)])(
    "is read as the same URL whatever the account is called: %s",
    async (loginId) => {
      scene.deps.config.appName = "Müller & Söhne Tür #1";
      const { key, provisioningURL, image } = await presentTotpKey(scene.deps, RFC_KEY, loginId);

      const url = new URL(provisioningURL);
      expect(readQr(image)).toBe(provisioningURL);
      expect(decodeURIComponent(url.pathname.slice(1))).toBe(`Müller & Söhne Tür #1:${loginId}`);
      expect(url.searchParams.get("issuer")).toBe("Müller & Söhne Tür #1");
      expect(url.searchParams.get("secret")).toBe(key);
    },
  );

  it.each([
    ["Acme: Login", "ada@example.com", "Acme Login", "ada@example.com"],
    ["Acme:Login", "ada:home", "Acme Login", "ada home"],
    [":Acme::", "::ada : home:", "Acme", "ada home"],
    [" : ", ":", "localhost", "localhost"],
    ["Acme", "anna@xn--bcher-kva.example", "Acme", "anna@bücher.example"],
  ])("names one issuer, in the label and beside it, for %j and %j", async (appName, loginId, issuer, account) => {
    scene.deps.config.appName = appName;

    const { provisioningURL, image } = await presentTotpKey(scene.deps, RFC_KEY, loginId);

    const { pathname, searchParams } = new URL(provisioningURL);
    expect(decodeURIComponent(pathname.slice(1)).split(":")).toEqual([issuer, account]);
    expect(searchParams.get("issuer")).toBe(issuer);
    expect(readQr(image)).toBe(provisioningURL);
  });

  it("is a PNG in plain base64, without a data: prefix", async () => {
    const { image } = await presentTotpKey(scene.deps, RFC_KEY, ADA);

    expect(image).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(image, "base64").subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  });

  it("names the figures that otplib leaves out because they are the defaults, once", () => {
    expect(generateURI({ issuer: "Gatehouse", label: ADA, secret: RFC_KEY })).not.toMatch(/algorithm|digits|period/);
  });
});

describe("findTotpStep", () => {
  it.each(RFC_VECTORS)("accepts the code of RFC 6238 at %i s, and names its step", async (seconds, code) => {
    scene.deps.clock = createTestClock(new Date(seconds * 1000));

    expect(await findTotpStep(scene.deps, RFC_KEY, code.slice(-6))).toBe(Math.floor(seconds / 30));
  });

  it("F3: accepts the steps before and after, and no other", async () => {
    const now = Math.floor(scene.deps.clock.now().getTime() / 30_000);
    const steps = [-3, -2, -1, 0, 1, 2, 3];

    const found = await Promise.all(steps.map((step) => findTotpStep(scene.deps, RFC_KEY, showCode(scene.deps, RFC_KEY, step))));

    expect(found).toEqual([null, null, now - 1, now, now + 1, null, null]);
  });

  it("F3: has the same window in the last second of a step", async () => {
    scene.deps.clock.advance({ seconds: 29 });
    const steps = [-2, -1, 0, 1, 2];

    const found = await Promise.all(steps.map((step) => findTotpStep(scene.deps, RFC_KEY, showCode(scene.deps, RFC_KEY, step))));

    expect(found.map((step) => step !== null)).toEqual([false, true, true, true, false]);
  });

  it.each(["", "12345", "1234567", "12345a", " 12345", "+12345", "１２３４５６"])("is null for %j, which is no code", async (code) => {
    expect(await findTotpStep(scene.deps, RFC_KEY, code)).toBeNull();
  });
});
