import "server-only";
import type { ApiError } from "@repo/contract/errors";
import { ASKED_FIELDS, EDITABLE_FIELDS } from "@repo/contract/profile-fields";
import { z } from "zod";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "#session/cookies";
import { signUpControl } from "./profile";

// Why a plain form was refused, for the page it goes back to: one sealed cookie that lives as long as a redirect takes. Where fresh proof
// was missing, a page that asks for it comes first, and what it has to say of itself comes by that cookie: so the refusal waits in another.

const LIFETIME_SECONDS = 10;
const WAITING_SECONDS = 10 * 60;
/** All that is ever sent back into a page: no password, no code, no token (U13). */
const KEPT: readonly string[] = ["loginId", "email", ...ASKED_FIELDS.map(signUpControl), ...EDITABLE_FIELDS];
/** Of all values together in UTF-8: sealed they must fit into a cookie of 4096 bytes, or nothing would be told. */
const KEPT_BYTES_MAX = 2000;

const Flash = z.object({
  operation: z.string(),
  code: z.string(),
  retryAfterSeconds: z.int().optional(),
  values: z.record(z.string(), z.string().max(320)),
});

/** A refusal, and what had been typed. */
export type Refused = Pick<z.output<typeof Flash>, "code" | "values"> & { retryAfterSeconds: number | undefined };

/** The fields that are kept, as far as there is room. */
function keptOf(fields: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  let left = KEPT_BYTES_MAX;
  for (const name of KEPT) {
    const value = fields[name];
    if (value === undefined || value.length > 320 || Buffer.byteLength(value) > left) continue;
    kept[name] = value;
    left -= Buffer.byteLength(value);
  }
  return kept;
}

/** `Set-Cookie` that tells the next page why the form came back. */
export function sealFlash(operation: string, refusal: ApiError, fields: Record<string, string>): Promise<string> {
  const values = keptOf(fields);
  const { code, retryAfterSeconds } = refusal;
  const flash = { operation, code, retryAfterSeconds, values };
  return code === "E062132" ? sealCookie("unproved", { flash }, WAITING_SECONDS) : sealCookie("flash", { flash }, LIFETIME_SECONDS);
}

/** `Set-Cookie` that tells the next page what was refused until now for want of fresh proof; undefined for nothing. */
export async function releaseFlash(): Promise<string | undefined> {
  const opened = await openCookie("unproved", await ownCookie("unproved"));
  return opened ? sealCookie("flash", { flash: opened.flash }, LIFETIME_SECONDS) : undefined;
}

/** `Set-Cookie` that has nothing more to tell. */
export function clearFlash(): string {
  return setOwnCookie("flash", "", 0);
}

/** Why a form of this operation came back to the page being rendered; undefined when none did. */
export async function readFlash(operation: string): Promise<Refused | undefined> {
  const opened = await openCookie("flash", await ownCookie("flash"));
  const parsed = Flash.safeParse(opened?.flash);
  if (!parsed.success || parsed.data.operation !== operation) return undefined;
  const { code, values, retryAfterSeconds } = parsed.data;
  return { code, values, retryAfterSeconds };
}
