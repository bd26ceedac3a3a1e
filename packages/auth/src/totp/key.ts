import { AuthError } from "@repo/contract/errors";
import type { TotpKey } from "@repo/contract/totp";
import { createGuardrails, generateURI, verifySync } from "otplib";
import { toBuffer } from "qrcode";
import type { AuthDeps } from "../deps";
import { showAddress } from "../mail/show-address";

// RFC 6238 as every authenticator app reads it. The defaults of otplib are these figures; the URI names them all the same.
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** How many steps a phone's clock may be off, either way. */
export const WINDOW_STEPS = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret in base32: 160 random bits. */
export function newTotpSecret(deps: AuthDeps): string {
  const bits = [...deps.random.bytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}

/**
 * The label of a key is its issuer, a colon, and the account: neither may hold another colon, or apps read another issuer there than the
 * parameter says (Key URI Format, section "Label").
 */
function withoutColons(text: string): string {
  return text.replace(/[\s:]*:[\s:]*/g, " ").trim();
}

/** Shortest secret that other systems have made, in bytes: 80 bits, as the first authenticator apps had. RFC 4226 asks for 16 bytes. */
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10 });

/** A secret that another system has made, in one spelling. Throws E011003 for what is no base32 of 10 to 64 bytes. */
export function readTotpSecret(typed: string): string {
  const secret = typed
    .replace(/[\s-]+/g, "")
    .replace(/=+$/, "")
    .toUpperCase();
  // Lengths at which base32 ends with whole bytes.
  const isWhole = [0, 2, 4, 5, 7].includes(secret.length % 8);
  if (/^[A-Z2-7]{16,103}$/.test(secret) && isWhole) return secret;
  throw new AuthError("E011003", "The seed field must be base32 of 10 to 64 bytes");
}

/** Shows a secret in its three renderings. */
export async function presentTotpKey({ config }: Pick<AuthDeps, "config">, secret: string, loginId: string): Promise<TotpKey> {
  const issuer = withoutColons(config.appName) || new URL(config.appOrigin).hostname;
  const uri = generateURI({ issuer, label: withoutColons(showAddress(loginId)) || issuer, secret });
  const provisioningURL = `${uri}&algorithm=SHA1&digits=6&period=${PERIOD_SECONDS}`;
  const image = await toBuffer(provisioningURL, { type: "png", errorCorrectionLevel: "M", margin: 4, scale: 6 });
  return { key: secret, provisioningURL, image: image.toString("base64") };
}

/** The step that a time is in. */
export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / 1000 / PERIOD_SECONDS);
}

/**
 * The time step that a code belongs to, by the server's clock and one step either way; null for a wrong code. Whether the step may
 * still be used is the store's to decide.
 */
export function findTotpStep(deps: Pick<AuthDeps, "clock">, secret: string, code: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(deps.clock.now().getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: WINDOW_STEPS * PERIOD_SECONDS, guardrails });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
