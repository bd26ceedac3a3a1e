import "server-only";
import type { ApiError } from "@repo/contract/errors";
import { z } from "zod";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "#session/cookies";
import type { FormName } from "./form-name";

// Why a plain form was refused, for the page it goes back to: one sealed cookie that lives as long as a redirect takes. Where fresh proof
// was missing, a page that asks for it comes first, and what it has to say of itself comes by that cookie: so the refusal waits in another.

const LIFETIME_SECONDS = 10;
const WAITING_SECONDS = 10 * 60;
/** Of all together in UTF-8: sealed they must fit into a cookie of 4096 bytes, or nothing would be told. */
const VALUES_BYTES_MAX = 2000;
/** Longer than the path of any page with a form. */
const PAGE_MAX = 100;

const Flash = z.object({
  form: z.string(),
  code: z.string(),
  retryAfterSeconds: z.int().optional(),
  limit: z.literal("letters").optional(),
  values: z.record(z.string(), z.string().max(VALUES_BYTES_MAX)),
  /** The path of the page that the form comes back to: its title says that there is an error. */
  page: z.string().max(PAGE_MAX),
});

/** A form that was refused and has come back to its page: by what, and what had been typed. */
export type ReturnedForm = Pick<z.output<typeof Flash>, "code" | "values" | "limit"> & { retryAfterSeconds: number | undefined };

/** What had been typed, as far as there is room. */
function within(typed: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  const entries = Object.entries(typed).map((entry) => ({ entry, bytes: Buffer.byteLength(entry.join("")) }));
  let left = VALUES_BYTES_MAX;
  // The shortest first, so that most of them are there.
  for (const { entry, bytes } of entries.toSorted((one, other) => one.bytes - other.bytes)) {
    if (bytes > left) break;
    kept[entry[0]] = entry[1];
    left -= bytes;
  }
  return kept;
}

/**
 * `Set-Cookie` that tells the next page why the form came back.
 * @param typed what may be shown again of it
 * @param back where the form stands
 */
export function sealFlash(form: string, refusal: ApiError, typed: Readonly<Record<string, string>>, back: string): Promise<string> {
  const { code, retryAfterSeconds, limit } = refusal;
  const page = back.replace(/[?#].*$/s, "").slice(0, PAGE_MAX);
  const flash = { form, code, retryAfterSeconds, limit, values: within(typed), page };
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

/** Why a form of this name (one of these) came back to the page being rendered; undefined when none did. */
export async function readFlash(...forms: FormName[]): Promise<ReturnedForm | undefined> {
  const opened = await openCookie("flash", await ownCookie("flash"));
  const parsed = Flash.safeParse(opened?.flash);
  if (!parsed.success || !forms.some((form) => form === parsed.data.form)) return undefined;
  const { code, values, retryAfterSeconds, limit } = parsed.data;
  return { code, values, retryAfterSeconds, limit };
}
