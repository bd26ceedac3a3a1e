import { isIP } from "node:net";
import { dirname, join } from "node:path";
import { spellAddress } from "@repo/contract/address";
import { absoluteDatabaseUrl, isPostgresUrl, parseDatabaseUrl, repositoryRoot } from "@repo/db/locate";
import { parseSmtpUrl, SmtpUrlError } from "@repo/emails/smtp-url";
import { z } from "zod";
import { APP_NAME } from "#brand/name";
import { parseTrustedProxies, trustsAnybody } from "./client-address";
import { readOrMakeSecret } from "./development-secret";

export type Mode = "development" | "production";

/** Settings that nothing can start with. Each problem is one line that begins with the variable's name. */
export class EnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "EnvError";
    this.problems = problems;
  }
}

/** Development's project: fixed, so that the README's commands work as pasted. */
export const DEMO_PROJECT_ID = "P3GatehouseDemoProject000001";

const MINIMUM_SECRET_LENGTH = 32;
const PLACEHOLDER = /change.?me|replace.?me|placeholder|your.?(auth.?)?secret|example/i;

const onOff = z.enum(["on", "off"], 'must be "on" or "off"').transform((word) => word === "on");
const seconds = z
  .string()
  .regex(/^\d{1,9}$/, "must be a whole number of seconds")
  .transform(Number);
const secret = z
  .string()
  .min(MINIMUM_SECRET_LENGTH, { error: `must be at least ${MINIMUM_SECRET_LENGTH} characters long`, abort: true })
  .refine((text) => new Set(text).size >= 8 && !PLACEHOLDER.test(text), "looks like a placeholder, not like a secret");
const commaList = z.string().transform((text) => text.split(",").map((part) => part.trim()));

function isUrl(text: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocols.includes(protocol) && hostname !== "";
}

/** The URL of a Redis, with nothing in it that its client would leave out, and so without a password that ends the host early. */
function isRedisUrl(text: string): boolean {
  if (!isUrl(text, ["redis:", "rediss:"])) return false;
  const { username, password, pathname, search, hash } = new URL(text);
  return /^(\/\d{0,5})?$/.test(pathname) && search + hash === "" && [username, password].every(isPercentEncoded);
}

function isPercentEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

/** A path of this server's, that no browser reads as another's. */
function isPath(text: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text);
}

function problemsOfSmtpUrl(text: string): readonly string[] {
  try {
    parseSmtpUrl(text);
    return [];
  } catch (error) {
    if (error instanceof SmtpUrlError) return error.problems;
    throw error;
  }
}

/** Whether the address in a sender is one. On a machine or a network of one's own, its domain may have no dot, or be a number. */
function hasSpelledSender(sender: string): boolean {
  const [, local = "", domain = ""] = /([^\s<>@]+)@([^\s<>@]+)>?$/.exec(sender) ?? [];
  const isLocal = /^([a-z0-9-]+|[\d.]+|\[[\da-f:.]+\])$/i.test(domain);
  return spellAddress(`${local}@${isLocal ? "host.example" : domain}`) !== null;
}

/** Where a link of every page's foot leads: a page of this server's, or one of anybody's by https. */
const footLink = z
  .string()
  .max(300, "must be at most 300 characters long")
  .refine((text) => isPath(text) || isUrl(text, ["https:"]), "must be https://… or the path of a page here")
  .optional();

