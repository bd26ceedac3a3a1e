import { createHmac } from "node:crypto";
import jsQR from "jsqr";
import { PNG } from "pngjs";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function fromBase32(text: string): Buffer {
  const bits = [...text].map((character) => BASE32.indexOf(character).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/**
 * The six digits that an authenticator app shows at a time: HMAC-SHA-1, steps of 30 s (RFC 6238 §4, RFC 4226 §5.3). Written from the
 * RFCs, so that it shares no mistake with the library that it checks.
 */
export function authenticatorCode(secret: string, at: Date): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const mac = createHmac("sha1", fromBase32(secret)).update(step).digest();
  const truncated = mac.readUInt32BE(mac.readUInt8(19) & 0x0f) & 0x7fff_ffff;
  return String(truncated % 1_000_000).padStart(6, "0");
}

/** The text in a QR code, as a phone's camera reads it off a PNG in base64. Throws where there is none to read. */
export function readQrCode(image: string): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(image, "base64"));
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error("The image holds no QR code that can be read");
  return found.data;
}
