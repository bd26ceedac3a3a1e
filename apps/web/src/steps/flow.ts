import { ASKED_FIELDS } from "@repo/contract/profile-fields";
import { z } from "zod";
import { nextPath } from "./next-path";

/*
 * What a page has to know of the page before it: whom a code was sent to, which number to wait for. It travels in a sealed, short-lived
 * cookie (flow-cookie.ts), so that Back, reload and a second tab find the step where it was, and no address or key stands in a URL or in
 * script's reach. Each has an ID, which names its cookie and stands in the address of its page: what is begun in another tab is another. What
 * goes into it was typed (form-steps.ts) and nothing believes it: it only fills in what a person would otherwise have to type again, and
 * every operation checks for itself. All of one together has to fit into a cookie of 4096 bytes.
 */

const ID_LENGTH = 12;
export const FLOW_ID = /^[0-9a-f]{12}$/;

/** Given to a flow when it is first kept. It tells those of one browser apart, and is no secret. */
const id = z
  .string()
  .regex(FLOW_ID)
  .optional()
  .transform((given) => given ?? crypto.randomUUID().replaceAll("-", "").slice(0, ID_LENGTH));
const text = z.string().min(1).max(320);
/** In UTF-8, of all that a new user says of themselves: the other parts need room in the cookie too. */
const USER_BYTES_MAX = 1200;
/** What a new user has said of themselves, for another letter. Where it is too much, that letter is asked for without. */
const user = z
  .partialRecord(z.enum(ASKED_FIELDS), z.string())
  .optional()
  .transform((said) => (said && new TextEncoder().encode(JSON.stringify(said)).length > USER_BYTES_MAX ? undefined : said));
const next = z.string().transform((path) => nextPath(path.length > 1000 ? undefined : path));
/** When it was sent, epoch seconds by the server's clock; now, where nothing is said. */
const sentAt = z
  .int()
  .optional()
  .transform((time) => time ?? Math.floor(Date.now() / 1000));

/** A code is on its way. */
const CodeFlow = z.object({
  step: z.literal("code"),
  id,
  /**
   * `secondFactor` adds to a sign-in that waits for it, `email` proves an address of the signed-in user, `newAccount` that of who has just
   * signed up.
   */
  purpose: z.enum(["signUp", "signIn", "secondFactor", "email", "newAccount"]),
  loginId: text,
  user,
  /** The address to prove. */
  email: text.optional(),
  maskedEmail: text,
  /** Wrong codes since it was sent. */
  wrongTries: z.int().min(0),
  sentAt,
  next,
});
export type CodeFlow = z.output<typeof CodeFlow>;

/** Three numbered links are on their way. */
const LinkFlow = z.object({
  step: z.literal("link"),
  id,
  purpose: z.enum(["signUp", "signIn"]),
  loginId: text,
  user,
  maskedEmail: text,
  linkId: z.string().regex(/^\d{2}$/),
  pendingRef: text,
  sentAt,
  next,
});
export type LinkFlow = z.output<typeof LinkFlow>;

/** An authenticator is being set up. */
const AppFlow = z.object({
  step: z.literal("app"),
  id,
  purpose: z.enum(["signUp", "add"]),
  loginId: text,
  /** The new key in base32, so that a page that is loaded again shows the one that was scanned. */
  key: z.string().regex(/^[A-Z2-7]{16,64}$/),
  next,
});
export type AppFlow = z.output<typeof AppFlow>;

/** A way to set a new password is on its way. */
const ResetFlow = z.object({ step: z.literal("reset"), id, method: z.enum(["magiclink", "otp"]), loginId: text, sentAt });
export type ResetFlow = z.output<typeof ResetFlow>;

/** By step. */
export const FLOWS = { code: CodeFlow, link: LinkFlow, app: AppFlow, reset: ResetFlow };
const Flow = z.discriminatedUnion("step", [CodeFlow, LinkFlow, AppFlow, ResetFlow]);
export type Flow = z.output<typeof Flow>;
/** As it is begun: ID and time are given to it. */
export type FlowInput = z.input<typeof Flow>;

/** A flow that has begun; null for what is none. */
export function parseFlow(value: unknown): Flow | null {
  const parsed = Flow.safeParse(value);
  return parsed.success ? parsed.data : null;
}