/** One line of the README's table. `fallback` is what an unset variable means. */
interface About extends Record<string, unknown> {
  fallback: string;
  description: string;
}
const about = (fallback: string, description: string): About => ({ fallback, description });

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port number")
    .default(3000)
    .meta(about("3000", "Port the server listens on.")),
  HOST: z
    .string()
    .refine((text) => isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text), "must be an address of this machine, or its name")
    .optional()
    .meta(
      about(
        "localhost in development and with `TRUST_PROXY`, else every interface",
        "Address the server listens on: `localhost` (this machine alone), `0.0.0.0` or `::` (every interface), or one of its own.",
      ),
    ),
  APP_URL: z
    .string()
    .refine((text) => isUrl(text, ["http:", "https:"]) && /^[^/]+\/\/[^/?#@]+\/?$/.test(text), "must be https://host or http://host:port")
    .transform((text) => new URL(text).origin)
    .optional()
    .meta(about("http://localhost:PORT", "Where people reach the app; links in mails and the cookie's name are made from it.")),
  APP_NAME: z
    .string()
    .max(60, "must be at most 60 characters long")
    .default(APP_NAME)
    .meta(
      about(
        "the pages' name, in `apps/web/src/brand/name.ts`",
        "The name in mails and authenticator apps, and that passwords may not be made of.",
      ),
    ),
  DATABASE_URL: z
    .string()
    .default("file:.data/gatehouse.db")
    .meta(
      about(
        "file:.data/gatehouse.db",
        "The SQLite file; a relative path counts from the repository's root. Or Postgres: `postgres://user:password@host:5432/database?sslmode=verify-full`, which several processes may share.",
      ),
    ),
  DATABASE_CONNECTIONS: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number")
    .transform(Number)
    .refine((count) => count >= 2, "must be at least 2")
    .default(10)
    .meta(
      about(
        "10",
        "How many connections each process keeps to Postgres at most, and one more for what processes tell each other; SQLite has no use for it.",
      ),
    ),
  REDIS_URL: z
    .string()
    .refine(
      isRedisUrl,
      "must be redis://user:password@host:6379/0, or rediss://… with TLS; in user name and password write # as %23, / as %2F, ? as %3F, @ as %40, : as %3A and % as %25",
    )
    .optional()
    .meta(
      about(
        "none",
        "The Redis or Valkey in which limits on client addresses are counted, in place of Postgres or of this process: `redis://user:password@host:6379/0`, or `rediss://…` with TLS.",
      ),
    ),
  WEB_CONCURRENCY: z
    .string()
    .regex(/^[1-9]\d?$/, "must be a whole number from 1 to 99")
    .transform(Number)
    .default(1)
    .meta(
      about(
        "1",
        "How many processes `pnpm start` runs behind the port, where the database is Postgres. With an SQLite file and in development it is one.",
      ),
    ),
  AUTH_SECRET: commaList
    .pipe(z.array(secret))
    .optional()
    .meta(
      about(
        "made by `pnpm dev`, beside the database; required in production",
        "Seals cookies, signing keys and TOTP secrets; separated by commas, the first seals and all open, for rotation.",
      ),
    ),
  PROJECT_ID: z
    .string()
    .regex(/^P[0-9A-Za-z]{27,63}$/, "must be P and then 27 or more letters and digits")
    .optional()
    .meta(about(`${DEMO_PROJECT_ID} in development; required in production`, "The project that SDKs name; it is in every token.")),
  MANAGEMENT_KEY: secret
    .refine((key) => !key.includes(":") && key.split(".").length !== 3, "must not contain a colon or exactly two dots")
    .optional()
    .meta(
      about(
        "none",
        "Opens the management API for reading and writing: at least 32 characters without `:`. Further keys: `pnpm admin key create`.",
      ),
    ),
  SMTP_URL: z
    .string()
    .superRefine((text, context) => {
      for (const message of problemsOfSmtpUrl(text)) context.addIssue({ code: "custom", message });
    })
    .optional()
    .meta(
      about(
        "the mailbox page in development; required in production",
        "The server that mails are sent through: `smtp://user:password@host:587` or `smtps://…`, the password percent-encoded; `?requireTLS=true` demands TLS.",
      ),
    ),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, { error: "must be an address, or a name and an <address>", abort: true })
    .refine(hasSpelledSender, "must be an address that can be mailed to")
    .optional()
    .meta(about("`APP_NAME <no-reply@host of APP_URL>`", "The sender of every mail.")),
  SUPPORT_CONTACT: z
    .string()
    .refine(
      (text) => !/[\s()<>]/.test(text) && (isUrl(text, ["https:"]) || (/^[^@]+@[^@]+$/.test(text) && hasSpelledSender(text))),
      "must be an address, or https://…",
    )
    .default("")
    .meta(
      about(
        "none",
        "Whom to ask who cannot get in: an address, or an `https` URL. It stands on pages and in letters beside “the people who run” the app.",
      ),
    ),
  APPROVED_DOMAINS: commaList
    .pipe(
      z.array(
        z
          .string()
          .toLowerCase()
          .regex(
            /^(https?:\/\/)?(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*)(:[1-9]\d{0,4})?$/,
            "must list hosts, *.host or *, each with its scheme and port where they are not https and 443",
          ),
      ),
    )
    .default([])
    .meta(
      about(
        "none",
        "Hosts beside our own (`host`, `*.host`, `*`) that links may lead to and, with cookies, that may call the API. Where `APP_URL` is https, by https on its usual port; others are written out: `host:8443`, `http://host`.",
      ),
    ),
  ADDRESS_LIMITS: onOff.default(true).meta(about("on", "Limits on what one client address may do, `on` or `off`.")),
  TRUST_PROXY: z
    .string()
    .transform((text, context) => {
      try {
        return parseTrustedProxies(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: `must be a number of hops or a list of addresses: ${(error as Error).message}` });
        return z.NEVER;
      }
    })
    .default({ kind: "hops", hops: 0 })
    .meta(about("nobody", "Who may say where a request came from: how many proxies stand in front, or their addresses and CIDR blocks.")),
  SESSION_TTL: seconds
    .refine((ttl) => ttl >= 30, "must be at least 30")
    .default(600)
    .meta(about("600", "Seconds a session token lives.")),
  REFRESH_TTL: seconds
    .refine((ttl) => ttl >= 180, "must be at least 180")
    .default(2_419_200)
    .meta(
      about(
        "2419200",
        "Seconds a refresh token, and with it the session, lives. A lower one reaches, within minutes, those who are signed in.",
      ),
    ),
  REFRESH_ROTATION: onOff
    .default(false)
    .meta(
      about(
        "off",
        "With `on` a refresh token works once, and using it again ends the session; for ten seconds parallel tabs get the same successor.",
      ),
    ),
  MASK_ERRORS: onOff.default(false).meta(about("off", "With `on` REST hides, as the pages do, which login IDs exist.")),
  MFA_ENFORCEMENT: z
    .enum(["browser", "everywhere"], 'must be "browser" or "everywhere"')
    .default("everywhere")
    .meta(about("everywhere", "Where a user who signs in with two steps must take both: `everywhere`, or `browser`, on the pages alone.")),
  TRUSTED_DEVICE_DAYS: z
    .string()
    .regex(/^(\d{1,2}|[12]\d\d|3[0-5]\d|36[0-5])$/, "must be a number of days, 365 at most")
    .transform(Number)
    .default(30)
    .meta(about("30", "Days for which the second step can be left out in a browser whose user says so at that step; 0: in none, at once.")),
  PASSWORD_RESET_METHOD: z
    .enum(["magiclink", "otp"], 'must be "magiclink" or "otp"')
    .default("magiclink")
    .meta(about("magiclink", "How a forgotten password is reset: by a link, or by a code (`otp`).")),
  RESET_SIGNS_IN: onOff
    .default(true)
    .meta(
      about(
        "on",
        "Whether the pages sign in whoever has chosen a new password after a reset, `on` or `off`; who signs in with two steps always does it anew.",
      ),
    ),
  PASSWORD_STRENGTH: z
    .string()
    .regex(/^[0-4]$/, "must be 0, 1, 2, 3 or 4")
    .transform(Number)
    .default(0)
    .meta(about("0", "Least strength of a new password as zxcvbn counts, 0 to 4; 0 asks for none beyond the block list.")),
  SIGNING_KEY_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, "must be a number of days")
    .transform(Number)
    .default(90)
    .meta(about("90", "Days after which a new key signs tokens; 0: only after `pnpm keys:rotate`.")),
  TOKEN_DELIVERY: z
    .enum(["body", "cookies"], 'must be "body" or "cookies"')
    .default("body")
    .meta(about("body", "How REST hands out tokens: `body` or `cookies`, which needs APPROVED_DOMAINS.")),
  COOKIE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, "must be a domain, such as example.com")
    .optional()
    .meta(about("this host only", "Domain attribute of the token cookies.")),
  COOKIE_SAME_SITE: z
    .enum(["lax", "strict", "none"], 'must be "lax", "strict" or "none"')
    .default("lax")
    .meta(about("lax", "SameSite attribute of the token cookies: `lax`, `strict` or `none`.")),
  DOCS: onOff
    .default(true)
    .meta(about("on", "Whether production serves `/docs` and `/openapi.json`, `on` or `off`; development always does.")),
  HELP_URL: footLink.meta(
    about("not shown", "Where people find help, in the foot of every page: an https address, or a path of this server's."),
  ),
  PRIVACY_URL: footLink.meta(about("not shown", "The same for what you do with their data. Sign-up names it too.")),
  TERMS_URL: footLink.meta(about("not shown", "The same for your terms, which people agree to by signing up.")),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], 'must be "debug", "info", "warn", "error" or "silent"')
    .default("info")
    .meta(about("info", "The least important line that is logged: `debug`, `info`, `warn`, `error` or `silent`.")),
  UV_THREADPOOL_SIZE: z
    .string()
    .regex(/^([2-9]|[1-9]\d{1,2})$/, "must be a whole number from 2 to 999")
    .transform(Number)
    .default(4)
    .meta(
      about(
        "one more than there are cores, at least 4",
        "Threads for files, name look-ups, pictures and hashes of other systems. No more passwords than these, nor than there are cores, are hashed at once.",
      ),
    ),
});
type Settings = z.output<typeof settings>;

