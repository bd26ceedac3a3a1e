import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import * as browser from "@repo/api/browser";
import { fromWebRequest, toWebResponse } from "@repo/api/exchange";
import type { Log } from "@repo/api/log";
import { createReadyAnswers, type ReadyAnswers } from "@repo/api/ready";
import { createRestAnswerer, type RestOptions } from "@repo/api/rest";
import { isApprovedUrl } from "@repo/auth/approved-domains";
import type { Clock } from "@repo/auth/clock-and-random";
import type { AuthDeps } from "@repo/auth/deps";
import { startHousekeeping } from "@repo/auth/housekeeping";
import { forgetKept } from "@repo/auth/kept";
import { createLimiter, unlimited } from "@repo/auth/limiter";
import { type DeadLink, describeLink, type LinkDescription } from "@repo/auth/links/describe-link";
import { startSender } from "@repo/auth/mail/outbox";
import { createHashThreads, hashThreadCount, hashThreadFile } from "@repo/auth/password/hash-threads";
import { createPasswords } from "@repo/auth/password/passwords";
import { readPicture } from "@repo/auth/profile/picture";
import { createPictures } from "@repo/auth/profile/pictures";
import { createSealer, type Sealer } from "@repo/auth/sealer";
import { loadSigningKeys } from "@repo/auth/session/signing-keys";
import { createSharedLimiter } from "@repo/auth/shared-limiter";
import { presentTotpKey } from "@repo/auth/totp/key";
import { createTurns } from "@repo/auth/turns";
import { describeEmailUndo } from "@repo/auth/user/email-undo";
import { spellAddress } from "@repo/contract/address";
import type { TotpKey } from "@repo/contract/totp";
import type { AllowanceCounter } from "@repo/db/allowances";
import { openDatabase } from "@repo/db/client";
import { migrationsFolder, repositoryRoot } from "@repo/db/locate";
import { migrate } from "@repo/db/migrate";
import { oneSpelling } from "@repo/db/one-spelling";
import { linkProcesses, openAllowanceCounter } from "@repo/db/processes";
import { createStore } from "@repo/db/store";
import { createDevMailbox, type DevMailbox } from "@repo/emails/dev-mailbox";
import { createMailer } from "@repo/emails/mailer";
import { createSmtpTransport } from "@repo/emails/smtp";
import { type Env, env } from "./env";
import { createLog } from "./log";
import { processGroup } from "./processes";

