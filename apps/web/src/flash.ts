import "server-only";
import { AUTH_ERRORS, type AuthError, type ErrorCode } from "@repo/contract/errors";
import { z } from "zod";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "./session";

// Why a plain form was refused, for the page it goes back to: one sealed cookie that lives as long as a redirect takes.

const LIFETIME_SECONDS = 10;
/** All that is ever sent back into a page: no password, no code, no token (ux.md U13). */
const KEPT: readonly string[] = ["loginId", "user.name", "email"];

const Flash = z.object({
  operation: z.string(),
  code: z.custom<ErrorCode>((code) => typeof code === "string" && code in AUTH_ERRORS),
  retryAfterSeconds: z.int().optional(),
  values: z.record(z.string(), z.string().max(320)),
});

/** A refusal, and what had been typed. */
export type Refused = Pick<z.output<typeof Flash>, "code" | "values"> & { retryAfterSeconds: number | undefined };

/** `Set-Cookie` that tells the next page why the form came back. */
export function sealFlash(operation: string, refusal: AuthError, fields: Record<string, string>): Promise<string> {
  const values = Object.fromEntries(Object.entries(fields).filter(([name, value]) => KEPT.includes(name) && value.length <= 320));
  const { code, retryAfterSeconds } = refusal;
  return sealCookie("flash", { flash: { operation, code, retryAfterSeconds, values } }, LIFETIME_SECONDS);
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