/** Every variable, for the README's table and .env.example, and the test that holds both to it. */
export const VARIABLES: readonly ({ name: string } & About)[] = Object.entries(settings.shape).map(([name, schema]) => ({
  name,
  ...(schema.meta() as About),
}));

/**
 * Reads the settings out of `source`. An empty variable counts as unset. In development without AUTH_SECRET it makes and keeps one beside
 * the database; that apart, nothing is touched.
 * @throws EnvError that lists every problem at once
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>, mode: Mode): Env {
  const given = Object.fromEntries(VARIABLES.map(({ name }) => [name, source[name]?.trim() || undefined]));
  const parsed = settings.safeParse(given);
  const problems = parsed.success
    ? conflicts(parsed.data)
    : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  if (mode === "production") {
    for (const name of ["AUTH_SECRET", "PROJECT_ID", "SMTP_URL"]) if (!given[name]) problems.push(`${name}: is required in production`);
  }
  if (!parsed.success || problems.length > 0) throw new EnvError([...new Set(problems)]);
  return complete(parsed.data, mode);
}

function conflicts(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.REFRESH_TTL < settings.SESSION_TTL) problems.push("REFRESH_TTL: must not be shorter than SESSION_TTL");
  if (settings.TOKEN_DELIVERY === "cookies" && settings.APPROVED_DOMAINS.length === 0) {
    problems.push("APPROVED_DOMAINS: is required with TOKEN_DELIVERY=cookies, which sites may use the cookies?");
  }
  if (settings.TOKEN_DELIVERY === "cookies" && settings.APPROVED_DOMAINS.some((entry) => /^(https?:\/\/)?\*(:|$)/.test(entry))) {
    problems.push('APPROVED_DOMAINS: must not be "*" with TOKEN_DELIVERY=cookies');
  }
  try {
    absoluteDatabaseUrl(settings.DATABASE_URL, repositoryRoot());
  } catch (error) {
    problems.push(`DATABASE_URL: ${(error as Error).message}`);
  }
  return problems;
}

/** The settings of this process, parsed and complete. */
export type Env = Readonly<ReturnType<typeof complete>>;