/** Everything this process has one of, however many bundles hold this code. */
export interface Server {
  deps: AuthDeps;
  log: Log;
  /** Where letters land in development; null when they go out. */
  mailbox: DevMailbox | null;
  /** The REST surface, and what of it is ready at once; and the same for what comes through Next. */
  rest: ReadyAnswers;
  handleRest(request: Request): Promise<Response>;
  /** How browsers call the operations. */
  browser: typeof browser;
  /** An authenticator's key that is being set up, as the operation that made it has shown it. */
  showTotpKey(key: string, account: string): Promise<TotpKey>;
  /** Whose a link of a letter is, for its page, or why it is of no use any more. Uses nothing up. */
  describeLink(token: string, channel: "magicLink" | "enchantedLink" | "disown"): Promise<LinkDescription | DeadLink>;
  /** The address that an undo of its change would put back, masked; null where it is of no use any more. Uses nothing up. */
  describeEmailUndo(token: string): Promise<{ maskedEmail: string } | null>;
  /** The picture that is shown at this address; null for none. */
  readPicture(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

function cookieSettings(settings: Env): RestOptions["cookies"] {
  if (settings.tokenDelivery === "body") return undefined;
  const approval = { ...settings, localhostApproved: settings.mode === "development" };
  return { sameSite: settings.cookieSameSite, isApprovedOrigin: (origin) => isApprovedUrl(origin, approval) };
}

/** Where letters go, and how they are written. */
function createMail(settings: Env) {
  const mailbox = settings.smtpUrl === undefined ? createDevMailbox() : null;
  const transport = mailbox ?? createSmtpTransport(settings.smtpUrl ?? "");
  const { mailFrom: from, appName, appOrigin, supportContact } = settings;
  const mailer = createMailer({ transport, from, appName, appOrigin, supportContact });
  return { mailbox, mailer, close: () => transport.close() };
}

/**
 * Who hashes passwords: threads of their own on every core, or where those cannot be had, libuv's on all but one. Several processes of one
 * machine share the cores.
 */
function createHashing({ threadPoolSize }: Env, log: Log) {
  const cores = Math.ceil(Math.min(availableParallelism(), threadPoolSize) / processGroup().count);
  const threads = createHashThreads({
    file: hashThreadFile(repositoryRoot()),
    count: hashThreadCount(cores),
    tell: (line) => log.warn({}, line),
  });
  return { passwords: createPasswords({ concurrency: Math.max(1, cores - 1), threads }), close: () => threads.close() };
}

/** Who counts what addresses do: this process, all that share a Redis or a Postgres, or nobody. */
async function createLimits(
  { addressLimits, redisUrl }: Env,
  link: AllowanceCounter | null,
  { clock, sealer, log }: { clock: Clock; sealer: Sealer; log: Log },
) {
  if (!addressLimits) return { limiter: unlimited, close: async () => undefined };
  const redis = redisUrl === undefined ? null : await openAllowanceCounter(redisUrl);
  // Beside a Redis the database may hold what was counted in it before.
  const counter = redis && link ? { count: redis.count, removeWhole: link.removeWhole } : (redis ?? link);
  if (!counter) return { limiter: createLimiter(clock), close: async () => undefined };
  const digest = (key: string) => sealer.digest("address", key);
  const limiter = createSharedLimiter({ counter, clock, digest, tell: (line) => log.warn({}, line) });
  return {
    limiter,
    async close() {
      await limiter.close();
      await redis?.close();
    },
  };
}

/**
 * Builds what this process has one of. Nothing but `getServer` calls it, and loads this file to do so: with it comes all that the server is
 * made of, which would be in the memory of the process once for each page that imports it.
 */
export async function buildServer(): Promise<Server> {
  const settings = env();
  const url = settings.databaseUrl;
  const log = createLog(settings.logLevel);
  await migrate(url, migrationsFolder(repositoryRoot(), url), {
    steps: { oneSpelling: oneSpelling(spellAddress) },
    tell: (line) => log.warn({}, line),
  });
  const link = await linkProcesses(url);
  const database = await openDatabase(url, { connections: settings.databaseConnections });
  const store = createStore(database);
  const clock = { now: () => new Date() };
  const random = { bytes: (length: number) => randomBytes(length) };
  const sealer = createSealer(settings.authSecrets, random);
  const mail = createMail(settings);
  const sender = startSender({ store, sealer, clock, mailer: mail.mailer, log });
  const hashing = createHashing(settings, log);
  const limits = await createLimits(settings, link, { clock, sealer, log });
  const deps: AuthDeps = {
    store,
    clock,
    random,
    sealer,
    passwords: hashing.passwords,
    limiter: limits.limiter,
    turns: createTurns(),
    pictures: createPictures(),
    outbox: sender,
    keys: await loadSigningKeys({
      store,
      sealer,
      clock,
      rotationDays: settings.signingKeyDays,
      tokenTtlSeconds: settings.refreshTtlSeconds,
    }),
    config: {
      projectId: settings.projectId,
      managementKey: settings.managementKey ?? "",
      appName: settings.appName,
      appOrigin: settings.appOrigin,
      sessionTtlSeconds: settings.sessionTtlSeconds,
      refreshTtlSeconds: settings.refreshTtlSeconds,
      refreshRotation: settings.refreshRotation,
      maskErrors: settings.maskErrors,
      mfaEnforcement: settings.mfaEnforcement,
      trustedDeviceDays: settings.trustedDeviceDays,
      approvedDomains: settings.approvedDomains,
      localhostApproved: settings.mode === "development",
      resetMethod: settings.resetMethod,
      passwordStrength: settings.passwordStrength,
      cookieDomain: settings.cookieDomain ?? "",
    },
  };
  // What could not be read again is asked for once it is too old.
  link?.listen((tables) => void forgetKept(deps, tables).catch(() => undefined));
  const restOptions = { deps, log, cookies: cookieSettings(settings) };
  const rest = createReadyAnswers(restOptions, createRestAnswerer(restOptions));
  const stopHousekeeping = startHousekeeping(deps, log);
  return {
    deps,
    log,
    mailbox: mail.mailbox,
    rest,
    handleRest: async (request) => toWebResponse(await rest.answer(fromWebRequest(request))),
    browser,
    showTotpKey: (key, account) => presentTotpKey(deps, key, account),
    describeLink: (token, channel) => describeLink(deps, token, channel),
    readPicture: (key) => readPicture(deps, key),
    describeEmailUndo: (token) => describeEmailUndo(deps, token),
    ready: () =>
      database.ready().then(
        () => true,
        () => false,
      ),
    async close() {
      await stopHousekeeping();
      await sender.stop();
      await hashing.close();
      mail.close();
      await limits.close();
      await link?.close();
      await database.close();
    },
  };
}
