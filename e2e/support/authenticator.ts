import { createHmac } from "node:crypto";
import { expect, type Locator } from "@playwright/test";
import jsQR from "jsqr";
import { PNG } from "pngjs";

const STEP_MILLISECONDS = 30_000;
/** A code is to be typed and checked before its time is over. */
const HASTE_MILLISECONDS = 6_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The six digits of a time step, by RFC 6238 and RFC 4226 with their defaults: written from them, to judge the server by. */
function codeOf(key: string, step: number): string {
  const bits = [...key].map((character) => BASE32.indexOf(character).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const truncated = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(truncated % 1_000_000).padStart(6, "0");
}

/** The text of the QR code that a camera in front of the screen would see. */
export async function scan(image: Locator): Promise<string> {
  const { data, width, height } = PNG.sync.read(await image.screenshot());
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error("There is no QR code to read.");
  return found.data;
}

/** A phone with an app on it that makes six-digit codes. */
export class Authenticator {
  readonly key: string;
  #lastStep = 0;

  constructor(key: string) {
    this.key = key;
  }

  /**
   * A code that the server takes now and has not taken before: each counts once, and one step early or late is fine. Three in a row come
   * at once, the next when it is time.
   */
  async code(): Promise<string> {
    const now = () => Date.now() / STEP_MILLISECONDS;
    const earliest = Math.floor(now() + HASTE_MILLISECONDS / STEP_MILLISECONDS) - 1;
    const step = Math.max(this.#lastStep + 1, earliest);
    await expect.poll(() => Math.floor(now()) + 1, { timeout: 2 * STEP_MILLISECONDS }).toBeGreaterThanOrEqual(step);
    this.#lastStep = step;
    return codeOf(this.key, step);
  }

  /** A code that none of the steps near now has. */
  wrongCode(): string {
    const step = Math.floor(Date.now() / STEP_MILLISECONDS);
    const near = Array.from({ length: 7 }, (_, index) => codeOf(this.key, step - 3 + index));
    return ["000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777"].find((code) => !near.includes(code)) ?? "";
  }
}