function complete(settings: Settings, mode: Mode) {
  const appOrigin = settings.APP_URL ?? `http://localhost:${settings.PORT}`;
  const databaseUrl = absoluteDatabaseUrl(settings.DATABASE_URL, repositoryRoot());
  const secretFolder = isPostgresUrl(databaseUrl) ? join(repositoryRoot(), ".data") : dirname(parseDatabaseUrl(databaseUrl).path);
  const secretFile = settings.AUTH_SECRET ? undefined : join(secretFolder, "auth-secret");
  return {
    mode,
    port: settings.PORT,
    /** The address of this machine to listen on; `localhost` for both of its own, undefined for all there are. */
    host: settings.HOST ?? (mode === "development" || trustsAnybody(settings.TRUST_PROXY) ? "localhost" : undefined),
    /** Where people reach the app: scheme, host, port, no trailing slash. Links in mails are made from it. */
    appOrigin,
    appName: settings.APP_NAME,
    /** `file:` and an absolute path, or a URL of Postgres. */
    databaseUrl,
    databaseConnections: settings.DATABASE_CONNECTIONS,
    /** Where limits on addresses are counted; undefined: in Postgres, or in this process alone. */
    redisUrl: settings.REDIS_URL,
    /** The file that holds the secret the app made for itself; undefined when AUTH_SECRET is set. */
    secretFile,
    /** The first seals, all open. Never empty. */
    authSecrets: settings.AUTH_SECRET ?? [secretFromFile(secretFile as string)],
    projectId: settings.PROJECT_ID ?? DEMO_PROJECT_ID,
    managementKey: settings.MANAGEMENT_KEY,
    /** Undefined, in development only: letters go to the mailbox page. */
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM ?? `${settings.APP_NAME} <no-reply@${new URL(appOrigin).hostname}>`,
    /** An address or a URL; empty for none. */
    supportContact: settings.SUPPORT_CONTACT,
    /** `host`, `*.host` or `*`, in lower case, each perhaps with scheme and port. */
    approvedDomains: settings.APPROVED_DOMAINS,
    addressLimits: settings.ADDRESS_LIMITS,
    trustedProxies: settings.TRUST_PROXY,
    sessionTtlSeconds: settings.SESSION_TTL,
    refreshTtlSeconds: settings.REFRESH_TTL,
    refreshRotation: settings.REFRESH_ROTATION,
    maskErrors: settings.MASK_ERRORS,
    mfaEnforcement: settings.MFA_ENFORCEMENT,
    trustedDeviceDays: settings.TRUSTED_DEVICE_DAYS,
    resetMethod: settings.PASSWORD_RESET_METHOD,
    /** Whether the pages sign in by the password that was chosen after a reset. */
    resetSignsIn: settings.RESET_SIGNS_IN,
    passwordStrength: settings.PASSWORD_STRENGTH,
    signingKeyDays: settings.SIGNING_KEY_DAYS,
    tokenDelivery: settings.TOKEN_DELIVERY,
    cookieDomain: settings.COOKIE_DOMAIN,
    cookieSameSite: settings.COOKIE_SAME_SITE,
    /** Whether /docs and /openapi.json are served. */
    docs: mode === "development" || settings.DOCS,
    /** Of the foot of every page; undefined for what is not shown. */
    footLinks: { help: settings.HELP_URL, privacy: settings.PRIVACY_URL, terms: settings.TERMS_URL },
    logLevel: settings.LOG_LEVEL,
    /** run.cjs sets it before the first use. */
    threadPoolSize: settings.UV_THREADPOOL_SIZE,
    /** Sentences for the operator: accepted, but probably not meant. */
    warnings: warningsOf(settings, mode, appOrigin),
  };
}

function warningsOf(settings: Settings, mode: Mode, appOrigin: string): string[] {
  const warnings: string[] = [];
  if (mode === "production" && !settings.APP_URL) warnings.push(`APP_URL is not set: links in mails lead to ${appOrigin}`);
  if (settings.MFA_ENFORCEMENT === "browser")
    warnings.push("MFA_ENFORCEMENT is browser: over REST one factor signs in whoever has asked for two");
  if (settings.WEB_CONCURRENCY > 1 && !isPostgresUrl(settings.DATABASE_URL))
    warnings.push(`WEB_CONCURRENCY is ${settings.WEB_CONCURRENCY}, but one process serves: only on Postgres are there several`);
  return warnings;
}

function secretFromFile(file: string): string {
  const made = readOrMakeSecret(file);
  if (made.length < MINIMUM_SECRET_LENGTH)
    throw new EnvError([`AUTH_SECRET: ${file} is damaged; restore it, or delete it to end every session`]);
  return made;
}

let current: Env | undefined;

/**
 * The settings of this process, read once, when first asked for: `next build` needs none of them.
 * @throws EnvError
 */
export function env(): Env {
  current ??= readEnv(process.env, process.env.NODE_ENV === "production" ? "production" : "development");
  return current;
}
