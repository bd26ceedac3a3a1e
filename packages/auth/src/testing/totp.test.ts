import { toBuffer } from "qrcode";
import { describe, expect, it } from "vitest";
import { authenticatorCode, readQrCode } from "./totp";

describe("authenticatorCode", () => {
  // RFC 6238, appendix B: the last six of its eight digits, for the key "12345678901234567890".
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i s is what the RFC says", (seconds, code) => {
    expect(authenticatorCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(seconds * 1000))).toBe(code);
  });
});

describe("readQrCode", () => {
  it("reads what was written", async () => {
    const image = await toBuffer("otpauth://totp/Gatehouse", { type: "png" });

    expect(readQrCode(image.toString("base64"))).toBe("otpauth://totp/Gatehouse");
  });
});
